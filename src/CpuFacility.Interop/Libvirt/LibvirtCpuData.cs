using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Xml;
using CpuFacility.X86;

namespace CpuFacility.Libvirt;

/// <summary>
/// libvirt's XML for raw CPUID data: <c>&lt;cpudata arch='x86'&gt;</c> with <c>&lt;cpuid&gt;</c> and <c>&lt;msr&gt;</c> elements
/// (<c>virCPUDataParse</c> and <c>virCPUDataFormat</c> of libvirt's <c>src/cpu</c>).
/// </summary>
/// <remarks>
/// <para><c>eax_in</c> of a <c>cpuid</c> and <c>index</c> of an <c>msr</c> are required; <c>ecx_in</c> and registers that are missing are 0, as for
/// libvirt. Numbers are hexadecimal behind <c>0x</c>, octal behind <c>0</c>, else decimal. Comments are passed over. Any other element, attribute or
/// text is an error: what it says would be lost.</para>
/// <para>The XML has no XCR0, and does not say whether leaves that it does not list are zero (<see cref="CpuidData.IsComplete"/> is false).</para>
/// </remarks>
public static class LibvirtCpuData
{
    /// <summary>The longest text that is read, in characters: 1 Mi. A real processor's has about ten thousand.</summary>
    public const int MaximumLength = 1024 * 1024;

    internal const string Root = "cpudata";
    internal const string Architecture = "x86";

    /// <summary>Reads the XML.</summary>
    /// <param name="text">The XML, at most <see cref="MaximumLength"/> characters.</param>
    /// <exception cref="FacilityFormatException">The text is no CPUID data of libvirt for x86; the exception has the position.</exception>
    public static CpuidData Read(ReadOnlySpan<char> text) =>
        TryRead(text, out CpuidData? data, out FacilityFormatError error) ? data : throw new FacilityFormatException(error);

    /// <summary>Reads the XML, without an exception for bad input.</summary>
    /// <param name="text">The XML, at most <see cref="MaximumLength"/> characters.</param>
    /// <param name="data">The table with the model-specific registers, or null.</param>
    /// <param name="error">What is wrong, and from which character on.</param>
    /// <returns>Whether the text is CPUID data of libvirt for x86.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, [NotNullWhen(true)] out CpuidData? data, out FacilityFormatError error)
    {
        data = null;
        if (text.Length > MaximumLength)
        {
            error = new FacilityFormatError(
                MaximumLength, string.Create(null, $"The text has {text.Length} characters; at most {MaximumLength} are read."));
            return false;
        }

        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = MaximumLength,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
        };
        int start = text.StartsWith('\uFEFF') ? 1 : 0;
        using var source = new StringReader(text[start..].ToString());
        using var xml = XmlReader.Create(source, settings);
        var elements = new LibvirtCpuDataElements(xml);
        LibvirtPlace place;
        string reason;
        try
        {
            if (elements.TryRead(out data))
            {
                error = default;
                return true;
            }

            (place, reason) = (elements.Place, elements.Reason);
        }
        catch (XmlException exception)
        {
            data = null;
            (place, reason) = (new LibvirtPlace(exception.LineNumber, exception.LinePosition), Describe(exception));
        }

        error = new FacilityFormatError(start + place.GetOffset(text[start..]), reason);
        return false;
    }

    /// <summary>What .NET says, without its place, which the error has, and without advice to programmers.</summary>
    private static string Describe(XmlException exception)
    {
        const string Security = "For security reasons DTD is prohibited";
        if (exception.Message.StartsWith(Security, StringComparison.Ordinal))
        {
            return $"A document type is not expected: the XML is a '{Root}' alone.";
        }

        int place = exception.Message.LastIndexOf(" Line ", StringComparison.Ordinal);
        string message = place < 0 ? exception.Message : exception.Message[..place];
        return string.Create(CultureInfo.InvariantCulture, $"In line {exception.LineNumber}: The text is no XML: {message}");
    }

    /// <summary>Writes a table as libvirt does.</summary>
    /// <param name="data">The table. Its XCR0 and completeness have no place in the XML.</param>
    /// <returns>The XML, with a line for each leaf and subleaf, then one for each model-specific register.</returns>
    public static string Write(CpuidData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var text = new StringBuilder();
        CultureInfo culture = CultureInfo.InvariantCulture;
        text.Append(culture, $"<{Root} arch='{Architecture}'>\n");
        foreach ((uint leaf, uint subleaf, (uint eax, uint ebx, uint ecx, uint edx)) in data.Entries)
        {
            text.Append(culture, $"  <cpuid eax_in='0x{leaf:x8}' ecx_in='0x{subleaf:x2}' eax='0x{eax:x8}' ebx='0x{ebx:x8}'");
            text.Append(culture, $" ecx='0x{ecx:x8}' edx='0x{edx:x8}'/>\n");
        }

        foreach ((uint index, ulong value) in data.Msrs)
        {
            text.Append(culture, $"  <msr index='0x{index:x}' edx='0x{value >> 32:x8}' eax='0x{(uint)value:x8}'/>\n");
        }

        return text.Append(culture, $"</{Root}>\n").ToString();
    }
}
