using System.Collections.Immutable;

namespace CpuFacility.X86;

/// <summary>
/// An x86 model as QEMU or libvirt published it: beside its features, what each of the two says of it. What one publisher does not say is
/// empty or 0.
/// </summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class X86ModelDefinition : CpuModelDefinition
{
    private readonly FacilitySet _added;
    private readonly FacilitySet _removed;

    internal X86ModelDefinition(
        string name, X86Identity identity, in FacilitySet features, in FacilitySet added, in FacilitySet removed, in FacilitySet known, string title, Version? since)
        : base(name, identity, default, features, known, title, since)
    {
        _added = added;
        _removed = removed;
    }

    /// <summary>Vendor and, in QEMU's table, family, model and stepping.</summary>
    public new X86Identity Identity => (X86Identity)base.Identity;

    /// <summary>libvirt: the families, models and steppings of the processors that the definition is meant for. Empty for generic ones.</summary>
    public ImmutableArray<X86SignatureRange> Signatures { get; internal init; } = [];

    /// <summary>libvirt: whether a host may be described by the definition.</summary>
    public bool DecodesHost { get; internal init; }

    /// <summary>libvirt: whether a guest may be described by the definition.</summary>
    public bool DecodesGuest { get; internal init; }

    /// <summary>libvirt: the versioned name that stands for the definition, or null where it is the definition's own.</summary>
    public string? CanonicalName { get; internal init; }

    /// <summary>libvirt: whether a domain's start checks the model for compatibility only (<c>check_partial=compat</c>).</summary>
    public bool ChecksCompatibilityOnly { get; internal init; }

    /// <summary>libvirt: features that QEMU switches on with the model and that are not counted as the model's own.</summary>
    public ref readonly FacilitySet Added => ref _added;

    /// <summary>libvirt: features that were the model's own and are switched off explicitly.</summary>
    public ref readonly FacilitySet Removed => ref _removed;

    /// <summary>QEMU: the highest basic CPUID leaf.</summary>
    public uint CpuidLevel { get; internal init; }

    /// <summary>QEMU: the highest subleaf of leaf 7.</summary>
    public uint CpuidLevelFunc7 { get; internal init; }

    /// <summary>QEMU: the highest extended CPUID leaf; 0 for none.</summary>
    public uint CpuidExtendedLevel { get; internal init; }

    /// <summary>QEMU: the highest CPUID leaf of the range C0000000H; 0 for none, as in all of QEMU's own: features alone raise it.</summary>
    public uint CpuidCentaurLevel { get; internal init; }

    /// <summary>QEMU: the version of AVX10; 0 for none.</summary>
    public int Avx10Version { get; internal init; }

    /// <summary>QEMU: whether caches are described as they always were, and not as the processor's own are.</summary>
    public bool HasLegacyCache { get; internal init; }

    /// <summary>QEMU: whether leaf 1FH is there whatever the topology.</summary>
    public bool ForcesLeaf1F { get; internal init; }

    /// <summary>QEMU: the brand string.</summary>
    public string BrandString { get; internal init; } = "";

    /// <summary>Whether a processor of a vendor with a signature is one that libvirt means by the definition.</summary>
    /// <param name="vendor">The vendor's twelve characters.</param>
    /// <param name="signature">The signature.</param>
    public bool Recognizes(string vendor, X86Signature signature)
    {
        ArgumentNullException.ThrowIfNull(vendor);
        return (Identity.Vendor.Length == 0 || Identity.Vendor == vendor) && Signatures.Any(range => range.Contains(signature));
    }

    /// <summary>The definition with other features.</summary>
    internal X86ModelDefinition WithFeatures(in FacilitySet features, in FacilitySet known) =>
        new(Name, Identity, features, _added.Intersect(known), _removed.Intersect(known), known, Title, Since)
        {
            Edition = Edition,
            AliasOf = AliasOf,
            Signatures = Signatures,
            DecodesHost = DecodesHost,
            DecodesGuest = DecodesGuest,
            CanonicalName = CanonicalName,
            ChecksCompatibilityOnly = ChecksCompatibilityOnly,
            CpuidLevel = CpuidLevel,
            CpuidLevelFunc7 = CpuidLevelFunc7,
            CpuidExtendedLevel = CpuidExtendedLevel,
            CpuidCentaurLevel = CpuidCentaurLevel,
            Avx10Version = Avx10Version,
            HasLegacyCache = HasLegacyCache,
            ForcesLeaf1F = ForcesLeaf1F,
            BrandString = BrandString,
        };

    internal override CpuModelDefinition Cut(in FacilitySet known) =>
        Full.IsSubsetOf(known) ? this : WithFeatures(Default.Intersect(known), known);
}
