using System.Collections.Immutable;
using System.Text;
using CpuFacility.Qemu;

namespace CpuFacility.Libvirt;

/// <content>Model, vendor and features.</content>
internal sealed partial class LibvirtCpuReader
{
    private bool TryTakeModel(bool isNeeded, ref LibvirtCpu made)
    {
        LibvirtElement? model = Take("model");
        made = made with { Model = TextOrNull(model) };
        if (made.Model is null && isNeeded)
        {
            return Fail(_cpu, "XML error: Missing CPU model name");
        }

        if (model is not null && (_isHost || made.Mode is LibvirtCpuMode.HostPassthrough or LibvirtCpuMode.Maximum))
        {
            // Oddity: whoever gets the host's CPU may say anything here, right or wrong.
            Ignore(model);
        }
        else if (model is not null)
        {
            // Without regard to namespaces, unlike other attributes; an empty one is none.
            string fallback = model.GetAttribute("fallback") is { Length: > 0 } word ? word : LibvirtWords.Fallbacks[0];
            string? vendorId = model.GetAttribute("vendor_id") is { Length: > 0 } id ? id : null;
            int found = Array.IndexOf(LibvirtWords.Fallbacks, fallback);
            if (found < 0)
            {
                return Fail(model, $"unsupported configuration: Invalid fallback attribute{LibvirtAttributes.Expected(LibvirtWords.Fallbacks)}");
            }

            made = made with { Fallback = (LibvirtFallback)found, VendorId = vendorId };
            if (vendorId is not null && Encoding.UTF8.GetByteCount(vendorId) != LibvirtCpu.VendorIdLength)
            {
                return Fail(model, string.Create(null, $"XML error: vendor_id must be exactly {LibvirtCpu.VendorIdLength} characters long"));
            }

            if (vendorId?.Contains(',', StringComparison.Ordinal) ?? false)
            {
                return Fail(model, "XML error: vendor id is invalid");
            }

            Ignore(model, "fallback", "vendor_id");
        }

        LibvirtElement? vendor = Take("vendor");
        made = made with { Vendor = TextOrNull(vendor) };
        if (vendor is not null)
        {
            Ignore(vendor);
        }

        return made.Vendor is null || made.Model is not null || Fail(vendor!, "XML error: CPU vendor specified without CPU model");
    }

    private bool TryTakeFeatures(ref LibvirtCpu made)
    {
        var features = ImmutableArray.CreateBuilder<LibvirtCpuFeature>();
        var names = new HashSet<string>();
        foreach (LibvirtElement child in _cpu.Children)
        {
            if (child.Name != "feature" || !child.IsPlain)
            {
                continue;
            }

            if (made.Model is null && made.Type == LibvirtCpuType.Guest && made.Mode == LibvirtCpuMode.Custom)
            {
                return Fail(child, "XML error: Non-empty feature list specified without CPU model");
            }

            var attributes = new LibvirtAttributes(child, _cpu);
            int policy = (int)LibvirtFeaturePolicy.Require;
            if (!_isHost && attributes.Get("policy") is string word && (policy = Array.IndexOf(LibvirtWords.Policies, word)) < 0)
            {
                return Fail(child, $"unsupported configuration: Invalid CPU feature policy{LibvirtAttributes.Expected(LibvirtWords.Policies)}");
            }

            if (attributes.Get("name") is not { Length: > 0 } name)
            {
                return Fail(child, "XML error: Invalid CPU feature name");
            }

            if (!names.Add(name))
            {
                return Fail(child, $"XML error: CPU feature '{Shortened.Text(name)}' specified more than once");
            }

            _taken.Add(child);
            Ignore(child, _isHost ? ["name"] : ["name", "policy"]);
            features.Add(new LibvirtCpuFeature(name, (LibvirtFeaturePolicy)policy));
        }

        made = made with { Features = features.DrainToImmutable() };
        return true;
    }

    /// <summary>An empty element is as good as none, as for libvirt.</summary>
    private static string? TextOrNull(LibvirtElement? element) => element?.Content is { Length: > 0 } text ? text : null;
}
