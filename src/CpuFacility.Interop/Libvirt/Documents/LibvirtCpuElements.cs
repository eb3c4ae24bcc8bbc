using System.Diagnostics.CodeAnalysis;

namespace CpuFacility.Libvirt;

/// <summary>
/// Elements of <c>&lt;cpu&gt;</c> that the library keeps as they are, with what libvirt refuses in them. Of several, libvirt looks at the first alone.
/// </summary>
internal static class LibvirtCpuElements
{
    private const int HighestCacheLevel = 3;

    private static readonly string[] CacheModes = ["emulate", "passthrough", "disable"];
    private static readonly string[] AddressSizeModes = ["emulate", "passthrough"];
    private static readonly string[] Answers = ["no", "yes"];

    public delegate bool Checker(
        LibvirtElement cpu, [NotNullWhen(false)] out LibvirtElement? wrong, [NotNullWhen(false)] out string? fault);

    /// <summary>Nothing may be zero; libvirt 9.0 knows no clusters and does not look at them.</summary>
    public static bool CheckTopology(LibvirtElement cpu, [NotNullWhen(false)] out LibvirtElement? wrong, [NotNullWhen(false)] out string? fault)
    {
        fault = null;
        wrong = Find(cpu, "topology").FirstOrDefault();
        if (wrong is null)
        {
            return true;
        }

        var attributes = new LibvirtAttributes(wrong, cpu);
        return attributes.TryTakeCount("sockets", isRequired: true, out fault)
            && attributes.TryTakeCount("dies", isRequired: false, out fault)
            && attributes.TryTakeCount("cores", isRequired: true, out fault)
            && attributes.TryTakeCount("threads", isRequired: true, out fault);
    }

    /// <summary>Only hosts have counters, and only that of the name <c>tsc</c> is looked at.</summary>
    public static bool CheckCounter(LibvirtElement cpu, [NotNullWhen(false)] out LibvirtElement? wrong, [NotNullWhen(false)] out string? fault)
    {
        fault = null;
        wrong = Find(cpu, "counter").FirstOrDefault(static counter => counter.GetAttribute("name") == "tsc");
        if (wrong is null)
        {
            return true;
        }

        var attributes = new LibvirtAttributes(wrong, cpu);
        return attributes.TryTakeNumber("frequency", ulong.MaxValue, isRequired: true, out _, out fault)
            && attributes.TryTakeWord("scaling", Answers, absent: 0, out _, out fault);
    }

    public static bool CheckCache(LibvirtElement cpu, [NotNullWhen(false)] out LibvirtElement? wrong, [NotNullWhen(false)] out string? fault)
    {
        fault = null;
        LibvirtElement[] caches = [.. Find(cpu, "cache")];
        wrong = caches.FirstOrDefault();
        if (wrong is null)
        {
            return true;
        }

        if (caches.Length > 1)
        {
            wrong = caches[1];
            fault = "XML error: at most one CPU cache element may be specified";
            return false;
        }

        var attributes = new LibvirtAttributes(wrong, cpu);
        if (!attributes.TryTakeSigned("level", out int? level, out fault))
        {
            return false;
        }

        if (level is < 1 or > HighestCacheLevel)
        {
            fault = string.Create(null, $"XML error: invalid CPU cache level, must be in range [1,{HighestCacheLevel}]");
            return false;
        }

        return attributes.TryRequireWord("mode", CacheModes, out fault);
    }

    /// <summary>The element <c>maxphysaddr</c>.</summary>
    public static bool CheckAddressSize(LibvirtElement cpu, [NotNullWhen(false)] out LibvirtElement? wrong, [NotNullWhen(false)] out string? fault)
    {
        fault = null;
        wrong = Find(cpu, "maxphysaddr").FirstOrDefault();
        if (wrong is null)
        {
            return true;
        }

        var attributes = new LibvirtAttributes(wrong, cpu);
        return attributes.TryRequireWord("mode", AddressSizeModes, out fault) && attributes.TryTakeSigned("bits", out _, out fault);
    }

    private static IEnumerable<LibvirtElement> Find(LibvirtElement cpu, string name) =>
        cpu.Children.Where(child => child.Name == name && child.IsPlain);
}
