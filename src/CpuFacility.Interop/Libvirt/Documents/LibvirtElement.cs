using System.Collections.Immutable;
using System.Text;

namespace CpuFacility.Libvirt;

/// <summary>
/// An XML element as it was read: what the library has no type for is kept in this form and written again. Comments and space between elements
/// are not kept. Text between elements is kept and written again, though no member gives it.
/// </summary>
/// <remarks>Equal are elements with the same names, attributes in the same order, text and children, in the same order. Immutable and safe to share between threads.</remarks>
public sealed class LibvirtElement : IEquatable<LibvirtElement>
{
    /// <summary>Creates an element.</summary>
    /// <param name="name">The name, with its prefix if it has one.</param>
    /// <param name="attributes">The attributes.</param>
    /// <param name="children">The elements in it.</param>
    /// <param name="text">The text in it.</param>
    /// <exception cref="ArgumentException">The name is no XML name, or there are both text and children.</exception>
    public LibvirtElement(
        string name, ImmutableArray<LibvirtNamedValue> attributes = default, ImmutableArray<LibvirtElement> children = default, string text = "")
        : this(name, attributes, children, text, place: default)
    {
        System.Xml.XmlConvert.VerifyName(name);
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > 0 && !Children.IsEmpty)
        {
            throw new ArgumentException("An element has text or other elements in it, not both.", nameof(text));
        }
    }

    private HashSet<string>? _prefixes;

    internal LibvirtElement(
        string name,
        ImmutableArray<LibvirtNamedValue> attributes,
        ImmutableArray<LibvirtElement> children,
        string text,
        LibvirtPlace place,
        params ImmutableArray<string> between)
    {
        Name = name;
        Attributes = attributes.IsDefault ? [] : attributes;
        Children = children.IsDefault ? [] : children;
        Text = text;
        Place = place;
        Between = between.IsDefault ? [] : between;
    }

    /// <summary>The name, with its prefix if it has one.</summary>
    public string Name { get; }

    /// <summary>The attributes, in the order of the text.</summary>
    public ImmutableArray<LibvirtNamedValue> Attributes { get; }

    /// <summary>The elements in it, in the order of the text.</summary>
    public ImmutableArray<LibvirtElement> Children { get; }

    /// <summary>The text in it with all its space; empty if there are elements.</summary>
    public string Text { get; }

    /// <summary>The text before each child and behind the last one; nothing at all if that is only space.</summary>
    internal ImmutableArray<string> Between { get; }

    /// <summary>The text of it and of the elements in it, as XPath's <c>string</c> gives it.</summary>
    internal string Content
    {
        get
        {
            if (Children.IsEmpty)
            {
                return Text;
            }

            var text = new StringBuilder();
            AppendContent(text);
            return text.ToString();
        }
    }

    /// <summary>Whether there is text beside space.</summary>
    internal bool HasText => !Between.IsEmpty || Text.AsSpan().IndexOfAnyExcept(" \t\r\n") >= 0;

    /// <summary>Whether it is in no namespace, as far as it says so itself.</summary>
    internal bool IsPlain => GetAttribute("xmlns") is null or "";

    /// <summary>Where it was read; has no part in equality.</summary>
    internal LibvirtPlace Place { get; }

    /// <summary>The value of an attribute, or null if there is none of that name.</summary>
    /// <param name="name">The name, compared exactly.</param>
    public string? GetAttribute(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (LibvirtNamedValue attribute in Attributes)
        {
            if (attribute.Name == name)
            {
                return attribute.Value;
            }
        }

        return null;
    }

    /// <summary>The first child of a name, or null if there is none.</summary>
    /// <param name="name">The name, compared exactly.</param>
    public LibvirtElement? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (LibvirtElement child in Children)
        {
            if (child.Name == name)
            {
                return child;
            }
        }

        return null;
    }

    /// <summary>Whether it declares a prefix of a namespace. Looked up in a set: a document can have many.</summary>
    internal bool Declares(string prefix) => (_prefixes ??=
    [
        .. Attributes.Where(static attribute => attribute.Name.StartsWith("xmlns:", StringComparison.Ordinal) && attribute.Value.Length > 0)
            .Select(static attribute => attribute.Name["xmlns:".Length..]),
    ]).Contains(prefix);

    /// <inheritdoc/>
    public bool Equals(LibvirtElement? other) =>
        other is not null
        && Name == other.Name
        && Text == other.Text
        && Attributes.AsSpan().SequenceEqual(other.Attributes.AsSpan())
        && Children.AsSpan().SequenceEqual(other.Children.AsSpan())
        && Between.AsSpan().SequenceEqual(other.Between.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LibvirtElement);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Text, Attributes.Length, Children.Length);

    /// <summary>The element as libvirt writes XML: a line for each element, two spaces for each level, single quotes.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        LibvirtXml.Write(text, this, level: 0);
        return text.ToString();
    }

    private void AppendContent(StringBuilder text)
    {
        text.Append(Text);
        for (int i = 0; i < Children.Length; i++)
        {
            text.Append(Between.IsEmpty ? "" : Between[i]);
            Children[i].AppendContent(text);
        }

        text.Append(Between.IsEmpty ? "" : Between[^1]);
    }
}
