namespace CpuFacility.X86;

/// <summary>A bit of a CPUID register by its place: it can be one that the catalog has no name for.</summary>
/// <param name="Leaf">The leaf.</param>
/// <param name="Subleaf">The subleaf.</param>
/// <param name="Register">0 to 3 for EAX to EDX.</param>
/// <param name="Bit">The bit, 0 to 31.</param>
internal readonly record struct FeaturePlace(uint Leaf, uint Subleaf, int Register, int Bit)
{
    /// <summary>The place of a bit that the data name by its block, which is no MSR.</summary>
    public static FeaturePlace Of(int block, int bit) =>
        new(X86Data.BlockLeaf[block], X86Data.BlockSubleaf[block], (int)X86Data.BlockRegister[block], bit);

    /// <summary>The place of a facility that CPUID reports.</summary>
    public static FeaturePlace Of(Facility facility)
    {
        FacilityCatalogData data = X86Registry.Catalog.Data;
        return Of(data.BlockNumbers[facility.Index], data.Bits[facility.Index]);
    }
}
