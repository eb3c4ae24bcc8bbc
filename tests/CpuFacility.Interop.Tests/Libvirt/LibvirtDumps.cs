using System.Text.Json;
using CpuFacility.Testing;

namespace CpuFacility.Interop.Tests.Libvirt;

/// <summary>The CPUID dumps of real processors in libvirt's own tests, where the shared folder has them.</summary>
internal static class LibvirtDumps
{
    /// <summary>The cases of a kind: the text of the dump, the text that libvirt expects, and a name.</summary>
    public static IReadOnlyList<(string Name, string Dump, string Expected)> ReadCases(string kind)
    {
        using JsonDocument cases = JsonDocument.Parse(File.ReadAllText(SharedFolder.Require("conformance", "libvirt-9.0", "cases.json")));
        return [.. cases.RootElement.GetProperty("cases").EnumerateArray()
            .Where(row => row.GetProperty("kind").GetString() == kind)
            .Select(static row => (
                row.GetProperty("id").GetString()!,
                ReadFile(row.GetProperty("inputs").GetProperty("cpuid").GetString()!),
                ReadFile(row.GetProperty("expected_output").GetString()!)))];
    }

    /// <summary>All files with CPUID data, those of features that QEMU switched on and off among them.</summary>
    public static IReadOnlyList<(string Name, string Text)> ReadAll() =>
        [.. Directory.GetFiles(SharedFolder.Require("conformance", "libvirt-9.0", "data"), "x86_64-cpuid-*.xml")
            .Order(StringComparer.Ordinal)
            .Select(static file => (Path.GetFileName(file), File.ReadAllText(file)))
            .Where(static file => file.Item2.Contains("<cpudata", StringComparison.Ordinal))];

    private static string ReadFile(string name) => File.ReadAllText(SharedFolder.Require("conformance", "libvirt-9.0", "data", name));
}
