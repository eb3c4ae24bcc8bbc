using System.Collections.Immutable;
using CpuFacility.X86;

namespace CpuFacility.Libvirt;

/// <summary>A model of libvirt's x86 table as the rules use it.</summary>
internal sealed class LibvirtX86Model(X86ModelDefinition definition, int vendor)
{
    private readonly FacilitySet _features = definition.Default;
    private readonly FacilitySet _removed = definition.Removed;

    public string Name { get; } = definition.Name;

    /// <summary>The vendor's number in the edition, or -1 for none.</summary>
    public int Vendor { get; } = vendor;

    /// <summary>The features that count as the model's own; those that only QEMU adds do not.</summary>
    public ref readonly FacilitySet Features => ref _features;

    public ref readonly FacilitySet Removed => ref _removed;

    public bool DecodesHost { get; } = definition.DecodesHost;

    public bool DecodesGuest { get; } = definition.DecodesGuest;

    private ImmutableArray<X86SignatureRange> Signatures { get; } = definition.Signatures;

    /// <summary>The first signature that the table names, with its lowest stepping.</summary>
    public X86Signature? FirstSignature { get; } = definition.Signatures.IsEmpty
        ? null
        : new X86Signature(definition.Signatures[0].Family, definition.Signatures[0].Model, definition.Signatures[0].FirstStepping);

    /// <summary>Whether a processor of a signature is meant; a model without signatures means none.</summary>
    public bool Matches(X86Signature signature)
    {
        foreach (X86SignatureRange range in Signatures)
        {
            if (range.Contains(signature))
            {
                return true;
            }
        }

        return false;
    }
}
