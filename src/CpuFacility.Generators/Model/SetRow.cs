namespace CpuFacility.Generators.Model;

/// <summary>The sets of all definitions from one (generation, ga) up to the next.</summary>
internal sealed class SetRow(uint generation, uint ga, IReadOnlyList<FacilityBits> sets)
{
    /// <summary>From the innermost outwards: each lies within the next.</summary>
    public static readonly string[] SetNames = ["base", "default", "full"];

    public uint Generation { get; } = generation;

    public uint Ga { get; } = ga;

    /// <summary>By index of <see cref="SetNames"/>.</summary>
    public IReadOnlyList<FacilityBits> Sets { get; } = sets;

    public int CompareTo(uint generation, uint ga) =>
        Generation != generation ? Generation.CompareTo(generation) : Ga.CompareTo(ga);
}
