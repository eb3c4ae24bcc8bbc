using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Xml;
using CpuFacility.Qemu;

namespace CpuFacility.Libvirt;

/// <summary>
/// Reads XML from outside into elements, in bounded time and memory: no document type, no external entity, limits on length, depth and the
/// number of elements.
/// </summary>
internal static class LibvirtXmlReader
{
    public const int MaximumLength = 4 * 1024 * 1024;
    public const int MaximumDepth = 32;
    public const int MaximumElements = 200_000;

    private static readonly XmlReaderSettings Settings = new()
    {
        ConformanceLevel = ConformanceLevel.Fragment,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaximumLength,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

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
        using var source = new StringReader(text[start..].ToString());
        using var xml = XmlReader.Create(source, Settings);
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

    private static bool TryReadNodes(XmlReader xml, out ImmutableArray<LibvirtElement> roots, out LibvirtFault fault)
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
                    if (open.Peek() is { HasText: true, Children.Count: > 0 } mixed)
                    {
                        fault = new LibvirtFault(mixed.Place, $"The element '{Shortened.Text(mixed.Name)}' has both text and other elements in it.");
                        return false;
                    }

                    Finish(open);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA when open.Count == 1:
                    fault = new LibvirtFault(PlaceOf(xml), "Text is not expected outside of elements.");
                    return false;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    open.Peek().Text.Append(xml.Value);
                    break;
            }
        }

        roots = outermost.Children.ToImmutable();
        return true;
    }

    private static void Finish(Stack<Unfinished> open)
    {
        Unfinished element = open.Pop();
        string text = element.Children.Count > 0 ? "" : element.Text.ToString().Trim(' ', '\t', '\r', '\n');
        open.Peek().Children.Add(new LibvirtElement(element.Name, element.Attributes, element.Children.ToImmutable(), text, element.Place));
    }

    private static ImmutableArray<LibvirtNamedValue> ReadAttributes(XmlReader xml)
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

    private static LibvirtPlace PlaceOf(XmlReader xml) => xml is IXmlLineInfo info ? new LibvirtPlace(info.LineNumber, info.LinePosition) : default;

    /// <summary>An element whose end has not been read.</summary>
    private sealed class Unfinished(string name, ImmutableArray<LibvirtNamedValue> attributes, LibvirtPlace place)
    {
        private StringBuilder? _text;

        public string Name { get; } = name;

        public ImmutableArray<LibvirtNamedValue> Attributes { get; } = attributes;

        public LibvirtPlace Place { get; } = place;

        public ImmutableArray<LibvirtElement>.Builder Children { get; } = ImmutableArray.CreateBuilder<LibvirtElement>(0);

        public StringBuilder Text => _text ??= new StringBuilder();

        public bool HasText => _text is not null && !string.IsNullOrWhiteSpace(_text.ToString());
    }
}
