using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CpuFacility.Qemu;

namespace CpuFacility.Libvirt;

/// <summary>Makes domain capabilities of their root element.</summary>
internal sealed class LibvirtDomainCapabilitiesReader
{
    private readonly Dictionary<string, ImmutableArray<string>> _blockers = [];
    private LibvirtFault _fault;

    public static bool TryRead(
        LibvirtElement root, [NotNullWhen(true)] out LibvirtDomainCapabilities? capabilities, out LibvirtFault fault)
    {
        var reader = new LibvirtDomainCapabilitiesReader();
        bool isRead = reader.TryRead(root, out capabilities);
        fault = reader._fault;
        return isRead;
    }

    private bool TryRead(LibvirtElement root, [NotNullWhen(true)] out LibvirtDomainCapabilities? capabilities)
    {
        capabilities = null;
        var modes = ImmutableArray.CreateBuilder<LibvirtModeSupport>();
        ImmutableArray<LibvirtHypervisorModel> models = [];
        foreach (LibvirtElement element in root.Find("cpu")?.Children.Where(static child => child.Name == "mode") ?? [])
        {
            int supported = 0;
            if (!TryTakeWord(element, "name", LibvirtWords.Modes, -1, out int mode)
                || !TryTakeWord(element, "supported", ["no", "yes"], -1, out supported))
            {
                return false;
            }

            modes.Add(new LibvirtModeSupport((LibvirtCpuMode)mode, supported != 0));
            if (mode == (int)LibvirtCpuMode.Custom && supported != 0 && !TryReadModels(element, out models))
            {
                return false;
            }
        }

        LibvirtCpu? hostModel = null;
        if (LibvirtCpuPlaces.HostModels(root).FirstOrDefault() is LibvirtElement host && !LibvirtCpuReader.TryRead(host, type: null, needsModel: true, out hostModel, out _fault))
        {
            return false;
        }

        capabilities = new LibvirtDomainCapabilities(root, modes.ToImmutable(), hostModel, models);
        return true;
    }

    private bool TryReadModels(LibvirtElement mode, out ImmutableArray<LibvirtHypervisorModel> models)
    {
        models = [];
        foreach (LibvirtElement element in mode.Children.Where(static child => child.Name == "blockers"))
        {
            if (!TryReadBlockers(element))
            {
                return false;
            }
        }

        var found = ImmutableArray.CreateBuilder<LibvirtHypervisorModel>();
        var names = new HashSet<string>();
        foreach (LibvirtElement element in mode.Children.Where(static child => child.Name == "model"))
        {
            string name = element.Content.Trim();
            if (name.Length == 0 || !names.Add(name))
            {
                return Fail(element, name.Length == 0 ? "A model has no name." : $"Model '{Shortened.Text(name)}' is given twice.");
            }

            int deprecated = 0;
            if (!TryTakeWord(element, "usable", LibvirtWords.Usabilities, 0, out int usability)
                || !TryTakeWord(element, "deprecated", ["no", "yes"], 0, out deprecated))
            {
                return false;
            }

            string? vendor = element.GetAttribute("vendor");
            found.Add(new LibvirtHypervisorModel(name, _blockers.GetValueOrDefault(name, []))
            {
                Usability = (LibvirtUsability)usability,
                IsDeprecated = deprecated != 0,
                CanonicalName = element.GetAttribute("canonical"),
                Vendor = vendor == "unknown" ? null : vendor,
            });
        }

        models = found.ToImmutable();
        return true;
    }

    private bool TryReadBlockers(LibvirtElement element)
    {
        string? model = element.GetAttribute("model");
        if (model is null || _blockers.ContainsKey(model))
        {
            return Fail(element, "The element 'blockers' has no attribute 'model', or there are blockers of that model already.");
        }

        var names = ImmutableArray.CreateBuilder<string>(element.Children.Length);
        foreach (LibvirtElement feature in element.Children)
        {
            if (feature.Name != "feature" || feature.GetAttribute("name") is not { Length: > 0 } name)
            {
                return Fail(feature, "In 'blockers', only elements 'feature' with an attribute 'name' are expected.");
            }

            names.Add(name);
        }

        _blockers.Add(model, names.MoveToImmutable());
        return true;
    }

    private bool TryTakeWord(LibvirtElement element, string name, string[] words, int absent, out int value) =>
        LibvirtWords.TryFind(element.GetAttribute(name), words, absent, out value, out string? expected)
        || Fail(element, $"The attribute '{name}' of '{element.Name}' is one of {expected}, not '{Shortened.Text(element.GetAttribute(name) ?? "")}'.");

    private bool Fail(LibvirtElement element, string reason)
    {
        _fault = new LibvirtFault(element.Place, reason);
        return false;
    }
}
