using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace CpuFacility;

/// <summary>
/// What came of asking a host for facilities: what it grants, in hardware or in software, what it refuses, and whether what is read back
/// equals what was asked. An immutable value that works its parts out when they are read; only what is in words or a list allocates.
/// </summary>
/// <remarks>The default value speaks of nothing: only <see cref="Host"/> and <see cref="Model"/>, both null, may be read.</remarks>
public readonly struct FacilityNegotiation
{
    private readonly FacilitySet _requested;

    internal FacilityNegotiation(HostCapability host, CpuModel? model, in FacilitySet requested, NegotiationMode mode)
    {
        Host = host;
        Model = model;
        Mode = mode;
        _requested = requested;
    }

    /// <summary>The host that was asked.</summary>
    public HostCapability Host { get; }

    /// <summary>The model that was asked for, or null if facilities alone were.</summary>
    public CpuModel? Model { get; }

    /// <summary>What the host does with wishes that it cannot grant.</summary>
    public NegotiationMode Mode { get; }

    /// <summary>The facilities that were asked for.</summary>
    public FacilitySet Requested => _requested;

    /// <summary>The facilities that the guest gets: what is read back.</summary>
    public FacilitySet Granted => IsAccepted ? Host.Effective(_requested) : default;

    /// <summary>Those granted that the hardware does.</summary>
    public FacilitySet GrantedInHardware => Granted.Intersect(Host.Hardware);

    /// <summary>Those granted that the hypervisor does in software.</summary>
    public FacilitySet GrantedInSoftware => Host.ActiveSoftware(Granted);

    /// <summary>Those asked for that the host does not offer, or of which that is not known.</summary>
    public FacilitySet Refused => _requested.Except(Host.Offered);

    /// <summary>Those refused of which it is not known whether the host has them.</summary>
    public FacilitySet Unknown => _requested.Intersect(Host.Unreported);

    /// <summary>What the host offers and this guest does not see: implemented, and not exposed.</summary>
    public FacilitySet NotExposed => Host.Offered.Except(Granted);

    /// <summary>
    /// Whether the model is newer than the host's CPU, or without an order to it; not so if that rests on what the host's description does not speak of. KVM
    /// gives such a guest the level of the host.
    /// </summary>
    public bool IsTooNew => !IsOpen && Model?.Identity.GetRelation(Host.Identity) is CpuIdentityRelation.Newer or CpuIdentityRelation.Unrelated;

    /// <summary>Whether the host gives the guest anything: in strict mode only if it can grant all of it.</summary>
    public bool IsAccepted => Mode == NegotiationMode.Trim || CanGrantAll;

    /// <summary>Whether the guest gets exactly what was asked for.</summary>
    public bool IsExact => CanGrantAll;

    /// <summary>Whether the host can grant all: certainly, certainly not, or as far as is known.</summary>
    public CompatibilityVerdict Verdict => CanGrantAll ? CompatibilityVerdict.Compatible
        : !IsTooNew && Refused.IsSubsetOf(Host.Unreported) ? CompatibilityVerdict.Unknown
        : CompatibilityVerdict.Incompatible;

    /// <summary>What was asked for beside what is read back.</summary>
    public FacilityReadBack ReadBack => new(_requested, Granted);

    private bool IsOpen => Model is not null && HostReasons.FindUnstated(Model, Host) is not null;

    private bool CanGrantAll => !IsOpen && !IsTooNew && _requested.IsSubsetOf(Host.Offered);

    /// <summary>The tag of what is done in software for the guest.</summary>
    public SoftwareTag GetTag() => Host.GetTag(Granted);

    /// <summary>Why the guest does not get all: identity first, then groups, then facilities by rank. Makes a new list at every call.</summary>
    public ImmutableArray<CompatibilityReason> GetReasons()
    {
        var reasons = ImmutableArray.CreateBuilder<CompatibilityReason>();
        if (Model is not null && HostReasons.FindIdentity(Model, Host) is CompatibilityReason identity)
        {
            reasons.Add(identity);
        }

        CpuIdentity notOlderThan = Model?.Identity ?? Host.Identity;
        HostReasons.AddMissing(reasons, Host.Registry, notOlderThan, _requested, Host);
        if (Model is not null)
        {
            HostReasons.AddUnstated(reasons, Model, Host);
        }

        HostReasons.AddUnreported(reasons, Host.Registry, _requested, Host);
        return reasons.ToImmutable();
    }

    /// <summary>In words: how many facilities are granted, what is done in software, and what is refused and why.</summary>
    public override string ToString()
    {
        FacilityVocabulary names = Host.Registry.Vocabulary;
        var text = new StringBuilder(Verdict switch
        {
            CompatibilityVerdict.Compatible => "Granted as asked: ",
            CompatibilityVerdict.Unknown => IsAccepted ? "Granted as far as is known: " : "Refused, as not everything is known to be granted: ",
            _ => !IsAccepted ? "Refused, as not everything can be granted: "
                : Refused.IsEmpty ? "Granted at the host's level: "
                : "Granted in part: ",
        });
        text.Append(CultureInfo.InvariantCulture, $"{Granted.Count} of {_requested.Count} facilities.");
        FacilitySet software = GrantedInSoftware;
        if (!software.IsEmpty)
        {
            text.Append("\nIn software: ").Append(names.Format(software)).Append('.');
        }

        int number = 0;
        foreach (CompatibilityReason reason in GetReasons())
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{++number}. {reason}");
        }

        return text.ToString();
    }
}
