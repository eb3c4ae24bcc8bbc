using System.Collections.Immutable;

namespace CpuFacility.X86;

public sealed partial class CpuidData
{
    /// <summary>
    /// Masks the table as x86 hypervisors do: what a guest sees that is to have only the wanted facilities.
    /// </summary>
    /// <param name="wanted">The facilities that the guest is to have; those that the host lacks are reported, and not made up.</param>
    /// <param name="unnamed">What becomes of bits in feature registers that the catalog has no name for.</param>
    /// <remarks>
    /// <para>The facilities of the result are those wanted that the host has. Bits that repeat a facility go with it. No bit of a feature register
    /// is on that is off in the host. Masking again changes nothing, and wanting more gives no less.</para>
    /// <para>Leaves that only describe a feature are zero without it, apart from facilities in them that were wanted. Leaf DH loses the
    /// components of features that are off, and its sizes are those of what is left. Leaf AH stays, as no bit of CPUID
    /// announces the architectural performance counters; so does all that no feature announces. If the table does not say whether a feature is on, its
    /// leaves stay.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">The set has indexes beyond the catalog.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The policy is none of the enumeration's.</exception>
    public CpuidMaskReport Mask(in FacilitySet wanted, UnnamedBitsPolicy unnamed)
    {
        ThrowIfBeyondCatalog(wanted, nameof(wanted));
        if (unnamed is not (UnnamedBitsPolicy.Keep or UnnamedBitsPolicy.Clear))
        {
            throw new ArgumentOutOfRangeException(nameof(unnamed), unnamed, "The policy is Keep or Clear.");
        }

        FacilitySet own = ReadFacilities(out FacilitySet unreported);
        FacilitySet kept = own.Intersect(wanted);
        CpuidData table = WithFacilities(kept);
        ImmutableArray<UnknownBits> clearedUnnamed = [];
        if (unnamed == UnnamedBitsPolicy.Clear)
        {
            clearedUnnamed = [.. table.GetUnnamedBits().Where(static bits => !bits.On.IsEmpty)];
            table = table.WithoutUnnamedBits(kept);
        }

        var adjuster = new CpuidAdjuster(table);
        CpuidData adjusted = adjuster.Adjust();
        FacilitySet missing = wanted.Except(own);
        return new CpuidMaskReport(
            adjusted,
            own.Except(wanted),
            missing.Except(unreported),
            missing.Intersect(unreported),
            clearedUnnamed,
            adjuster.ListAdjustments(),
            X86Registry.Catalog.FindUnmetDependencies(kept));
    }

    /// <summary>Compares this table, a host's, with one that a guest sees on it.</summary>
    /// <param name="masked">The guest's table.</param>
    public CpuidMaskDifference FindHidden(CpuidData masked)
    {
        ArgumentNullException.ThrowIfNull(masked);
        FacilitySet own = ReadFacilities(out FacilitySet unreported);
        FacilitySet seen = masked.ReadFacilities(out FacilitySet notSeen);
        FacilitySet onlyHere = own.Except(seen);
        FacilitySet onlyThere = seen.Except(own);
        return new CpuidMaskDifference(
            onlyHere.Except(notSeen),
            onlyThere.Except(unreported),
            onlyHere.Intersect(notSeen).Union(onlyThere.Intersect(unreported)));
    }

    /// <summary>Clears the bits of feature registers that neither facilities nor numbers explain.</summary>
    private CpuidData WithoutUnnamedBits(FacilitySet facilities)
    {
        bool repeats = RepeatsLeaf1;
        return Rewrite((in CpuidLayout.BlockLayout block, ulong value) =>
            value & (block.NamedBits | block.FieldBits | CpuidLayout.WriteCompanions(block, facilities, repeats)));
    }
}
