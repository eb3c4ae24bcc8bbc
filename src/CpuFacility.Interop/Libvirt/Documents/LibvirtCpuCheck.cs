namespace CpuFacility.Libvirt;

/// <summary>How a guest's start checks that the guest got its CPU: the attribute <c>check</c>.</summary>
public enum LibvirtCpuCheck
{
    /// <summary>Not given.</summary>
    Default,

    /// <summary>Not at all.</summary>
    None,

    /// <summary>Before the start, against the host.</summary>
    Partial,

    /// <summary>After the start, against what the hypervisor switched on: nothing may differ.</summary>
    Full,
}
