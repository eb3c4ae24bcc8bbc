namespace CpuFacility.Power;

/// <summary>The words in which Linux reports facilities of POWER, as blocks of 64 bits that are numbered from the right.</summary>
/// <remarks>As bytes a block is little-endian, whatever the machine. What a word implies is not added: see <see cref="PowerFeatureWords"/>.</remarks>
public static class PowerBlocks
{
    /// <summary>AT_HWCAP.</summary>
    public static FacilityBlock HardwareCapabilities => PowerRegistry.Catalog.Blocks[PowerBlockNumber.AtHwcap];

    /// <summary>AT_HWCAP2.</summary>
    public static FacilityBlock HardwareCapabilities2 => PowerRegistry.Catalog.Blocks[PowerBlockNumber.AtHwcap2];
}
