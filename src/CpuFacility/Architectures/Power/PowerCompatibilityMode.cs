using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CpuFacility.Power;

/// <summary>
/// A compatibility mode: newer processors run a guest as a processor of an earlier architecture level. Immutable and safe to share between
/// threads.
/// </summary>
/// <remarks>
/// Modes are in the order of QEMU's table, oldest first. <c>power7+</c> is of the same level as <c>power7</c> and no step towards <c>power8</c>:
/// as facilities, a processor that offers <c>power8</c> offers <c>power7</c> too, but not <c>power7+</c>.
/// </remarks>
public sealed class PowerCompatibilityMode
{
    private readonly FacilitySet _facilities;

    private PowerCompatibilityMode(int order)
    {
        Order = order;
        Name = PowerData.Modes.Name()[order];
        Isa = PowerData.Modes.Isa()[order];
        LogicalPvr = PowerData.Modes.LogicalPvr[order];
        Pcr = PowerData.Modes.Pcr[order];
        Level = PowerData.Modes.Level[order];
        MaximumThreads = (int)PowerData.Modes.Threads[order];
        Facility = PowerRegistry.Catalog[PowerData.Modes.Facility[order]];
        IsInOldRelease = PowerData.Modes.Since()[order] == PowerCompatibility.OldRelease;
        _facilities = PowerData.MarkSets[PowerData.Modes.Mark[order]];
    }

    /// <summary>All modes, oldest first.</summary>
    public static ImmutableArray<PowerCompatibilityMode> All { get; } =
        [.. Enumerable.Range(0, PowerData.Modes.Name().Length).Select(static order => new PowerCompatibilityMode(order))];

    /// <summary>The name that QEMU's machine property <c>max-cpu-compat</c> takes, such as <c>power8</c>.</summary>
    public string Name { get; }

    /// <summary>The version of the Power ISA, such as <c>2.07</c>.</summary>
    public string Isa { get; }

    /// <summary>The place in the order, from 0.</summary>
    public int Order { get; }

    /// <summary>The PVR that a guest in the mode is told of in its device tree, 0F000002H and greater.</summary>
    public uint LogicalPvr { get; }

    /// <summary>The bits of the Processor Compatibility Register that switch later facilities off, before a processor's mask.</summary>
    public ulong Pcr { get; }

    /// <summary>The one bit of the register that stands for the mode's architecture level.</summary>
    public ulong Level { get; }

    /// <summary>The greatest number of threads of a core that a guest in the mode can have, 2 to 8.</summary>
    public int MaximumThreads { get; }

    /// <summary>The facility that stands for the mode: a processor that has it offers the mode.</summary>
    public Facility Facility { get; }

    /// <summary>
    /// The facilities that a guest in the mode can have, the modes up to it included: what Linux' table has for the logical PVR, and what QEMU's
    /// device tree adds. A processor may lack some of them.
    /// </summary>
    public ref readonly FacilitySet Facilities => ref _facilities;

    /// <summary>Whether QEMU 7.2 has the mode.</summary>
    internal bool IsInOldRelease { get; }

    /// <summary>Finds a mode by its name.</summary>
    /// <param name="name">The name, compared exactly, as QEMU does.</param>
    /// <param name="mode">The mode found.</param>
    public static bool TryFind(ReadOnlySpan<char> name, [NotNullWhen(true)] out PowerCompatibilityMode? mode)
    {
        foreach (PowerCompatibilityMode candidate in All)
        {
            if (name.SequenceEqual(candidate.Name))
            {
                mode = candidate;
                return true;
            }
        }

        mode = null;
        return false;
    }

    /// <summary>Finds a mode by its logical PVR.</summary>
    /// <param name="logicalPvr">The logical PVR; all 32 bits count.</param>
    /// <param name="mode">The mode found.</param>
    public static bool TryFind(uint logicalPvr, [NotNullWhen(true)] out PowerCompatibilityMode? mode)
    {
        foreach (PowerCompatibilityMode candidate in All)
        {
            if (candidate.LogicalPvr == logicalPvr)
            {
                mode = candidate;
                return true;
            }
        }

        mode = null;
        return false;
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
