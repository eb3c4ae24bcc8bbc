using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using static CpuFacility.Libvirt.LibvirtSchemaElement;

namespace CpuFacility.Libvirt;

/// <summary>
/// libvirt's schema of <c>&lt;cpu&gt;</c> (<c>cputypes.rng</c>), to which <c>virsh cpu-compare --validate</c> holds a definition. It is narrower
/// than the parser: what it has no rule for is refused.
/// </summary>
internal static class LibvirtCpuSchema
{
    private static readonly Predicate<string> Text = static _ => true;
    private static readonly Predicate<string> VendorId = Pattern("[^,]{12}");
    private static readonly Predicate<string> GuestFeature = Pattern(@"[a-zA-Z0-9\-_.]+");
    private static readonly Predicate<string> HostFeature = Pattern(@"[a-zA-Z0-9\-_]+");
    private static readonly Predicate<string> Unit = Pattern("[bB]([yY][tT][eE][sS]?)?|[kKmMgGtTpPeE]([iI]?[bB])?");
    private static readonly Predicate<string> Processors = Pattern(@"([0-9]+(-[0-9]+)?|\^[0-9]+)(,([0-9]+(-[0-9]+)?|\^[0-9]+))*");
    private static readonly Predicate<string> YesNo = Words("yes", "no");
    private static readonly Predicate<string> Positive = static value => UnsignedInt(value) && value.Any(static digit => digit is not '0');

    private static readonly LibvirtSchemaElement Topology = new("topology",
    [
        new("sockets", Positive), new("dies", Positive, IsRequired: false), new("clusters", Positive, IsRequired: false), new("cores", Positive), new("threads", Positive),
    ]);

    private static readonly LibvirtSchemaElement PhysicalAddress = new("maxphysaddr",
        [new("mode", Words("emulate", "passthrough")), new("bits", UnsignedInt, IsRequired: false), new("limit", UnsignedInt, IsRequired: false)]);

    private static readonly LibvirtSchemaElement Guest = new("cpu",
        [
            new("mode", Words(LibvirtWords.Modes), IsRequired: false),
            new("match", Words(LibvirtWords.Matches), IsRequired: false),
            new("check", Words("none", "partial", "full"), IsRequired: false),
            new("migratable", Words("on", "off"), IsRequired: false),
            new("deprecated_features", Words("on", "off"), IsRequired: false),
        ],
        [
            new LibvirtSchemaElement(
                "model",
                [new("fallback", Words("allow", "forbid"), IsRequired: false), new("vendor_id", VendorId, IsRequired: false)],
                text: Text).Optional,
            new LibvirtSchemaElement("vendor", text: Text).Optional,
            Topology.Optional,
            new LibvirtSchemaElement("feature", [new("policy", Words(LibvirtWords.Policies)), new("name", GuestFeature)]).Any,
            CreateNuma().Optional,
            new LibvirtSchemaElement(
                "cache", [new("level", Words("1", "2", "3"), IsRequired: false), new("mode", Words("emulate", "passthrough", "disable"))]).Optional,
            PhysicalAddress.Optional,
        ]);

    private static readonly LibvirtSchemaElement Host = new("cpu", children:
    [
        new LibvirtSchemaElement("arch", text: LibvirtArchitectureNames.Known.Contains).Once,
        new LibvirtSchemaElement("features", children: [.. new[] { "pae", "nonpae", "vmx", "svm" }.Select(static name => new LibvirtSchemaElement(name).Optional)]).Optional,
        new LibvirtSchemaElement("model", text: Text).Optional,
        new LibvirtSchemaElement("vendor", text: Text).Optional,
        new LibvirtSchemaElement("microcode", [new("version", Positive)]).Optional,
        new LibvirtSchemaElement("signature", [new("family", Positive), new("model", UnsignedInt), new("stepping", UnsignedInt)]).Optional,
        new LibvirtSchemaElement("counter", [new("name", Text), new("frequency", Positive), new("scaling", YesNo)]).Optional,
        Topology.Optional,
        PhysicalAddress.Optional,
        new LibvirtSchemaElement("feature", [new("name", HostFeature)]).Any,
        new LibvirtSchemaElement("pages", [new("unit", Unit, IsRequired: false), new("size", UnsignedInt)]).Any,
    ]);

    /// <summary>Whether an element keeps to the schema of a guest's or of a host's CPU.</summary>
    public static bool IsValid(LibvirtElement element, [NotNullWhen(false)] out string? fault) =>
        (element.Find("arch") is null ? Guest : Host).Allows(element, out fault);

    private static LibvirtSchemaElement CreateNuma()
    {
        AttributeRule[] amount = [new("value", UnsignedInt), new("unit", Unit)];
        AttributeRule[] path = [new("initiator", UnsignedInt), new("target", UnsignedInt), new("cache", UnsignedInt, IsRequired: false), new("type", Words("access", "read", "write"))];
        LibvirtSchemaElement sibling = new("sibling", [new("id", UnsignedInt), new("value", static value => UnsignedInt(value) && Number(value) is >= 10 and <= 255)]);
        LibvirtSchemaElement cache = new(
            "cache",
            [
                new("level", UnsignedInt),
                new("associativity", Words("none", "direct", "full")),
                new("policy", Words("none", "writeback", "writethrough")),
            ],
            [new LibvirtSchemaElement("size", amount).Once, new LibvirtSchemaElement("line", amount).Once]);
        LibvirtSchemaElement cell = new(
            "cell",
            [
                new("id", UnsignedInt, IsRequired: false),
                new("cpus", Processors, IsRequired: false),
                new("memory", static value => NumberText.TryParse(value, NumberStyles.None, out ulong _)),
                new("unit", Unit, IsRequired: false),
                new("memAccess", Words("shared", "private"), IsRequired: false),
                new("discard", YesNo, IsRequired: false),
            ],
            [new LibvirtSchemaElement("distances", children: [sibling.OneOrMore]).Optional, cache.Any]);
        LibvirtSchemaElement connections = new("interconnects", children:
        [
            new LibvirtSchemaElement("latency", [.. path, new("value", UnsignedInt)]).Any,
            new LibvirtSchemaElement("bandwidth", [.. path, .. amount]).Any,
        ]);
        return new("numa", children: [cell.OneOrMore, connections.Optional]);
    }

    private static Predicate<string> Pattern(string pattern) => new Regex($@"\A(?:{pattern})\z", RegexOptions.Singleline).IsMatch;

    private static Predicate<string> Words(params string[] words) => words.Contains;

    private static bool UnsignedInt(string value) => Number(value) is not null;

    private static uint? Number(string value) =>
        NumberText.TryParse(value, NumberStyles.None, out uint number) ? number : null;
}
