namespace CpuFacility.RiscV;

/// <summary>Sets of extensions by who names them.</summary>
public static class RiscVExtensions
{
    /// <summary>
    /// What Linux 7.2 has no name for, so that its <c>/proc/cpuinfo</c> says neither yes nor no: the modes, and most of what profiles ask for beyond
    /// instructions (<c>ziccif</c>, <c>svbare</c>). Older kernels name fewer: for them, what they lack can be there, too. What other extensions imply is known all the same.
    /// </summary>
    public static FacilitySet NotNamedByLinux => RiscVRegistry.Catalog.All.Except(RiscVData.Linux).Except(Widths);

    /// <summary>Linux' text begins with the width.</summary>
    private static FacilitySet Widths => RiscVRegistry.Catalog.CreateSet(RiscVFacility.Rv32, RiscVFacility.Rv64, RiscVFacility.Rv128);
}
