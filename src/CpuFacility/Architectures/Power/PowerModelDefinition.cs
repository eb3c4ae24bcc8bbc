using System.Collections.Immutable;

namespace CpuFacility.Power;

/// <summary>A POWER model as QEMU or libvirt published it. Immutable and safe to share between threads.</summary>
public sealed class PowerModelDefinition : CpuModelDefinition
{
    internal PowerModelDefinition(
        string name, PowerIdentity identity, ImmutableArray<PowerPvrMatch> matches, in FacilitySet features, in FacilitySet full, string title, Version? since)
        : base(name, identity, default, features, full, title, since)
    {
        Matches = matches;
    }

    /// <summary>The PVR; in libvirt's tables the value of the first pattern.</summary>
    public new PowerIdentity Identity => (PowerIdentity)base.Identity;

    /// <summary>The processors that the definition is meant for: one pattern in QEMU's table, one or more in libvirt's.</summary>
    public ImmutableArray<PowerPvrMatch> Matches { get; }

    /// <summary>libvirt: the vendor, such as <c>IBM</c>; empty in QEMU's table.</summary>
    public string Vendor { get; internal init; } = "";

    /// <summary>Whether a processor is one that the definition is meant for.</summary>
    /// <param name="pvr">The processor's PVR.</param>
    public bool Recognizes(uint pvr)
    {
        foreach (PowerPvrMatch match in Matches)
        {
            if (match.Matches(pvr))
            {
                return true;
            }
        }

        return false;
    }

    internal override CpuModelDefinition Cut(in FacilitySet known) =>
        Full.IsSubsetOf(known)
            ? this
            : new PowerModelDefinition(Name, Identity, Matches, Default.Intersect(known), Full.Intersect(known), Title, Since)
            {
                Edition = Edition,
                AliasOf = AliasOf,
                Vendor = Vendor,
            };
}
