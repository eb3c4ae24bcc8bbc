namespace CpuFacility.Libvirt;

/// <summary>How the host has to match a guest's definition: the attribute <c>match</c>.</summary>
public enum LibvirtCpuMatch
{
    /// <summary>The guest gets everything that the host has, which is at least the definition.</summary>
    Minimum,

    /// <summary>The guest gets the definition, and the host has at least that: libvirt's default.</summary>
    Exact,

    /// <summary>The host has the definition and nothing else.</summary>
    Strict,
}
