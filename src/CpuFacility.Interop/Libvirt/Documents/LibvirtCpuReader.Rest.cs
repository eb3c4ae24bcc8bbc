using System.Collections.Immutable;
using CpuFacility.Qemu;

namespace CpuFacility.Libvirt;

/// <content>What libvirt passes over.</content>
internal sealed partial class LibvirtCpuReader
{
    private static readonly string[] KnownAttributes = ["mode", "match", "check", "migratable"];

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
        var known = KnownAttributes.ToDictionary(static name => name, name => _attributes.IndexOf(name));
        for (int i = 0; i < _cpu.Attributes.Length; i++)
        {
            LibvirtNamedValue attribute = _cpu.Attributes[i];
            string name = _attributes.NameOf(attribute);
            if (LibvirtAttributes.Declares(attribute) || !known.TryGetValue(name, out int taken))
            {
                attributes.Add(attribute);
            }
            else if (taken != i || (_isHost && name is "match" or "check"))
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
