using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Xml;
using CpuFacility.Qemu;
using CpuFacility.X86;

namespace CpuFacility.Libvirt;

/// <summary>Reads the elements of CPUID data, up to the first that is wrong.</summary>
/// <param name="xml">The reader, before the first node.</param>
internal sealed class LibvirtCpuDataElements(XmlReader xml)
{
    private readonly CpuidData.Builder _lines = new();

    /// <summary>Where the fault is.</summary>
    public LibvirtPlace Place { get; private set; }

    /// <summary>What the fault is, as a sentence.</summary>
    public string Reason { get; private set; } = "";

    /// <exception cref="XmlException">The text is not well formed.</exception>
    public bool TryRead([NotNullWhen(true)] out CpuidData? data)
    {
        data = null;
        while (xml.Read())
        {
            if (!TryTakeNode())
            {
                return false;
            }
        }

        data = _lines.ToCpuidData();
        return true;
    }

    private bool TryTakeNode() => (xml.NodeType, xml.Depth, xml.Name) switch
    {
        (XmlNodeType.XmlDeclaration or XmlNodeType.EndElement, _, _) => true,
        (XmlNodeType.Element, 0, LibvirtCpuData.Root) => TryTakeRoot(),
        (XmlNodeType.Element, 0, _) => Fail($"The element '{Shortened.Text(xml.Name)}' is not expected: the XML is a '{LibvirtCpuData.Root}'."),
        (XmlNodeType.Element, 1, "cpuid") => TryTakeCpuid(),
        (XmlNodeType.Element, 1, "msr") => TryTakeMsr(),
        (XmlNodeType.Element, _, _) => Fail(
            $"The element '{Shortened.Text(xml.Name)}' is not known here: 'cpuid' and 'msr' in the root are, with nothing in them."),
        _ => Fail("Text is not expected here: all data is in attributes of 'cpuid' and 'msr'."),
    };

    private bool TryTakeRoot()
    {
        LibvirtPlace element = CurrentPlace();
        string? architecture = null;
        while (xml.MoveToNextAttribute())
        {
            if (xml.Name != "arch")
            {
                return FailUnknownAttribute(LibvirtCpuData.Root, "arch");
            }

            architecture = xml.Value;
            if (architecture != LibvirtCpuData.Architecture)
            {
                return Fail($"The data is of architecture '{Shortened.Text(architecture)}': only '{LibvirtCpuData.Architecture}' has CPUID.");
            }
        }

        return architecture is not null
            || Fail(element, $"The element '{LibvirtCpuData.Root}' has no attribute arch='{LibvirtCpuData.Architecture}'.");
    }

    private bool TryTakeCpuid()
    {
        LibvirtPlace element = CurrentPlace();
        uint? leaf = null;
        uint subleaf = 0, eax = 0, ebx = 0, ecx = 0, edx = 0;
        while (xml.MoveToNextAttribute())
        {
            if (!TryTakeNumber("cpuid", "eax_in, ecx_in, eax, ebx, ecx and edx", out uint number))
            {
                return false;
            }

            switch (xml.Name)
            {
                case "eax_in":
                    leaf = number;
                    break;
                case "ecx_in":
                    subleaf = number;
                    break;
                case "eax":
                    eax = number;
                    break;
                case "ebx":
                    ebx = number;
                    break;
                case "ecx":
                    ecx = number;
                    break;
                case "edx":
                    edx = number;
                    break;
            }
        }

        if (leaf is not uint known)
        {
            return Fail(element, "The element 'cpuid' has no attribute 'eax_in', which is the leaf.");
        }

        return _lines.TryAdd(known, subleaf, new CpuidRegisters(eax, ebx, ecx, edx), out string reason) || Fail(element, reason);
    }

    private bool TryTakeMsr()
    {
        LibvirtPlace element = CurrentPlace();
        uint? index = null;
        uint eax = 0, edx = 0;
        while (xml.MoveToNextAttribute())
        {
            if (!TryTakeNumber("msr", "index, edx and eax", out uint number))
            {
                return false;
            }

            switch (xml.Name)
            {
                case "index":
                    index = number;
                    break;
                case "eax":
                    eax = number;
                    break;
                case "edx":
                    edx = number;
                    break;
            }
        }

        if (index is not uint known)
        {
            return Fail(element, "The element 'msr' has no attribute 'index', which is the number of the register.");
        }

        return _lines.TryAddMsr(known, (ulong)edx << 32 | eax, out string reason) || Fail(element, reason);
    }

    /// <summary>The number in the attribute at which the reader stands.</summary>
    private bool TryTakeNumber(string element, string known, out uint number)
    {
        number = 0;
        if ((element, xml.Name) is not (("cpuid", "eax_in" or "ecx_in" or "eax" or "ebx" or "ecx" or "edx") or ("msr", "index" or "eax" or "edx")))
        {
            return FailUnknownAttribute(element, known);
        }

        return TryParse(xml.Value, out number)
            || Fail($"'{Shortened.Text(xml.Value)}' in attribute '{xml.Name}' is no number of 32 bits, such as 0x0000000d.");
    }

    /// <summary>A number as C's <c>strtoul</c> takes it with base 0, without spaces and signs.</summary>
    private static bool TryParse(ReadOnlySpan<char> text, out uint number)
    {
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return NumberText.TryParse(text[2..], NumberStyles.AllowHexSpecifier, out number);
        }

        if (!text.StartsWith('0'))
        {
            return NumberText.TryParse(text, NumberStyles.None, out number);
        }

        ulong octal = 0;
        foreach (char digit in text)
        {
            if (digit is < '0' or > '7' || octal > uint.MaxValue)
            {
                number = 0;
                return false;
            }

            octal = octal * 8 + (ulong)(digit - '0');
        }

        number = (uint)octal;
        return octal <= uint.MaxValue;
    }

    private bool FailUnknownAttribute(string element, string known) =>
        Fail($"The attribute '{Shortened.Text(xml.Name)}' of '{element}' is not known; it has {known}.");

    private bool Fail(string reason) => Fail(CurrentPlace(), reason);

    private bool Fail(LibvirtPlace place, string reason)
    {
        Place = place;
        Reason = string.Create(CultureInfo.InvariantCulture, $"In line {place.Line}: {reason}");
        return false;
    }

    private LibvirtPlace CurrentPlace() => xml is IXmlLineInfo info ? new LibvirtPlace(info.LineNumber, info.LinePosition) : default;
}
