using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CpuFacility.Power;

/// <summary>
/// The processors that share what they accept as compatibility modes: POWER7 to POWER11. Immutable and safe to share between threads.
/// </summary>
/// <remarks>Earlier POWER processors, the 970 and embedded processors are of no family: they accept no mode in QEMU.</remarks>
public sealed class PowerFamily
{
    private readonly ImmutableArray<uint> _versions;

    private PowerFamily(int row)
    {
        Name = PowerData.Families.Name()[row];
        LogicalPvr = PowerData.Families.LogicalPvr[row];
        PcrMask = PowerData.Families.PcrMask[row];
        SupportedLevels = PowerData.Families.PcrSupported[row];
        IsInOldRelease = PowerData.Families.Since()[row] == PowerCompatibility.OldRelease;
        string[] families = PowerData.Versions.Family();
        _versions = [.. Enumerable.Range(0, families.Length).Where(version => families[version] == Name).Select(static version => PowerData.Versions.Version[version])];
        OwnMode = PowerCompatibilityMode.TryFind(LogicalPvr, out PowerCompatibilityMode? mode)
            ? mode
            : throw new InvalidOperationException($"The family {Name} has no mode of its own.");
    }

    /// <summary>All families, oldest first.</summary>
    public static ImmutableArray<PowerFamily> All { get; } =
        [.. Enumerable.Range(0, PowerData.Families.Name().Length).Select(static row => new PowerFamily(row))];

    /// <summary>The name, such as <c>POWER9</c>.</summary>
    public string Name { get; }

    /// <summary>The logical PVR of the family's own mode: no mode with a greater one is accepted as of QEMU 11.1.</summary>
    public uint LogicalPvr { get; }

    /// <summary>The mode with that logical PVR: the highest that the family accepts.</summary>
    public PowerCompatibilityMode OwnMode { get; }

    /// <summary>The bits of the Processor Compatibility Register that the processors implement.</summary>
    public ulong PcrMask { get; }

    /// <summary>The level bits of the modes that the processors support.</summary>
    public ulong SupportedLevels { get; }

    /// <summary>Whether QEMU 7.2 has processors of the family.</summary>
    internal bool IsInOldRelease { get; }

    /// <summary>Finds the family of a processor, as QEMU looks for a family: by the upper half of the PVR, each of POWER8's three included.</summary>
    /// <param name="pvr">The processor's PVR, not a logical one.</param>
    /// <param name="family">The family found.</param>
    public static bool TryFind(uint pvr, [NotNullWhen(true)] out PowerFamily? family)
    {
        foreach (PowerFamily candidate in All)
        {
            if (candidate._versions.Contains(pvr >> 16))
            {
                family = candidate;
                return true;
            }
        }

        family = null;
        return false;
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
