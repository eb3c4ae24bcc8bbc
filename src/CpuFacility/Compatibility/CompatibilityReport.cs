using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace CpuFacility;

/// <summary>
/// The answer to "may this guest move to that host", with every reason in a fixed order: architecture, identity, groups in the publisher's
/// order, facilities by rank, what is done in software, what is not known. Equal input gives equal text. Immutable.
/// </summary>
public sealed class CompatibilityReport
{
    internal CompatibilityReport(
        TaggedModel guest,
        HostCapability host,
        MigrationPolicy? policy,
        CompatibilityVerdict verdict,
        ImmutableArray<CompatibilityReason> reasons,
        HostSuggestion hosts,
        CpuModel? common)
    {
        RunningGuest = guest;
        Capability = host;
        Policy = policy;
        Verdict = verdict;
        Reasons = reasons;
        Hosts = hosts;
        Common = common;
    }

    /// <summary>What the guest sees.</summary>
    public CpuModel Guest => RunningGuest.Model;

    /// <summary>What the guest sees, with the tag of what is done in software for it; without a tag if that was not told apart.</summary>
    public TaggedModel RunningGuest { get; }

    /// <summary>What the host offers, in hardware and in software.</summary>
    public CpuModel Host => Capability.Offer;

    /// <summary>What the host offers, hardware and software told apart; all of it in hardware if the host is given as a model.</summary>
    public HostCapability Capability { get; }

    /// <summary>What may be done in software; null if hardware and software are not told apart.</summary>
    public MigrationPolicy? Policy { get; }

    /// <summary>The answer.</summary>
    public CompatibilityVerdict Verdict { get; }

    /// <summary>Whether the guest can certainly run on the host.</summary>
    public bool IsCompatible => Verdict == CompatibilityVerdict.Compatible;

    /// <summary>Every reason against it; empty if and only if the guest can run on the host.</summary>
    public ImmutableArray<CompatibilityReason> Reasons { get; }

    /// <summary>The oldest definitions that would do as a host for the guest as it is: what removes all certain reasons at once.</summary>
    public HostSuggestion Hosts { get; }

    /// <summary>
    /// The model that the guest could be started as to run on both: the baseline of guest and host under its shortest name, on POWER limited to its
    /// highest compatibility mode where it lacks a mode of its processor, as no mode can be switched off. Null if there is none, if the guest is not
    /// certainly incompatible, or if the host is known in part only.
    /// </summary>
    public CpuModel? Common { get; }

    /// <summary>
    /// The answer, guest and host under their shortest names, and the reasons, a line each, without a line break at the end.
    /// </summary>
    public override string ToString()
    {
        var text = new StringBuilder(Verdict switch
        {
            CompatibilityVerdict.Compatible => "Yes: the guest can move to the host.",
            CompatibilityVerdict.Unknown => "Unknown: nothing that is known stands in the way, but not everything is known.",
            _ => $"No: {Reasons.Length} {(Reasons.Length == 1 ? "reason stands" : "reasons stand")} in the way.",
        });
        AppendParties(text);
        int number = 0;
        foreach (CompatibilityReason reason in Reasons)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{++number}. {reason}");
        }

        if (!Hosts.IsEmpty)
        {
            text.Append($"\nHosts that would do, {Guest.Registry.Rules.ChosenHosts}: ").Append(Hosts).Append('.');
        }

        if (Common is not null)
        {
            text.Append("\nRuns on both: ").Append(Common).Append('.');
            AppendDependencies(text, Common);
        }

        return text.ToString();
    }

    private void AppendParties(StringBuilder text)
    {
        // A tag belongs to the name that the guest has: another name would not do.
        if (Policy is null)
        {
            text.Append("\n  guest  ").Append(RunningGuest.Tag.IsEmpty ? Guest.WithShortestName().ToString() : RunningGuest.ToShortString())
                .Append(EditionOf(Guest))
                .Append("\n  host   ").Append(DescribeHost())
                .Append(EditionOf(Host));
            return;
        }

        text.Append("\n  guest   ").Append(RunningGuest.ToShortString())
            .Append(EditionOf(Guest))
            .Append("\n  host    ").Append(DescribeHost())
            .Append(EditionOf(Host))
            .Append("\n  policy  ").Append(Policy);
        AppendSoftware(text, "on the guest's host", RunningGuest.Software);
        if (Guest.Architecture == Capability.Architecture)
        {
            AppendSoftware(text, "on this host", Capability.ActiveSoftware(Guest.Facilities));
        }
    }

    /// <summary>The same name can mean different things in two editions: where they meet, each is named.</summary>
    private string EditionOf(CpuModel model) =>
        Guest.Registry.Edition == Host.Registry.Edition || Guest.Architecture != Host.Architecture ? "" : $" ({model.Registry.Edition})";

    /// <summary>An expression says what is off: of a host that is known in part, that would be said of the unknown, too.</summary>
    private string DescribeHost() => Capability.Unreported.IsEmpty
        ? Host.WithShortestName().ToString()
        : string.Create(CultureInfo.InvariantCulture, $"{Host.Definition.Name}, of which {Capability.Unreported.Count} {(Capability.Unreported.Count == 1 ? "facility is" : "facilities are")} not known");

    private void AppendSoftware(StringBuilder text, string where, in FacilitySet software)
    {
        if (!software.IsEmpty)
        {
            text.Append("\n  in software ").Append(where).Append(": ").Append(Guest.Registry.Vocabulary.Format(software));
        }
    }

    /// <summary>The baseline is QEMU's, which does not look at dependencies but warns of them when the guest starts.</summary>
    private static void AppendDependencies(StringBuilder text, CpuModel common)
    {
        ImmutableArray<FacilityDependency> unmet = common.FindUnmetDependencies();
        if (!unmet.IsEmpty)
        {
            FacilityCatalog catalog = common.Registry.Catalog;
            text.Append(" QEMU will warn: ")
                .AppendJoin(", ", unmet.Select(dependency => $"{catalog.NameOf(dependency.Dependent)} needs {catalog.NameOf(dependency.Required)}"))
                .Append('.');
        }
    }
}
