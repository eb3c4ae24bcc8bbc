namespace CpuFacility.Kvm;

/// <summary>A block inside a structure: what it reports, and the bits that have no name.</summary>
/// <param name="Facilities">The facilities of the block.</param>
/// <param name="Unknown">The unknown bits.</param>
internal readonly record struct KvmBlock(FacilitySet Facilities, UnknownBits Unknown)
{
    public static KvmBlock Read(FacilityBlock block, ReadOnlySpan<byte> source)
    {
        FacilitySet facilities = block.Read(source, out UnknownBits unknown);
        return new KvmBlock(facilities, unknown);
    }

    /// <summary>What is read after these were written: equal values are equal bytes.</summary>
    /// <exception cref="ArgumentException">The unknown bits are of another block.</exception>
    public static KvmBlock Create(FacilityBlock block, in FacilitySet facilities, UnknownBits unknown)
    {
        byte[] bytes = new byte[block.Width / 8];
        block.Write(facilities, bytes, unknown);
        return Read(block, bytes);
    }

    public void Write(FacilityBlock block, Span<byte> destination) => block.Write(Facilities, destination, Unknown);
}
