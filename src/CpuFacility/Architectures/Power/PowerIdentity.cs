using System.Globalization;

namespace CpuFacility.Power;

/// <summary>What POWER calls a processor: its PVR, and the compatibility mode that a guest is limited to, if there is one.</summary>
/// <remarks>
/// <para>Guests move between unlike POWER processors in a compatibility mode: it, and not the PVR, decides which processor can stand in for which.
/// So processors are as old as the generation of the highest mode that they accept, all revisions of one generation are of the same age, and a limit
/// makes a processor as old as the limit. <c>power7</c> and <c>power7+</c> are of one generation: what tells them apart is a facility.</para>
/// <para>A processor that accepts no mode goes with its own PVR alone: without a mode QEMU takes a guest only on the PVR that it saw before.</para>
/// <para>Immutable and safe to share between threads.</para>
/// </remarks>
public sealed class PowerIdentity : CpuIdentity
{
    /// <summary>Creates an identity.</summary>
    /// <param name="pvr">The Processor Version Register, or a logical PVR such as 0F000004H, which is a mode.</param>
    /// <param name="limit">The mode that a guest is limited to, or null for none.</param>
    public PowerIdentity(uint pvr, PowerCompatibilityMode? limit = null)
    {
        Pvr = pvr;
        Limit = limit;
        HighestMode = limit is not null ? limit
            : PowerFamily.TryFind(pvr, out PowerFamily? family) ? family.OwnMode
            : PowerCompatibilityMode.TryFind(pvr, out PowerCompatibilityMode? mode) ? mode
            : null;
    }

    /// <inheritdoc/>
    public override CpuArchitecture Architecture => CpuArchitecture.Power;

    /// <summary>The Processor Version Register; the upper half is the processor's version, the lower its revision.</summary>
    public uint Pvr { get; }

    /// <summary>The mode that a guest is limited to, or null.</summary>
    public PowerCompatibilityMode? Limit { get; }

    /// <summary>The highest mode that the processor accepts within the limit, or null if it accepts none.</summary>
    public PowerCompatibilityMode? HighestMode { get; }

    /// <summary>The family, or null for a processor that accepts no mode, and for a logical PVR.</summary>
    public PowerFamily? Family => PowerFamily.TryFind(Pvr, out PowerFamily? family) ? family : null;

    /// <summary>The mode or the generation in words; the PVR of a processor that accepts no mode.</summary>
    public override string Level =>
        HighestMode is null ? FormatPvr()
        : Limit is null && Family is PowerFamily family ? $"generation {family.Name}"
        : $"compatibility mode {HighestMode.Name}";

    /// <summary>By the generation of the highest mode; of processors that accept none, only those of one PVR are the same.</summary>
    /// <inheritdoc/>
    public override CpuIdentityRelation GetRelation(CpuIdentity other)
    {
        if (other is not PowerIdentity identity)
        {
            return CpuIdentityRelation.Unrelated;
        }

        if (HighestMode is null || identity.HighestMode is null)
        {
            return HighestMode == identity.HighestMode && Pvr == identity.Pvr ? CpuIdentityRelation.Same : CpuIdentityRelation.Unrelated;
        }

        int generation = GenerationOf(HighestMode).CompareTo(GenerationOf(identity.HighestMode));
        return generation < 0 ? CpuIdentityRelation.Older : generation > 0 ? CpuIdentityRelation.Newer : CpuIdentityRelation.Same;
    }

    /// <summary>The older of the two; of one generation, the one with the lower mode and then the lower PVR.</summary>
    /// <inheritdoc/>
    public override CpuIdentity? GetCommon(CpuIdentity other)
    {
        var identity = other as PowerIdentity;
        return GetRelation(other) switch
        {
            CpuIdentityRelation.Older => this,
            CpuIdentityRelation.Newer => identity,
            CpuIdentityRelation.Same => SortKey.CompareTo(identity!.SortKey) <= 0 ? this : identity,
            _ => null,
        };
    }

    /// <inheritdoc/>
    public override bool Equals(CpuIdentity? other) =>
        other is PowerIdentity identity && Pvr == identity.Pvr && ReferenceEquals(Limit, identity.Limit);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Pvr, Limit?.Order);

    /// <summary>Family and PVR, as in <c>POWER9, PVR 004E1202H</c>, and the limit.</summary>
    public override string ToString()
    {
        string text = Family is PowerFamily family ? $"{family.Name}, {FormatPvr()}" : FormatPvr();
        return Limit is null ? text : $"{text}, limited to {Limit.Name}";
    }

    private (int Mode, uint Pvr, bool IsLimited) SortKey => (HighestMode?.Order ?? -1, Pvr, Limit is not null);

    private string FormatPvr() => string.Create(CultureInfo.InvariantCulture, $"PVR {Pvr:X8}H");

    /// <summary>power7 and power7+ have one level; power10 and power11 share theirs too, but the latter is newer hardware by its logical PVR.</summary>
    private static uint GenerationOf(PowerCompatibilityMode mode) => mode.LogicalPvr & 0xFFFF;
}
