using System.Globalization;
using System.Xml.Linq;
using CpuFacility.Testing;
using CpuFacility.X86;

namespace CpuFacility.Tests.Architectures.X86.Cpuid;

/// <summary>The tables of real processors in the folder beside the repository.</summary>
internal static class CpuidDumps
{
    public static IReadOnlyList<(string Name, CpuidData Table)> ReadAll()
    {
        string folder = SharedFolder.Require("conformance", "libvirt-9.0", "data");
        var all = new List<(string, CpuidData)>();
        foreach (string file in Directory.EnumerateFiles(folder, "x86_64-cpuid-*.xml").Order(StringComparer.Ordinal))
        {
            foreach (XElement data in XDocument.Load(file).Descendants("cpudata"))
            {
                all.Add((Path.GetFileNameWithoutExtension(file), Read(data)));
            }
        }

        // As many processors as there are files without a suffix, and what QEMU made of them.
        Assert.InRange(all.Count, 60, 1_000);
        return all;
    }

    public static CpuidData Read(string name) => ReadAll().First(dump => dump.Name == "x86_64-cpuid-" + name).Table;

    private static CpuidData Read(XElement data)
    {
        var builder = new CpuidData.Builder();
        foreach (XElement line in data.Elements("cpuid"))
        {
            var registers = new CpuidRegisters(Number(line, "eax"), Number(line, "ebx"), Number(line, "ecx"), Number(line, "edx"));
            builder.Set(Number(line, "eax_in"), Number(line, "ecx_in"), registers);
        }

        foreach (XElement msr in data.Elements("msr"))
        {
            builder.TryAddMsr(Number(msr, "index"), (ulong)Number(msr, "edx") << 32 | Number(msr, "eax"), out _);
        }

        return builder.ToCpuidData();
    }

    private static uint Number(XElement element, string attribute) => element.Attribute(attribute) is XAttribute value
        ? uint.Parse(value.Value.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
        : 0;
}
