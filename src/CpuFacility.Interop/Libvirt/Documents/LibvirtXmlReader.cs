using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Xml;

namespace CpuFacility.Libvirt;

/// <summary>
/// Reads XML from outside into elements, in bounded time and memory: no document type, no external entity, limits on length, depth and the
/// number of elements.
/// </summary>
internal static class LibvirtXmlReader
{
    public const int MaximumLength = 4 * 1024 * 1024;

    /// <summary>As libxml2 has it, which counts virsh's own outermost element, too.</summary>
    public const int MaximumDepth = 256;

    public const int MaximumElements = 200_000;

    private const string DeclarationStart = "<?xml";
    private const string DeclarationEnd = "?>";

    /// <summary>Reads the elements of the outermost level.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out ImmutableArray<LibvirtElement> roots, out FacilityFormatError error)
    {
        roots = [];
        if (text.Length > MaximumLength)
        {
            error = new FacilityFormatError(MaximumLength, string.Create(null, $"The text has {text.Length} characters; at most {MaximumLength} are read."));
            return false;
        }

        int start = text.StartsWith('\uFEFF') ? 1 : 0;
        using XmlTextReader xml = Open(text[start..]);
        LibvirtFault fault;
        try
        {
            if (TryReadNodes(xml, out roots, out fault))
            {
                error = default;
                return true;
            }
        }
        catch (XmlException exception)
        {
            fault = new LibvirtFault(new LibvirtPlace(exception.LineNumber, exception.LinePosition), $"The text is no XML: {exception.Message}");
        }

        roots = [];
        error = fault.At(text);
        return false;
    }

    /// <summary>
    /// Names are taken as they stand: to libvirt, a prefix that is not declared is part of the name, and two colons in it are no error.
    /// </summary>
    private static XmlTextReader Open(ReadOnlySpan<char> text) => new(WithoutDeclaration(text), XmlNodeType.Element, new XmlParserContext(null, null, null, XmlSpace.None))
    {
        Namespaces = false,
        Normalization = true,
        EntityHandling = EntityHandling.ExpandEntities,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
    };

    /// <summary>Space in place of a declaration at the start: virsh cuts it off, whatever it says (<c>vshExtractCPUDefXMLs</c>).</summary>
    private static string WithoutDeclaration(ReadOnlySpan<char> text)
    {
        int end = text.StartsWith(DeclarationStart, StringComparison.Ordinal) ? text.IndexOf(DeclarationEnd, StringComparison.Ordinal) : -1;
        if (end < 0)
        {
            return text.ToString();
        }

        char[] copy = text.ToArray();
        foreach (ref char c in copy.AsSpan(0, end + DeclarationEnd.Length))
        {
            c = c is '\r' or '\n' ? c : ' ';
        }

        return new string(copy);
    }

    private static bool TryReadNodes(XmlTextReader xml, out ImmutableArray<LibvirtElement> roots, out LibvirtFault fault)
    {
        var open = new Stack<Unfinished>();
        var outermost = new Unfinished("", [], default);
        open.Push(outermost);
        int count = 0;
        fault = default;
        roots = [];
        while (xml.Read())
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element when ++count > MaximumElements || open.Count > MaximumDepth:
                    fault = new LibvirtFault(PlaceOf(xml), string.Create(
                        CultureInfo.InvariantCulture, $"There are more than {MaximumElements} elements, or more than {MaximumDepth} within each other."));
                    return false;
                case XmlNodeType.Element:
                    LibvirtPlace place = PlaceOf(xml);
                    string name = xml.Name;
                    bool isEmpty = xml.IsEmptyElement;
                    open.Push(new Unfinished(name, ReadAttributes(xml), place));
                    if (isEmpty)
                    {
                        Finish(open);
                    }

                    break;
                case XmlNodeType.EndElement:
                    Finish(open);
                    break;

                // Beside the outermost elements, virsh passes over text.
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace when open.Count > 1:
                    open.Peek().Append(xml.Value);
                    break;
            }
        }

        roots = outermost.Children.ToImmutable();
        return true;
    }

    private static void Finish(Stack<Unfinished> open)
    {
        LibvirtElement element = open.Pop().ToElement();
        open.Peek().Add(element);
    }

    private static ImmutableArray<LibvirtNamedValue> ReadAttributes(XmlTextReader xml)
    {
        if (xml.AttributeCount == 0)
        {
            return [];
        }

        var attributes = ImmutableArray.CreateBuilder<LibvirtNamedValue>(xml.AttributeCount);
        while (xml.MoveToNextAttribute())
        {
            attributes.Add(new LibvirtNamedValue(xml.Name, xml.Value));
        }

        xml.MoveToElement();
        return attributes.MoveToImmutable();
    }

    private static LibvirtPlace PlaceOf(XmlTextReader xml) => new(xml.LineNumber, xml.LinePosition);

    /// <summary>An element whose end has not been read.</summary>
    private sealed class Unfinished(string name, ImmutableArray<LibvirtNamedValue> attributes, LibvirtPlace place)
    {
        private readonly List<string> _between = [];
        private StringBuilder? _text;
        private bool _isMixed;

        public ImmutableArray<LibvirtElement>.Builder Children { get; } = ImmutableArray.CreateBuilder<LibvirtElement>(0);

        public void Append(string text) => (_text ??= new StringBuilder()).Append(text);

        public void Add(LibvirtElement child)
        {
            Cut();
            Children.Add(child);
        }

        public LibvirtElement ToElement()
        {
            if (Children.Count == 0)
            {
                return new LibvirtElement(name, attributes, [], _text?.ToString() ?? "", place);
            }

            Cut();
            return new LibvirtElement(name, attributes, Children.ToImmutable(), "", place, _isMixed ? [.. _between] : []);
        }

        private void Cut()
        {
            string text = _text?.ToString() ?? "";
            _isMixed |= text.AsSpan().IndexOfAnyExcept(" \t\r\n") >= 0;
            _between.Add(text);
            _text?.Clear();
        }
    }
}
