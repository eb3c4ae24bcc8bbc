namespace CpuFacility.Libvirt;

/// <summary>libvirt's answer to a comparison (<c>virCPUCompareResult</c>).</summary>
public enum LibvirtVerdict
{
    /// <summary>There is no answer: <see cref="LibvirtComparison.Failure"/> says why.</summary>
    Error = -1,

    /// <summary>The host cannot run the definition.</summary>
    Incompatible = 0,

    /// <summary>The host has what the definition asks for and nothing else.</summary>
    Identical = 1,

    /// <summary>The host has what the definition asks for and more.</summary>
    Superset = 2,
}
