using System.Collections.Immutable;

namespace CpuFacility;

/// <summary>One reason why a guest cannot run on a host, or why that cannot be told, with what would resolve it. Immutable.</summary>
public sealed class CompatibilityReason
{
    private readonly FacilitySet _missing;

    internal CompatibilityReason(
        CompatibilityReasonKind kind,
        string property,
        string sentence,
        in FacilitySet missing = default,
        string? guestSetting = null,
        HostSuggestion? hosts = null)
    {
        Kind = kind;
        Property = property;
        Sentence = sentence;
        _missing = missing;
        GuestSetting = guestSetting;
        Hosts = hosts ?? HostSuggestion.None;
    }

    /// <summary>What stands in the way.</summary>
    public CompatibilityReasonKind Kind { get; }

    /// <summary>
    /// The property as the edition names it: a facility, a group, or the identity (<c>type</c> on s390x). <c>tag</c> and <c>unreported</c> stand for
    /// themselves.
    /// </summary>
    public string Property { get; }

    /// <summary>The reason as a short English sentence.</summary>
    public string Sentence { get; }

    /// <summary>The facilities that the reason is about: one, those of a group, or those that are not known.</summary>
    public ref readonly FacilitySet Missing => ref _missing;

    /// <summary>What the guest can be started with to remove this reason, such as <c>vx=off</c>; null if none is known.</summary>
    public string? GuestSetting { get; }

    /// <summary>The oldest definitions, not older than the guest, that as a host would remove this reason.</summary>
    public HostSuggestion Hosts { get; }

    /// <summary>The sentence, followed by what would resolve it.</summary>
    public override string ToString()
    {
        var remedies = ImmutableArray.CreateBuilder<string>();
        if (GuestSetting is not null)
        {
            remedies.Add($"start the guest with {GuestSetting}");
        }

        if (!Hosts.IsEmpty)
        {
            remedies.Add($"use a host like {Hosts}");
        }

        return remedies.Count == 0 ? Sentence : $"{Sentence} To resolve: {string.Join(", or ", remedies)}.";
    }
}
