using System.Collections.Immutable;
using System.Text;

namespace CpuFacility.X86;

/// <summary>What a guest sees of a host whose CPUID is masked, and everything that was done to it.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class CpuidMaskReport
{
    private readonly FacilitySet _cleared;
    private readonly FacilitySet _notOffered;
    private readonly FacilitySet _unreported;

    internal CpuidMaskReport(
        CpuidData table,
        in FacilitySet cleared,
        in FacilitySet notOffered,
        in FacilitySet unreported,
        ImmutableArray<UnknownBits> clearedUnnamed,
        ImmutableArray<CpuidAdjustment> adjustments,
        ImmutableArray<FacilityDependency> unmetDependencies)
    {
        Table = table;
        _cleared = cleared;
        _notOffered = notOffered;
        _unreported = unreported;
        ClearedUnnamed = clearedUnnamed;
        Adjustments = adjustments;
        UnmetDependencies = unmetDependencies;
    }

    /// <summary>The table that the guest sees. Its facilities are those that were wanted and that the host has.</summary>
    public CpuidData Table { get; }

    /// <summary>The facilities of the host that were taken away.</summary>
    public ref readonly FacilitySet Cleared => ref _cleared;

    /// <summary>The facilities that were wanted, and that the host is known to lack.</summary>
    public ref readonly FacilitySet NotOffered => ref _notOffered;

    /// <summary>The facilities that were wanted, and of which the host's table does not speak: the guest does not see them.</summary>
    public ref readonly FacilitySet Unreported => ref _unreported;

    /// <summary>The bits without a name that were cleared, block by block.</summary>
    public ImmutableArray<UnknownBits> ClearedUnnamed { get; }

    /// <summary>What changed beside the bits of features, by leaf and subleaf.</summary>
    public ImmutableArray<CpuidAdjustment> Adjustments { get; }

    /// <summary>The dependencies that the guest's facilities do not meet: guests may be confused by them.</summary>
    public ImmutableArray<FacilityDependency> UnmetDependencies { get; }

    /// <summary>Everything in words, a line each; <c>nothing masked</c> if the guest sees the host's table and has all that was wanted.</summary>
    public override string ToString()
    {
        FacilityCatalog catalog = X86Registry.Catalog;
        var text = new StringBuilder();
        AppendNames(text, "Taken away: ", _cleared);
        AppendNames(text, "Not offered by the host: ", _notOffered);
        AppendNames(text, "Not reported by the host: ", _unreported);
        foreach (UnknownBits bits in ClearedUnnamed)
        {
            text.Append("Cleared: ").Append(bits).Append(".\n");
        }

        foreach (CpuidAdjustment adjustment in Adjustments)
        {
            text.Append(adjustment.Sentence).Append('\n');
        }

        foreach (FacilityDependency dependency in UnmetDependencies)
        {
            text.Append(catalog.NameOf(dependency.Dependent)).Append(" needs ").Append(catalog.NameOf(dependency.Required)).Append(", which is off.\n");
        }

        return text.Length == 0 ? "nothing masked" : text.ToString().TrimEnd('\n');

        void AppendNames(StringBuilder target, string what, in FacilitySet facilities)
        {
            if (!facilities.IsEmpty)
            {
                target.Append(what).AppendJoin(", ", facilities.ToArray().Select(index => catalog.Data.Names[index])).Append(".\n");
            }
        }
    }
}
