using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CpuFacility.Qemu;
using CpuFacility.X86;

namespace CpuFacility.Libvirt;

/// <summary>Makes a definition of a <c>&lt;cpu&gt;</c> element with libvirt's defaults and refusals (<c>virCPUDefParseXML</c>).</summary>
internal sealed class LibvirtCpuReader
{
    private readonly LibvirtElement _cpu;
    private readonly LibvirtCpuType? _type;
    private readonly HashSet<string> _seen = [];
    private readonly List<LibvirtElement> _others = [];
    private LibvirtFault _fault;

    private LibvirtCpuReader(LibvirtElement cpu, LibvirtCpuType? type)
    {
        _cpu = cpu;
        _type = type;
    }

    public static bool TryRead(LibvirtElement element, [NotNullWhen(true)] out LibvirtCpu? cpu, out LibvirtFault fault) =>
        TryRead(element, type: null, out cpu, out fault);

    /// <summary>Reads an element that has to be a host's or a guest's; without a type, the element <c>arch</c> tells which it is.</summary>
    public static bool TryRead(LibvirtElement element, LibvirtCpuType? type, [NotNullWhen(true)] out LibvirtCpu? cpu, out LibvirtFault fault)
    {
        var reader = new LibvirtCpuReader(element, type);
        bool isRead = reader.TryRead(out cpu);
        fault = reader._fault;
        return isRead;
    }

    private bool TryRead([NotNullWhen(true)] out LibvirtCpu? cpu)
    {
        cpu = null;
        bool isHost = _type is LibvirtCpuType type ? type == LibvirtCpuType.Host : _cpu.Find("arch") is not null;
        if (isHost && _cpu.Find("arch") is null)
        {
            return Fail(_cpu, "Missing CPU architecture");
        }

        if (_cpu.Text.Length > 0)
        {
            return Fail(_cpu, "Text is not expected in 'cpu'.");
        }

        var made = new LibvirtCpu { Type = isHost ? LibvirtCpuType.Host : LibvirtCpuType.Guest };
        if (!TryTakeAttributes(ref made))
        {
            return false;
        }

        var features = new List<LibvirtCpuFeature>();
        var names = new HashSet<string>();
        foreach (LibvirtElement child in _cpu.Children)
        {
            if (!(child.Name == "feature" ? TryTakeFeature(child, isHost, names, features) : TryTakeChild(child, ref made)))
            {
                return false;
            }
        }

        if (made.Model is null && (made.Vendor is not null || (features.Count > 0 && made.Mode == LibvirtCpuMode.Custom)))
        {
            return Fail(_cpu, made.Vendor is not null
                ? "CPU vendor specified without CPU model."
                : "Non-empty feature list specified without CPU model.");
        }

        cpu = made with { Features = [.. features], OtherElements = [.. _others] };
        return true;
    }

    private bool TryTakeAttributes(ref LibvirtCpu made)
    {
        bool isHost = made.Type == LibvirtCpuType.Host;
        var others = ImmutableArray<LibvirtNamedValue>.Empty;
        foreach (LibvirtNamedValue attribute in _cpu.Attributes)
        {
            int value;
            switch (attribute.Name)
            {
                case "match" when isHost:
                    return Fail(_cpu, "'arch' element cannot be used inside 'cpu' element with 'match' attribute.");
                case "mode" when !isHost:
                    if (!TryTakeWord(_cpu, attribute, LibvirtWords.Modes, out value))
                    {
                        return false;
                    }

                    made = made with { Mode = (LibvirtCpuMode)value };
                    break;
                case "match":
                    if (!TryTakeWord(_cpu, attribute, LibvirtWords.Matches, out value))
                    {
                        return false;
                    }

                    made = made with { Match = (LibvirtCpuMatch)value };
                    break;
                case "check" when !isHost:
                    if (!TryTakeWord(_cpu, attribute, LibvirtWords.Checks, out value))
                    {
                        return false;
                    }

                    made = made with { Check = (LibvirtCpuCheck)value };
                    break;
                case "migratable" when !isHost:
                    if (!TryTakeWord(_cpu, attribute, LibvirtWords.Switches, out value))
                    {
                        return false;
                    }

                    made = made with { IsMigratable = value != 0 };
                    break;
                default:
                    others = others.Add(attribute);
                    break;
            }
        }

        made = made with { OtherAttributes = others };
        return made.IsMigratable is null || made.Mode is LibvirtCpuMode.HostPassthrough or LibvirtCpuMode.Maximum
            || Fail(_cpu, "Attribute migratable is only allowed for 'host-passthrough' / 'maximum' CPU mode.");
    }

