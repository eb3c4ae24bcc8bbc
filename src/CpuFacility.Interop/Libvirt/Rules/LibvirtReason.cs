using System.Collections.Immutable;

namespace CpuFacility.Libvirt;

/// <summary>A reason why a host cannot run a definition. Immutable.</summary>
public sealed class LibvirtReason
{
    /// <summary>libvirt's word for a name that is not there.</summary>
    internal const string None = "<null>";

    internal LibvirtReason(LibvirtReasonKind kind, params ImmutableArray<string> names)
    {
        Kind = kind;
        Names = names;
    }

    /// <summary>What it is.</summary>
    public LibvirtReasonKind Kind { get; }

    /// <summary>The names that it is about: features in the edition's order, or an architecture, vendor, model or mode.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>libvirt's words, as in <c>Host CPU does not provide required features: avx, xsave</c>.</summary>
    public override string ToString()
    {
        string names = string.Join(", ", Names);
        return Kind switch
        {
            LibvirtReasonKind.UnknownHost => "unknown host CPU",
            LibvirtReasonKind.Architecture => $"CPU arch {names} does not match host arch",
            LibvirtReasonKind.Vendor => $"host CPU vendor does not match required CPU vendor {names}",
            LibvirtReasonKind.ForbiddenFeatures => $"Host CPU provides forbidden features: {names}",
            LibvirtReasonKind.MissingFeatures => $"Host CPU does not provide required features: {names}",
            LibvirtReasonKind.ExtraFeatures => $"Host CPU does not strictly match guest CPU: Extra features: {names}",
            LibvirtReasonKind.VendorOrModel => $"Host CPU model does not match required CPU vendor {Names[0]} or(and) model {Names[1]}",
            LibvirtReasonKind.Model => $"host CPU model does not match required CPU model {names}",
            _ => $"host CPU does not support compatibility mode {names}",
        };
    }
}
