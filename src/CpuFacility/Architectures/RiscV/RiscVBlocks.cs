namespace CpuFacility.RiscV;

/// <summary>The words in which hardware and Linux report extensions of RISC-V, as blocks of bits that are numbered from the right.</summary>
/// <remarks>As bytes a block is little-endian. What a word implies is not added: see <see cref="RiscVFacilities.Close"/>.</remarks>
public static class RiscVBlocks
{
    /// <summary>The field Extensions of the register misa, with six bits above it that stay off: one bit a letter, bit 0 for A.</summary>
    public static FacilityBlock Misa => RiscVRegistry.Catalog.Blocks[RiscVBlockNumber.Misa];

    /// <summary>What Linux' system call <c>riscv_hwprobe</c> answers for the key <c>RISCV_HWPROBE_KEY_IMA_EXT_0</c>.</summary>
    /// <remarks>Bit 0 says that both F and D are there: it is read as <c>d</c>, which implies <c>f</c>.</remarks>
    public static FacilityBlock HwprobeImaExtensions0 => RiscVRegistry.Catalog.Blocks[RiscVBlockNumber.HwprobeImaExt0];

    /// <summary>What Linux' system call <c>riscv_hwprobe</c> answers for the key <c>RISCV_HWPROBE_KEY_IMA_EXT_1</c>.</summary>
    public static FacilityBlock HwprobeImaExtensions1 => RiscVRegistry.Catalog.Blocks[RiscVBlockNumber.HwprobeImaExt1];
}
