namespace CpuFacility.Libvirt;

/// <summary>What is wrong with an element or attribute, before its place has become a position.</summary>
/// <param name="Place">Where.</param>
/// <param name="Reason">What, as a sentence.</param>
internal readonly record struct LibvirtFault(LibvirtPlace Place, string Reason)
{
    /// <summary>As what libvirt answers, which does not list what would be right. No words of libvirt's end like that list.</summary>
    public LibvirtFailure ToFailure()
    {
        int hint = Reason.EndsWith(']') ? Reason.LastIndexOf(LibvirtAttributes.HintStart, StringComparison.Ordinal) : -1;
        return new LibvirtFailure(LibvirtFailureKind.InvalidDefinition, hint < 0 ? Reason : Reason[..hint]);
    }

    /// <summary>As an error of a text.</summary>
    public FacilityFormatError At(ReadOnlySpan<char> text)
    {
        int start = text.StartsWith('\uFEFF') ? 1 : 0;
        return new FacilityFormatError(start + Place.GetOffset(text[start..]), string.Create(null, $"In line {Math.Max(Place.Line, 1)}: {Reason}"));
    }
}