    private bool TryTakeChild(LibvirtElement child, ref LibvirtCpu made)
    {
        bool isHost = made.Type == LibvirtCpuType.Host;
        switch (child.Name)
        {
            case "arch":
                made = made with { Architecture = child.Text };
                return IsFirst(child) && AllowsOnly(child) && (child.Text.Length > 0 || Fail(child, "The element 'arch' is empty."));
            case "model":
                made = made with { Model = TextOrNull(child) };
                return IsFirst(child) && TryTakeModelAttributes(child, ref made);
            case "vendor":
                made = made with { Vendor = TextOrNull(child) };
                return IsFirst(child) && AllowsOnly(child);
            case "microcode" when isHost:
                if (!IsFirst(child) || !AllowsOnly(child, "version") || !TryTakeNumber(child, "version", uint.MaxValue, out uint version))
                {
                    return false;
                }

                made = made with { Microcode = version };
                return true;
            case "signature" when isHost:
                return IsFirst(child) && AllowsOnly(child, "family", "model", "stepping") && TryTakeSignature(child, ref made);
            default:
                _others.Add(child);
                return true;
        }
    }

    private bool TryTakeModelAttributes(LibvirtElement child, ref LibvirtCpu made)
    {
        if (made.Type == LibvirtCpuType.Host)
        {
            return AllowsOnly(child);
        }

        if (!AllowsOnly(child, "fallback", "vendor_id"))
        {
            return false;
        }

        int fallback = 0;
        if (child.GetAttribute("fallback") is string word
            && !TryTakeWord(child, new LibvirtNamedValue("fallback", word), LibvirtWords.Fallbacks, out fallback))
        {
            return false;
        }

        string? vendorId = child.GetAttribute("vendor_id");
        made = made with { Fallback = (LibvirtFallback)fallback, VendorId = vendorId };
        return vendorId is null
            || (vendorId.Length == LibvirtCpu.VendorIdLength && !vendorId.Contains(',', StringComparison.Ordinal))
            || Fail(child, string.Create(null, $"vendor_id must be exactly {LibvirtCpu.VendorIdLength} characters long, with no comma."));
    }

    private bool TryTakeSignature(LibvirtElement child, ref LibvirtCpu made)
    {
        if (!TryTakeNumber(child, "family", X86Signature.HighestFamily, out uint family)
            || !TryTakeNumber(child, "model", byte.MaxValue, out uint model)
            || !TryTakeNumber(child, "stepping", 15, out uint stepping))
        {
            return false;
        }

        made = made with { Signature = new X86Signature((int)family, (int)model, (int)stepping) };
        return true;
    }

    private bool TryTakeFeature(LibvirtElement child, bool isHost, HashSet<string> names, List<LibvirtCpuFeature> features)
    {
        string? name = child.GetAttribute("name");
        if (string.IsNullOrEmpty(name))
        {
            return Fail(child, "Invalid CPU feature name: the attribute 'name' is missing or empty.");
        }

        int policy = (int)LibvirtFeaturePolicy.Require;
        if (!(isHost ? AllowsOnly(child, "name") : AllowsOnly(child, "name", "policy"))
            || (child.GetAttribute("policy") is string word
                && !TryTakeWord(child, new LibvirtNamedValue("policy", word), LibvirtWords.Policies, out policy)))
        {
            return false;
        }

        if (!names.Add(name))
        {
            return Fail(child, $"CPU feature '{Shortened.Text(name)}' specified more than once.");
        }

        features.Add(new LibvirtCpuFeature(name, (LibvirtFeaturePolicy)policy));
        return true;
    }

    /// <summary>An empty element is as good as none, as for libvirt.</summary>
    private static string? TextOrNull(LibvirtElement child) => child.Text.Length > 0 ? child.Text : null;

    private bool IsFirst(LibvirtElement child) => _seen.Add(child.Name) || Fail(child, $"The element '{child.Name}' is given twice.");

    private bool TryTakeWord(LibvirtElement element, LibvirtNamedValue attribute, string[] words, out int value) =>
        LibvirtWords.TryFind(attribute.Value, words, absent: 0, out value, out string? expected)
        || Fail(element, $"'{Shortened.Text(attribute.Value)}' in attribute '{attribute.Name}' of '{element.Name}' is none of {expected}.");

    private bool TryTakeNumber(LibvirtElement element, string name, uint highest, out uint number)
    {
        number = 0;
        string? text = element.GetAttribute(name);
        return (text is not null && uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= highest)
            || Fail(element, string.Create(
                CultureInfo.InvariantCulture,
                $"The attribute '{name}' of '{element.Name}' is a number up to {highest}, not '{Shortened.Text(text ?? "")}'."));
    }

    private bool AllowsOnly(LibvirtElement element, params ReadOnlySpan<string> names)
    {
        if (!element.Children.IsEmpty)
        {
            return Fail(element, $"The element '{element.Name}' has no elements in it.");
        }

        foreach (LibvirtNamedValue attribute in element.Attributes)
        {
            if (!names.Contains(attribute.Name))
            {
                return Fail(element, $"The attribute '{Shortened.Text(attribute.Name)}' of '{element.Name}' is not known here.");
            }
        }

        return true;
    }

    private bool Fail(LibvirtElement element, string reason)
    {
        _fault = new LibvirtFault(element.Place, reason);
        return false;
    }
}
