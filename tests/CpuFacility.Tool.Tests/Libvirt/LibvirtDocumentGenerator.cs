using System.Globalization;
using System.Security;
using System.Text;
using CpuFacility.Libvirt;
using CpuFacility.X86;

namespace CpuFacility.Tool.Tests.Libvirt;

/// <summary>
/// Makes files such as virsh's commands on CPUs take: one or more definitions, most of them sound, others wrong in one of the ways in which
/// people and programs get them wrong. The same seed gives the same files.
/// </summary>
internal sealed class LibvirtDocumentGenerator(int seed, bool hostsOnly)
{
    private static readonly string[] Models = [.. LibvirtEdition.Old.GetModels("x86_64")];
    private static readonly string[] Features = ListFeatures();
    private static readonly string[] PowerModels = ["POWER6", "POWER7", "POWER8", "POWER9", "POWER10", "POWERPC_e5500", "POWER7_v2.1", "POWER11"];
    private static readonly string[] Vendors = ["Intel", "AMD", "Hygon", "IBM", "Nobody", "intel", ""];
    private static readonly string[] Policies = ["force", "require", "optional", "disable", "forbid"];

    private readonly Random _random = new(seed);

    /// <summary>Models and features that a host has, which most files keep to when there are any: else hardly one could run.</summary>
    public (string[] Models, string[] Features) Host { get; init; } = ([], []);

    public string Next()
    {
        int count = _random.Next(10) switch { < 3 => 1, < 7 => 2, < 9 => 3, _ => 4 };
        string architecture = _random.Next(100) switch { < 84 => "x86_64", < 87 => "i686", < 92 => "ppc64", < 94 => "ppc64le", < 96 => "s390x", < 98 => "aarch64", < 99 => "mips", _ => "x86" };

        // Definitions have more to do with each other if they share a model.
        bool isForHost = Host.Models.Length > 0 && Chance(65);
        string? shared = isForHost ? Pick(Host.Models) : Chance(35) ? Pick(Models) : null;
        var text = new StringBuilder();
        for (int i = 0; i < count; i++)
        {
            string own = Chance(3) ? Pick(["x86_64", "ppc64", "s390x"]) : architecture;
            text.Append(Wrap(Cpu(own, shared, isForHost ? Host.Features : Features)));
        }

        return Chance(4) ? Damage(text.ToString()) : Chance(5) ? $"<?xml version='1.0' encoding='UTF-8'?>\n{text}" : text.ToString();
    }

    private string Cpu(string architecture, string? shared, string[] features)
    {
        bool isHost = hostsOnly ? !Chance(2) : Chance(25);
        bool isPower = architecture.StartsWith("ppc", StringComparison.Ordinal);
        var text = new StringBuilder("<cpu");
        if (!isHost || Chance(2))
        {
            Attributes(text);
        }

        text.Append(">\n");
        var parts = new List<string>();
        if (isHost)
        {
            parts.Add($"<arch>{architecture}</arch>");
        }

        string? model = Chance(2) ? null : isPower ? Pick(PowerModels) : shared is not null && Chance(85) ? shared : Chance(2) ? Pick(["Nothing", "haswell", " 486 ", ""]) : Pick(Models);
        if (model is not null)
        {
            parts.Add($"<model{(isHost && !Chance(2) ? "" : ModelAttributes())}>{model}</model>");
        }

        if (Chance(isPower ? 20 : 35))
        {
            parts.Add($"<vendor>{(Chance(75) && model is not null && VendorOf(model) is string own ? own : Pick(Vendors))}</vendor>");
        }

        if (!isPower || Chance(10))
        {
            AddFeatures(parts, isHost, features);
        }

        if (Chance(15))
        {
            parts.Add(Extra());
        }

        if (Chance(8))
        {
            parts = [.. parts.OrderBy(_ => _random.Next())];
        }

        return text.AppendJoin("\n", parts).Append("\n</cpu>\n").ToString();
    }

    private void Attributes(StringBuilder text)
    {
        Attribute(text, 25, "mode", ["custom", "custom", "custom", "host-model", "host-passthrough", "maximum", "none", ""]);
        Attribute(text, 40, "match", ["exact", "exact", "minimum", "strict", "strict", "loose"]);
        Attribute(text, 8, "check", ["none", "partial", "full", "half"]);
        Attribute(text, 3, "migratable", ["on", "off", "yes"]);
        Attribute(text, 2, "colour", ["red"]);
    }

    private string ModelAttributes()
    {
        var text = new StringBuilder();
        Attribute(text, 40, "fallback", ["allow", "forbid", "forbid", "never"]);
        Attribute(text, 5, "vendor_id", ["GenuineIntel", "AuthenticAMD", "short", "with,a comma", ""]);
        Attribute(text, 1, "colour", ["red"]);
        return text.ToString();
    }

