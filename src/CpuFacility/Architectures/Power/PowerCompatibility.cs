using System.Collections.Immutable;

namespace CpuFacility.Power;

/// <summary>Which compatibility modes processors accept, as QEMU decides it (<c>target/ppc/compat.c</c>).</summary>
public static class PowerCompatibility
{
    /// <summary>The release of <see cref="PowerCompatibilityRule.Level"/>, as the tables write it.</summary>
    internal const string OldRelease = "7.2";

    /// <summary>
    /// Whether a processor accepts a mode: what QEMU checks at start for <c>max-cpu-compat</c>. A processor of no family accepts none.
    /// </summary>
    /// <param name="pvr">The processor's PVR.</param>
    /// <param name="mode">The mode.</param>
    /// <param name="rule">The release whose rule counts.</param>
    /// <param name="minimum">The lowest mode allowed, or null for no bound. The order is that of <see cref="PowerCompatibilityMode.All"/>.</param>
    /// <param name="maximum">The highest mode allowed, or null for no bound.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such rule.</exception>
    public static bool Accepts(
        uint pvr,
        PowerCompatibilityMode mode,
        PowerCompatibilityRule rule = PowerCompatibilityRule.LevelAndLogicalPvr,
        PowerCompatibilityMode? minimum = null,
        PowerCompatibilityMode? maximum = null)
    {
        ArgumentNullException.ThrowIfNull(mode);
        ThrowIfUnknown(rule);
        return PowerFamily.TryFind(pvr, out PowerFamily? family)
            && (minimum is null || mode.Order >= minimum.Order)
            && (maximum is null || mode.Order <= maximum.Order)
            && (rule == PowerCompatibilityRule.Level ? mode.IsInOldRelease && family.IsInOldRelease : mode.LogicalPvr <= family.LogicalPvr)
            && (family.SupportedLevels & mode.Level) != 0;
    }

    /// <summary>The modes that a processor accepts, oldest first.</summary>
    /// <param name="pvr">The processor's PVR.</param>
    /// <param name="rule">The release whose rule counts.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such rule.</exception>
    public static ImmutableArray<PowerCompatibilityMode> GetModes(uint pvr, PowerCompatibilityRule rule = PowerCompatibilityRule.LevelAndLogicalPvr) =>
        [.. PowerCompatibilityMode.All.Where(mode => Accepts(pvr, mode, rule))];

    /// <summary>The highest mode that two processors accept, or null if there is none. It does not allocate.</summary>
    /// <param name="firstPvr">The PVR of one processor.</param>
    /// <param name="secondPvr">The PVR of the other.</param>
    /// <param name="rule">The release whose rule counts.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such rule.</exception>
    public static PowerCompatibilityMode? FindHighestCommon(
        uint firstPvr, uint secondPvr, PowerCompatibilityRule rule = PowerCompatibilityRule.LevelAndLogicalPvr)
    {
        for (int order = PowerCompatibilityMode.All.Length - 1; order >= 0; order--)
        {
            PowerCompatibilityMode mode = PowerCompatibilityMode.All[order];
            if (Accepts(firstPvr, mode, rule) && Accepts(secondPvr, mode, rule))
            {
                return mode;
            }
        }

        return null;
    }

    /// <summary>The value that QEMU writes into the Processor Compatibility Register of a processor.</summary>
    /// <param name="pvr">The processor's PVR.</param>
    /// <param name="mode">A mode that the processor accepts, or null for none: then nothing is switched off.</param>
    /// <exception cref="ArgumentException">The processor is of no family, and a mode is given: it has no such register.</exception>
    public static ulong GetPcr(uint pvr, PowerCompatibilityMode? mode)
    {
        if (mode is null)
        {
            return 0;
        }

        return PowerFamily.TryFind(pvr, out PowerFamily? family)
            ? mode.Pcr & family.PcrMask
            : throw new ArgumentException($"A processor of PVR {pvr:X8}H has no compatibility modes.", nameof(pvr));
    }

    /// <summary>The modes that two hosts both offer, what a guest in the highest has on both, and what each loses in it.</summary>
    /// <param name="first">One host.</param>
    /// <param name="second">The other.</param>
    /// <exception cref="ArgumentException">A model is of another architecture.</exception>
    public static PowerCommonMode GetCommonMode(this CpuModel first, CpuModel second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ThrowIfForeign(first, nameof(first));
        ThrowIfForeign(second, nameof(second));
        return new PowerCommonMode(first, first.Facilities, default, second, second.Facilities, default);
    }

    /// <summary>
    /// The same for hosts of which it may not be known all that they offer: modes follow from the PVR and are known, feature words may not be.
    /// </summary>
    /// <param name="first">One host.</param>
    /// <param name="second">The other.</param>
    /// <exception cref="ArgumentException">A host is of another architecture.</exception>
    public static PowerCommonMode GetCommonMode(this HostCapability first, HostCapability second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ThrowIfForeign(first.Offer, nameof(first));
        ThrowIfForeign(second.Offer, nameof(second));
        return new PowerCommonMode(first.Offer, first.Offered, first.Unreported, second.Offer, second.Offered, second.Unreported);
    }

    /// <summary>The highest mode that is in a set of facilities, or null if none is.</summary>
    internal static PowerCompatibilityMode? FindHighest(in FacilitySet facilities)
    {
        for (int order = PowerCompatibilityMode.All.Length - 1; order >= 0; order--)
        {
            if (facilities.Contains(PowerCompatibilityMode.All[order].Facility.Index))
            {
                return PowerCompatibilityMode.All[order];
            }
        }

        return null;
    }

    private static void ThrowIfForeign(CpuModel model, string parameter)
    {
        if (model.Architecture != CpuArchitecture.Power)
        {
            throw new ArgumentException($"'{model.Name}' is of architecture {model.Architecture}: only POWER has compatibility modes.", parameter);
        }
    }

    private static void ThrowIfUnknown(PowerCompatibilityRule rule)
    {
        if (rule is not (PowerCompatibilityRule.LevelAndLogicalPvr or PowerCompatibilityRule.Level))
        {
            throw new ArgumentOutOfRangeException(nameof(rule), rule, "The rule is LevelAndLogicalPvr or Level.");
        }
    }
}
