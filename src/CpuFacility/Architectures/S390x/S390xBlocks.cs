namespace CpuFacility.S390x;

/// <summary>
/// The blocks in which s390x reports facilities. Bits are numbered from the left, as IBM's manuals do: bit 0 is the most significant of byte 0.
/// </summary>
public static class S390xBlocks
{
    /// <summary>The list that STORE FACILITY LIST EXTENDED stores: up to 16,384 bits, of any number of bytes up to 2,048.</summary>
    /// <remarks>Bits 2 and 138 repeat <c>zarch</c>: z/Architecture is active, and configured.</remarks>
    public static FacilityBlock Stfl => Get(S390xBlockNumber.Stfl);

    /// <summary>The configuration characteristics of the SCLP's read information: 19 bytes from byte 80 of the SCCB.</summary>
    public static FacilityBlock SclpConfigurationCharacteristics => Get(S390xBlockNumber.SclpConfChar);

    /// <summary>The extended configuration characteristics of the SCLP's read information: 4 bytes from byte 116 of the SCCB.</summary>
    public static FacilityBlock SclpConfigurationCharacteristicsExtended => Get(S390xBlockNumber.SclpConfCharExt);

    /// <summary>Byte 134 of the SCLP's read information. Hardware fills it only together with <c>els</c>.</summary>
    public static FacilityBlock SclpFacilities134 => Get(S390xBlockNumber.SclpFac134);

    /// <summary>Byte 139 of the SCLP's read information. Hardware fills it only together with <c>els</c>.</summary>
    public static FacilityBlock SclpFacilities139 => Get(S390xBlockNumber.SclpFac139);

    /// <summary>The 6 feature bytes of a CPU entry in the SCLP's CPU information.</summary>
    public static FacilityBlock SclpCpu => Get(S390xBlockNumber.SclpCpu);

    /// <summary>The indications of the ultravisor to a secure guest: 8 bytes.</summary>
    public static FacilityBlock UltravisorGuest => Get(S390xBlockNumber.UvFeatGuest);

    /// <summary>
    /// The processor features of KVM's attributes <c>KVM_S390_VM_CPU_MACHINE_FEAT</c> and <c>KVM_S390_VM_CPU_PROCESSOR_FEAT</c>: 128 bytes.
    /// </summary>
    /// <remarks>Each bit repeats a facility that the SCLP reports, and reads and writes it.</remarks>
    public static FacilityBlock KvmFeatures => Get(S390xBlockNumber.KvmFeat);

    /// <summary>Reads a facility list as STORE FACILITY LIST (EXTENDED) stores it.</summary>
    /// <param name="source">The list in storage order, 0 to 2,048 bytes.</param>
    /// <param name="unknown">The bits that have no name here.</param>
    /// <exception cref="FacilityFormatException">There are more than 2,048 bytes.</exception>
    public static FacilitySet ReadStfl(ReadOnlySpan<byte> source, out UnknownBits unknown) => Stfl.Read(source, out unknown);

    /// <summary>Writes a facility list as STORE FACILITY LIST (EXTENDED) stores it.</summary>
    /// <param name="facilities">The facilities; those of other blocks are not written.</param>
    /// <param name="destination">Where to write, in storage order; 32 bytes hold every facility known.</param>
    /// <param name="unknown">The unknown bits of an earlier read.</param>
    /// <exception cref="ArgumentException">The destination is too short for a facility or longer than 2,048 bytes; nothing is written.</exception>
    public static void WriteStfl(in FacilitySet facilities, Span<byte> destination, UnknownBits unknown = default) =>
        Stfl.Write(facilities, destination, unknown);

    /// <summary>
    /// The block with the functions of an instruction that has a query function, such as <c>KM</c> or <c>PTFF</c>: 16 bytes, or 32 for
    /// <c>PLO</c>, <c>SORTL</c> and <c>DFLTCC</c>.
    /// </summary>
    /// <param name="instruction">The name of the block, in capitals.</param>
    /// <exception cref="ArgumentException">There is no block of that name.</exception>
    public static FacilityBlock Functions(ReadOnlySpan<char> instruction) =>
        S390xRegistry.Instance.Catalog.TryFindBlock(instruction, out FacilityBlock? block)
            ? block
            : throw new ArgumentException(
                $"There is no block '{instruction}': the blocks are {string.Join(", ", S390xRegistry.Instance.Catalog.Blocks)}.",
                nameof(instruction));

    private static FacilityBlock Get(int number) => S390xRegistry.Instance.Catalog.Blocks[number];
}