    private void AddFeatures(List<string> parts, bool isHost, string[] features)
    {
        int count = Math.Min(features.Length, _random.Next(4) == 0 ? 0 : _random.Next(_random.Next(2) == 0 ? 4 : 25));
        var names = new HashSet<string>();
        while (names.Count < count)
        {
            names.Add(Pick(features));
        }

        List<string> listed = [.. names];
        if (Chance(3))
        {
            listed.Add(Pick(["nothing", "", "AES", "lahf-lm", "cmp-legacy"]));
        }

        if (listed.Count > 0 && Chance(2))
        {
            listed.Add(listed[0]);
        }

        foreach (string name in listed)
        {
            string policy = isHost && !Chance(3) ? "" : Chance(5) ? "" : $" policy='{(Chance(1) ? "maybe" : Policies[Chance(60) ? 1 + (2 * _random.Next(2)) : _random.Next(Policies.Length)])}'";
            parts.Add($"<feature{policy} name='{name}'/>");
        }

        if (Chance(1))
        {
            parts.Add("<feature policy='require'/>");
        }
    }

    private string Extra() => Pick(
    [
        "<topology sockets='1' cores='2' threads='1'/>",
        "<topology sockets='1' dies='2' cores='2' threads='2'/>",
        "<topology sockets='0' cores='2' threads='1'/>",
        "<topology sockets='1' cores='2'/>",
        "<topology sockets='x' cores='2' threads='1'/>",
        "<signature family='6' model='60' stepping='3'/>",
        "<signature family='6' model='60'/>",
        "<signature family='6' model='x' stepping='3'/>",
        "<microcode version='33'/>",
        "<microcode version='x'/>",
        "<microcode/>",
        "<counter name='tsc' frequency='2000000000' scaling='yes'/>",
        "<counter name='tsc' frequency='x' scaling='yes'/>",
        "<counter name='other' frequency='2000000000'/>",
        "<counter name='tsc'/>",
        "<pages unit='KiB' size='4'/>",
        "<maxphysaddr mode='emulate' bits='48'/>",
        "<maxphysaddr mode='passthrough'/>",
        "<maxphysaddr mode='other'/>",
        "<maxphysaddr bits='48'/>",
        "<cache mode='passthrough'/>",
        "<cache level='3' mode='emulate'/>",
        "<cache level='9' mode='emulate'/>",
        "<cache mode='other'/>",
        "<numa><cell id='0' cpus='0-1' memory='1024' unit='KiB'/></numa>",
        "<!-- a comment --><other attribute='1'><inner>text</inner></other>",
        "<model>pentium</model>",
        "<vendor>AMD</vendor>",
        "text",
        "<![CDATA[text]]>",
        "<arch>x86_64</arch>",
    ]);

    private string Wrap(string cpu) => _random.Next(40) switch
    {
        0 => $"<domain type='kvm'><name>guest</name>{cpu}</domain>\n",
        1 => $"<capabilities><host>{cpu}</host></capabilities>\n",
        2 => $"<other>{cpu}</other>\n",
        3 => $"<!-- here -->{cpu}",
        4 => $"<domainCapabilities><cpu><mode name='host-model' supported='yes'>{cpu[(cpu.IndexOf('>', StringComparison.Ordinal) + 1)..cpu.LastIndexOf("</cpu>", StringComparison.Ordinal)]}</mode></cpu></domainCapabilities>\n",
        5 when Chance(30) => $"<domainCapabilities><cpu><mode name='host-model' supported='no'/></cpu></domainCapabilities>\n",
        _ => cpu,
    };

    /// <summary>What editors and broken transfers leave.</summary>
    private string Damage(string text) => _random.Next(7) switch
    {
        0 => text[..(text.Length / 2)],
        1 => text.Replace("</cpu>", "", StringComparison.Ordinal),
        2 => text.Replace("'", "", StringComparison.Ordinal),
        3 => $"some text {text} and more",
        4 => "",
        5 => $"<!DOCTYPE cpu>{text}",
        _ => text.Replace("<cpu", "<CPU", StringComparison.Ordinal),
    };

    private void Attribute(StringBuilder text, int chance, string name, string[] values)
    {
        if (Chance(chance))
        {
            text.Append(CultureInfo.InvariantCulture, $" {name}='{SecurityElement.Escape(Pick(values))}'");
        }
    }

    private static string? VendorOf(string model) =>
        X86Editions.OldLibvirt.TryFindDefinition(model, out CpuModelDefinition? definition) && ((X86Identity)definition.Identity).Vendor is { Length: > 0 } signature
            ? signature switch { "GenuineIntel" => "Intel", "AuthenticAMD" => "AMD", _ => "Hygon" }
            : null;

    private static string[] ListFeatures()
    {
        CpuModelRegistry registry = X86Editions.OldLibvirt;
        return [.. registry.Vocabulary.Summarize(registry.Vocabulary.Known).ToImmutableArray().Select(static term => term.Name)];
    }

    private bool Chance(int percent) => _random.Next(100) < percent;

    private T Pick<T>(T[] values) => values[_random.Next(values.Length)];
}
