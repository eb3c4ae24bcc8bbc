namespace CpuFacility.Tests;

/// <summary>
/// A small invented catalog with what the shipped ones do not have: bits numbered from the least significant, facilities that
/// two blocks report, an order that is not that of the indexes, a second edition's order, and names in another dialect.
/// </summary>
internal static class TestCatalog
{
    public const string Edition = "test-1.0";

    /// <summary>Indexes: alpha 0, beta 1, gamma 2, delta 3, epsilon 4, zeta 5. Ranks in the edition: zeta, alpha, gamma, beta, epsilon, delta.</summary>
    public static FacilityCatalog Create() => new(CreateData());

    /// <param name="moreImplied">Bits that are always on or come with others, beside its own.</param>
    public static FacilityCatalogData CreateData(params FacilityCatalogData.ImpliedBitRow[] moreImplied) => new()
    {
        Architecture = CpuArchitecture.RiscV,
        Names = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta"],
        Titles = ["First", "Second", "Third", "Fourth", "Fifth", "Sixth"],
        Since = [new(1, 0), new(1, 0), new(1, 0), new(2, 0), new(1, 0), new(1, 0)],
        BlockNumbers = [0, 0, 1, 1, 1, 0],
        Bits = [0, 9, 0, 3, 15, 31],
        Blocks =
        [
            new("REG", "A register", 32, MostSignificantFirst: false, VariableLength: false),
            new("LIST", "A list", 64, MostSignificantFirst: true, VariableLength: true),
        ],
        ImpliedBits = [new(0, 4, 0), new(1, 1, -1), new(1, 40, 3), .. moreImplied],
        Mirrors = [new(0, 20, 3), new(1, 50, 0)],
        Groups = [new("late", [3, 4]), new("early", [0, 1, 5])],
        Dependencies = [new(1, 0), new(3, 2)],
        Aliases = [new(FacilityDialect.Linux, "first", 0), new(FacilityDialect.Linux, "one", 0), new(FacilityDialect.Libvirt, "beta", 5)],
        Orders = [new(Edition, [5, 0, 2, 1, 4, 3])],
        Marks = [new("deprecated", [1])],
    };
}
