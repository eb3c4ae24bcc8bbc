namespace CpuFacility.X86;

/// <summary>
/// What x86 calls a processor: its vendor and, where they are known, family, model and stepping.
/// </summary>
/// <remarks>
/// Processors of one vendor have no order: what one can do that another cannot is in its features alone. Of two vendors, neither stands in
/// for the other; an unknown vendor goes with all. Immutable and safe to share between threads.
/// </remarks>
public sealed class X86Identity : CpuIdentity
{
    /// <summary>Creates an identity.</summary>
    /// <param name="vendor">The twelve characters of the vendor, such as <c>GenuineIntel</c>; empty if no vendor is meant.</param>
    /// <param name="signature">Family, model and stepping, or null if none are meant.</param>
    /// <exception cref="ArgumentException">The vendor has neither no nor twelve characters of ASCII.</exception>
    public X86Identity(string vendor, X86Signature? signature = null)
    {
        ArgumentNullException.ThrowIfNull(vendor);
        if (vendor.Length is not (0 or X86Vendor.SignatureLength) || vendor.Any(static c => c is < ' ' or > '~'))
        {
            throw new ArgumentException(
                $"A vendor has {X86Vendor.SignatureLength} characters of ASCII, or none if no vendor is meant.", nameof(vendor));
        }

        Vendor = vendor;
        Signature = signature;
    }

    /// <inheritdoc/>
    public override CpuArchitecture Architecture => CpuArchitecture.X86;

    /// <summary>The twelve characters of the vendor, such as <c>GenuineIntel</c>; empty if no vendor is meant.</summary>
    public string Vendor { get; }

    /// <summary>The vendor's name for people: <c>Intel</c>; the characters themselves for one that the tables do not know.</summary>
    public string VendorName => X86Vendor.TryFind(Vendor, out X86Vendor? known) ? known.Name : Vendor;

    /// <summary>Family, model and stepping, or null if none are meant.</summary>
    public X86Signature? Signature { get; }

    /// <summary>The vendor in words: of an x86 processor, nothing else decides whether another can stand in for it.</summary>
    public override string Level => Vendor.Length == 0 ? "any vendor" : $"vendor {VendorName}";

    /// <summary>The same for one vendor, or if a vendor is not known; else unrelated.</summary>
    /// <inheritdoc/>
    public override CpuIdentityRelation GetRelation(CpuIdentity other) =>
        other is X86Identity identity && (Vendor == identity.Vendor || Vendor.Length == 0 || identity.Vendor.Length == 0)
            ? CpuIdentityRelation.Same
            : CpuIdentityRelation.Unrelated;

    /// <summary>The vendor that both have, with family, model and stepping where they agree.</summary>
    /// <inheritdoc/>
    public override CpuIdentity? GetCommon(CpuIdentity other)
    {
        if (other is not X86Identity identity || GetRelation(identity) != CpuIdentityRelation.Same)
        {
            return null;
        }

        return Equals(identity) ? this
            : new X86Identity(Vendor.Length > 0 ? Vendor : identity.Vendor, Signature == identity.Signature ? Signature : null);
    }

    /// <inheritdoc/>
    public override bool Equals(CpuIdentity? other) =>
        other is X86Identity identity && Vendor == identity.Vendor && Signature == identity.Signature;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Vendor, Signature);

    /// <summary>Vendor, family, model and stepping, as in <c>Intel, family 6 model 85 stepping 4</c>.</summary>
    public override string ToString()
    {
        string vendor = Vendor.Length == 0 ? "any vendor" : VendorName;
        return Signature is X86Signature signature ? $"{vendor}, {signature}" : vendor;
    }
}
