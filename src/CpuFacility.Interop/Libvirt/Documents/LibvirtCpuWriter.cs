using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace CpuFacility.Libvirt;

/// <summary>Writes a definition in libvirt's order (<c>virCPUDefFormatBufFull</c>).</summary>
internal static class LibvirtCpuWriter
{
    /// <summary>What libvirt writes before the features; whatever else there is comes behind them.</summary>
    private static readonly string[] BeforeFeatures = ["microcode", "signature", "counter", "topology", "cache", "maxphysaddr"];

    /// <summary>Elements in the order in which they are written.</summary>
    public static ImmutableArray<LibvirtElement> Arrange(ImmutableArray<LibvirtElement> elements) =>
        elements.IsDefaultOrEmpty ? [] : [.. elements.OrderBy(static element =>
            Array.IndexOf(BeforeFeatures, element.Name) is int place && place >= 0 ? place : BeforeFeatures.Length)];

    public static string Write(LibvirtCpu cpu)
    {
        var text = new StringBuilder();
        LibvirtXml.Open(text, "cpu", level: 0);
        if (cpu.Type == LibvirtCpuType.Guest)
        {
            WriteGuestAttributes(text, cpu);
        }

        foreach (LibvirtNamedValue attribute in cpu.OtherAttributes)
        {
            LibvirtXml.Attribute(text, attribute.Name, attribute.Value);
        }

        int open = text.Length;
        text.Append(">\n");
        int start = text.Length;
        WriteIdentity(text, cpu);
        WriteOthers(text, cpu, beforeFeatures: true);
        foreach (LibvirtCpuFeature feature in cpu.Features)
        {
            LibvirtXml.Open(text, "feature", level: 1);
            if (cpu.Type == LibvirtCpuType.Guest)
            {
                LibvirtXml.Attribute(text, "policy", LibvirtWords.Of(feature.Policy));
            }

            LibvirtXml.Attribute(text, "name", feature.Name);
            LibvirtXml.Close(text, "feature", "");
        }

        WriteOthers(text, cpu, beforeFeatures: false);
        if (text.Length == start)
        {
            text.Length = open;
            LibvirtXml.Close(text, "cpu", "");
        }
        else
        {
            LibvirtXml.End(text, "cpu", level: 0);
        }

        return text.ToString();
    }

    private static void WriteGuestAttributes(StringBuilder text, LibvirtCpu cpu)
    {
        if (cpu.Mode != LibvirtCpuMode.Custom || cpu.Model is not null)
        {
            LibvirtXml.Attribute(text, "mode", LibvirtWords.Of(cpu.Mode));
        }

        // libvirt writes it for custom models alone; elsewhere it can only differ from the default if someone wrote it.
        if ((cpu.Model is not null && cpu.Mode == LibvirtCpuMode.Custom) || cpu.Match != LibvirtCpuMatch.Exact)
        {
            LibvirtXml.Attribute(text, "match", LibvirtWords.Of(cpu.Match));
        }

        if (cpu.Check != LibvirtCpuCheck.Default)
        {
            LibvirtXml.Attribute(text, "check", LibvirtWords.Of(cpu.Check));
        }

        if (cpu.IsMigratable is bool isMigratable)
        {
            LibvirtXml.Attribute(text, "migratable", LibvirtWords.Switches[isMigratable ? 1 : 0]);
        }
    }

    private static void WriteIdentity(StringBuilder text, LibvirtCpu cpu)
    {
        if (cpu.Architecture is not null && cpu.Type == LibvirtCpuType.Host)
        {
            WriteText(text, "arch", cpu.Architecture);
        }

        if (cpu.Model is not null || cpu.VendorId is not null || cpu.Fallback != LibvirtFallback.Allow)
        {
            LibvirtXml.Open(text, "model", level: 1);
            if (cpu.Type == LibvirtCpuType.Guest)
            {
                if (cpu.Model is not null || cpu.Fallback != LibvirtFallback.Allow)
                {
                    LibvirtXml.Attribute(text, "fallback", LibvirtWords.Of(cpu.Fallback));
                }

                if (cpu.VendorId is not null)
                {
                    LibvirtXml.Attribute(text, "vendor_id", cpu.VendorId);
                }
            }

            LibvirtXml.Close(text, "model", cpu.Model ?? "");
        }

        if (cpu.Vendor is not null)
        {
            WriteText(text, "vendor", cpu.Vendor);
        }

        CultureInfo culture = CultureInfo.InvariantCulture;
        if (cpu.Type == LibvirtCpuType.Host && cpu.Microcode is uint version)
        {
            text.Append(culture, $"  <microcode version='{version}'/>\n");
        }

        if (cpu.Type == LibvirtCpuType.Host && cpu.Signature is X86.X86Signature signature)
        {
            text.Append(culture, $"  <signature family='{signature.Family}' model='{signature.Model}' stepping='{signature.Stepping}'/>\n");
        }
    }

    private static void WriteOthers(StringBuilder text, LibvirtCpu cpu, bool beforeFeatures)
    {
        foreach (LibvirtElement element in cpu.OtherElements)
        {
            if (Array.IndexOf(BeforeFeatures, element.Name) >= 0 == beforeFeatures)
            {
                LibvirtXml.Write(text, element, level: 1);
            }
        }
    }

    private static void WriteText(StringBuilder text, string name, string value)
    {
        LibvirtXml.Open(text, name, level: 1);
        LibvirtXml.Close(text, name, value);
    }
}
