using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CpuFacility.X86;

namespace CpuFacility.Linux;

public sealed partial class X86CpuInfo
{
    /// <summary>What the kernel writes for what it does not know.</summary>
    private const string Unknown = "unknown";

    /// <summary>Vendors whose processors have AMD's virtualization.</summary>
    private static bool HasSvm(string vendor) => vendor is "AuthenticAMD" or "HygonGenuine";

    private static bool TryCreate(
        X86CpuInfoProcessors lines, int end, [NotNullWhen(true)] out X86CpuInfo? info, out FacilityFormatError error)
    {
        info = null;
        if (lines["flags"] is not string flags)
        {
            error = new FacilityFormatError(end, "The first processor has no line 'flags'.");
            return false;
        }

        if (!TryReadVendor(lines, out string vendor, out error)
            || !TryReadNumber(lines, "cpu family", X86Signature.HighestFamily, out int? family, out error)
            || !TryReadNumber(lines, "model", byte.MaxValue, out int? model, out error)
            || !TryReadNumber(lines, "stepping", 15, out int? stepping, out error)
            || !TryReadMicrocode(lines, out uint? microcode, out error)
            || !TryReadSizes(lines, out int? physical, out int? linear, out error))
        {
            return false;
        }

        string? vmxFlags = lines["vmx flags"];
        FacilitySet found = Find(
            flags,
            (string word, out Facility facility) => LinuxX86Names.TryFindFlag(word, HasSvm(vendor), out facility),
            out ImmutableArray<string> unknown);
        FacilitySet vmx = Find(vmxFlags ?? "", LinuxX86Names.TryFindVmxFlag, out ImmutableArray<string> unknownVmx);
        FacilitySet facilities = found.Union(vmx);
        bool speaksOfVmx = vmxFlags is not null || !found.Contains(X86Facility.Vmx.Index);
        FacilitySet reported = LinuxX86Names.InFlags.Union(facilities);
        info = new X86CpuInfo(
            new X86Identity(vendor, family is int f && model is int m && stepping is int s ? new X86Signature(f, m, s) : null),
            facilities,
            speaksOfVmx ? reported.Union(LinuxX86Names.InVmxFlags) : reported)
        {
            BrandString = lines["model name"] is string name && name != Unknown ? name : "",
            Microcode = microcode,
            PhysicalAddressBits = physical,
            LinearAddressBits = linear,
            UnknownNames = unknown,
            UnknownVmxNames = unknownVmx,
            Bugs = [.. (lines["bugs"] ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            ProcessorCount = lines.Count,
            Differences = lines.Differences,
        };
        return true;
    }

    private static FacilitySet Find(string words, TryFindWord tryFind, out ImmutableArray<string> unknown)
    {
        var found = default(FacilitySet.Builder);
        var others = ImmutableArray.CreateBuilder<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(seen.Add))
        {
            if (tryFind(word, out Facility facility))
            {
                found.Add(facility.Index);
            }
            else
            {
                others.Add(word);
            }
        }

        unknown = others.ToImmutable();
        return found.ToFacilitySet();
    }

    /// <summary>Some vendors' twelve characters begin or end with spaces, which an editor may have taken away.</summary>
    private static bool TryReadVendor(X86CpuInfoProcessors lines, out string vendor, out FacilityFormatError error)
    {
        error = default;
        string raw = lines.GetRaw("vendor_id") ?? "";
        string trimmed = raw.Trim();
        vendor = X86Vendor.All.FirstOrDefault(known => known.Signature.Trim() == trimmed)?.Signature
            ?? (trimmed == Unknown ? "" : raw.Length == X86Vendor.SignatureLength ? raw : trimmed);
        if (vendor.Length is not (0 or X86Vendor.SignatureLength) || vendor.Any(static c => c is < ' ' or > '~'))
        {
            error = Fault(lines, "vendor_id", $"is no vendor: that is {X86Vendor.SignatureLength} characters of ASCII");
            vendor = "";
        }

        return error == default;
    }

    private static bool TryReadNumber(X86CpuInfoProcessors lines, string key, int highest, out int? number, out FacilityFormatError error)
    {
        number = null;
        error = default;
        if (lines[key] is string text && text != Unknown)
        {
            bool isNumber = NumberText.TryParse(text, NumberStyles.None, out int value) && value <= highest;
            number = value;
            error = isNumber ? default : Fault(lines, key, $"is no number from 0 to {highest}");
        }

        return error == default;
    }

    private static bool TryReadMicrocode(X86CpuInfoProcessors lines, out uint? microcode, out FacilityFormatError error)
    {
        microcode = null;
        error = default;
        if (lines["microcode"] is string text && text != Unknown)
        {
            uint value = 0;
            bool isNumber = text.StartsWith("0x", StringComparison.Ordinal)
                && NumberText.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, out value);
            microcode = value;
            error = isNumber ? default : Fault(lines, "microcode", "is no revision of 32 bits, such as 0x1000065");
        }

        return error == default;
    }

    private static bool TryReadSizes(X86CpuInfoProcessors lines, out int? physical, out int? linear, out FacilityFormatError error)
    {
        const string Key = "address sizes";
        (physical, linear, error) = (null, null, default);
        if (lines[Key] is string text)
        {
            string[] words = text.Split(' ');
            bool isWellFormed = words is [_, "bits", "physical,", _, "bits", "virtual"]
                & NumberText.TryParse(words[0], NumberStyles.None, out byte first)
                & NumberText.TryParse(words.Length > 3 ? words[3] : "", NumberStyles.None, out byte second);
            (physical, linear) = (first, second);
            error = isWellFormed ? default : Fault(lines, Key, "is no pair of sizes, such as '48 bits physical, 48 bits virtual'");
        }

        return error == default;
    }

    private static FacilityFormatError Fault(X86CpuInfoProcessors lines, string key, string rule)
    {
        string value = lines[key] ?? "";
        return new FacilityFormatError(
            lines.PositionOf(key), string.Create(null, $"'{(value.Length <= 40 ? value : value[..40])}' in line '{key}' {rule}."));
    }

    private delegate bool TryFindWord(string word, out Facility facility);
}
