using System.Diagnostics.CodeAnalysis;
using CpuFacility.Qemu;

namespace CpuFacility.Libvirt;

/// <summary>What a schema allows of an element: attributes, children in any order, and whether there is text.</summary>
/// <param name="name">The element's name.</param>
/// <param name="attributes">Its attributes.</param>
/// <param name="children">The elements in it.</param>
/// <param name="text">What its text has to be; null if it has none.</param>
internal sealed class LibvirtSchemaElement(
    string name, LibvirtSchemaElement.AttributeRule[]? attributes = null, LibvirtSchemaElement.ChildRule[]? children = null, Predicate<string>? text = null)
{
    private readonly AttributeRule[] _attributes = attributes ?? [];
    private readonly ChildRule[] _children = children ?? [];

    public string Name { get; } = name;

    public ChildRule Once => new(this, 1, 1);

    public ChildRule Optional => new(this, 0, 1);

    public ChildRule Any => new(this, 0, int.MaxValue);

    public ChildRule OneOrMore => new(this, 1, int.MaxValue);

    /// <summary>Whether an element of the name keeps to the rules, and all that is in it.</summary>
    public bool Allows(LibvirtElement element, [NotNullWhen(false)] out string? fault)
    {
        fault = CheckAttributes(element) ?? CheckText(element) ?? CheckChildren(element);
        return fault is null;
    }

    private string? CheckAttributes(LibvirtElement element)
    {
        foreach (LibvirtNamedValue value in element.Attributes)
        {
            if (Array.Find(_attributes, known => known.Name == value.Name) is not AttributeRule attribute || !attribute.IsValid(value.Value))
            {
                return $"Invalid attribute {Shortened.Text(value.Name)} for element {Name}";
            }
        }

        return Array.Find(_attributes, attribute => attribute.IsRequired && element.GetAttribute(attribute.Name) is null) is AttributeRule missing
            ? $"Element {Name} lacks attribute {missing.Name}"
            : null;
    }

    private string? CheckText(LibvirtElement element) =>
        text is null
            ? !element.HasText ? null : $"Did not expect text in element {Name} content"
            : text(element.Text) ? null : $"Invalid text in element {Name}";

    private string? CheckChildren(LibvirtElement element)
    {
        foreach (LibvirtElement child in element.Children)
        {
            if (Array.Find(_children, known => known.Element.Name == child.Name) is not ChildRule known)
            {
                return $"Element {Name} has extra content: {Shortened.Text(child.Name)}";
            }

            if (!known.Element.Allows(child, out string? fault))
            {
                return fault;
            }
        }

        foreach (ChildRule child in _children)
        {
            int count = element.Children.Count(found => found.Name == child.Element.Name);
            if (count < child.Least || count > child.Most)
            {
                return count < child.Least ? $"Expecting an element {child.Element.Name} in {Name}" : $"Extra element {child.Element.Name} in {Name}";
            }
        }

        return null;
    }

    /// <summary>An attribute.</summary>
    internal sealed record AttributeRule(string Name, Predicate<string> IsValid, bool IsRequired = true);

    /// <summary>An element and how often it may be there.</summary>
    internal sealed record ChildRule(LibvirtSchemaElement Element, int Least, int Most);
}
