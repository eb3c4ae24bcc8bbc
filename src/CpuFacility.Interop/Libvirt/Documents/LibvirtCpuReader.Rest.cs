using System.Collections.Immutable;
using CpuFacility.Qemu;

namespace CpuFacility.Libvirt;

/// <content>What libvirt passes over.</content>
internal sealed partial class LibvirtCpuReader
{
    /// <summary>What libvirt has no use for is kept, unless it would come to have one when it is read again.</summary>
    private void TakeRest(ref LibvirtCpu made)
    {
        var others = ImmutableArray.CreateBuilder<LibvirtElement>();
        foreach (LibvirtElement child in _cpu.Children.Where(child => !_taken.Contains(child)))
        {
            if (child.IsPlain && child.Name is "arch" or "model" or "vendor")
            {
                Note(child.Place, $"the element '{child.Name}'");
            }
            else
            {
                others.Add(child);
            }
        }

        var attributes = ImmutableArray.CreateBuilder<LibvirtNamedValue>();
        foreach (LibvirtNamedValue attribute in _cpu.Attributes)
        {
            string name = _attributes.NameOf(attribute);
            if (LibvirtAttributes.Declares(attribute) || name is not ("mode" or "match" or "check" or "migratable"))
            {
                attributes.Add(attribute);
            }
            else if (_cpu.Attributes[_attributes.IndexOf(name)] != attribute || (_isHost && name is "match" or "check"))
            {
                Note(_cpu.Place, $"the attribute '{Shortened.Text(attribute.Name)}' of 'cpu'");
            }
        }

        if (_cpu.HasText)
        {
            Note(_cpu.Place, "the text in 'cpu'");
        }

        made = made with { OtherAttributes = attributes.DrainToImmutable(), OtherElements = others.DrainToImmutable(), Ignored = _ignored.DrainToImmutable() };
    }

    /// <summary>Notes attributes that nothing was taken of.</summary>
    private void Ignore(LibvirtElement element, params ReadOnlySpan<string> known)
    {
        var attributes = new LibvirtAttributes(element, _cpu);
        foreach (LibvirtNamedValue attribute in element.Attributes)
        {
            if (!LibvirtAttributes.Declares(attribute) && !known.Contains(attributes.NameOf(attribute)))
            {
                Note(element.Place, $"the attribute '{Shortened.Text(attribute.Name)}' of '{element.Name}'");
            }
        }
    }

    private void Note(LibvirtPlace place, string what) => _ignored.Add(string.Create(null, $"In line {Math.Max(place.Line, 1)}, {what} is passed over."));
}
