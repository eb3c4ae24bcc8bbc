using System.Globalization;
using CpuFacility.Testing;
using CpuFacility.X86;

namespace CpuFacility.Tests.Data;

/// <summary>Laws over all data that ship for x86, read from the generated tables and the data files alone.</summary>
public partial class X86DataTests
{
    private static readonly FacilityCatalog Catalog = X86Editions.Qemu.Catalog;
    private static readonly FacilityCatalogData Data = Catalog.Data;
    private static readonly string[] SetNames = ["features", "added", "removed"];

    public static TheoryData<string> Editions => [.. X86Editions.All.Select(static registry => registry.Edition)];

    [Fact]
    public void Tables_Sizes_AreThoseOfTheEditions()
    {
        Assert.Equal(418, Catalog.Count);
        Assert.Equal(45, Catalog.Blocks.Length);
        Assert.Equal(168, Data.Dependencies.Length);
        Assert.Equal(18, Data.Mirrors.Length);
        Assert.Equal((187, 176, 58), (X86Editions.Qemu.Definitions.Length, X86Editions.Libvirt.Definitions.Length, X86Editions.OldLibvirt.Definitions.Length));
        Assert.Equal((408, 400, 212), (X86Editions.Qemu.Vocabulary.Known.Count, X86Editions.Libvirt.Vocabulary.Known.Count, X86Editions.OldLibvirt.Vocabulary.Known.Count));
        Assert.All(X86Editions.All, static registry => Assert.Same(Catalog, registry.Catalog));
    }

    [Fact]
    public void Index_ReleasedFeatures_NeverChange()
    {
        string path = RepositoryFolder.Locate("tests", "CpuFacility.Tests", "Data", "x86-index.approved.txt");
        string[] now = [.. Data.Names.Select(static (name, index) => FormattableString.Invariant($"{index} {name}"))];
        if (Environment.GetEnvironmentVariable(ApprovedApi.ApproveVariable) == "1")
        {
            File.WriteAllLines(path, now);
        }

        Assert.Equal(File.ReadAllLines(path), now);
    }

    [Fact]
    public void Bits_EachFeature_HasItsOwnInItsBlock()
    {
        var seen = new HashSet<(uint Register, uint Leaf, uint Subleaf, short Bit)>();
        for (int i = 0; i < Catalog.Count; i++)
        {
            short block = Data.BlockNumbers[i];
            Assert.InRange(Data.Bits[i], 0, Data.Blocks[block].Bits - 1);
            Assert.True(seen.Add((X86Data.BlockRegister[block], X86Data.BlockLeaf[block], X86Data.BlockSubleaf[block], Data.Bits[i])), Data.Names[i]);
        }
    }

    [Fact]
    public void Blocks_Names_SayRegisterLeafAndSubleaf()
    {
        for (int i = 0; i < Data.Blocks.Length; i++)
        {
            string[] parts = Data.Blocks[i].Name.Split('_');
            uint leaf = uint.Parse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            bool isMsr = parts[0] == "MSR";
            Assert.Equal(leaf, X86Data.BlockLeaf[i]);
            Assert.Equal(isMsr ? 64 : 32, Data.Blocks[i].Bits);
            Assert.Equal(isMsr ? "MSR" : parts[^1], ((string[])["EAX", "EBX", "ECX", "EDX", "MSR"])[X86Data.BlockRegister[i]]);
            Assert.Equal(parts.Length == 4 ? uint.Parse(parts[2], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : 0, X86Data.BlockSubleaf[i]);
            Assert.False(Data.Blocks[i].MostSignificantFirst || Data.Blocks[i].VariableLength);
        }
    }

    /// <summary>An independent way to the sets: ancestors followed in the files, by name.</summary>
    [Theory]
    [MemberData(nameof(Editions))]
    public void Sets_EveryModel_AreThoseOfItsAncestorsWithItsChanges(string edition)
    {
        List<Dictionary<string, string>> models = CsvRows.Read(DataFile($"models.{edition}.csv"));
        Dictionary<string, string> ancestors = models.ToDictionary(static row => row["name"], static row => row["ancestor"]);
        ILookup<string, Dictionary<string, string>> changes = CsvRows.Read(DataFile($"changes.{edition}.csv")).ToLookup(static row => row["model"]);
        string[] names = edition == "qemu-11.1" ? X86Data.Qemu11_1.Names() : edition == "libvirt-12.8" ? X86Data.Libvirt12_8.Names() : X86Data.Libvirt9_0.Names();
        Assert.Equal(models.Select(static row => row["name"]), names);
        for (int i = 0; i < names.Length; i++)
        {
            FacilitySet[] emitted = [.. SetsOf(edition, i)];
            for (int set = 0; set < emitted.Length; set++)
            {
                HashSet<string> resolved = Resolve(names[i], SetNames[set]);
                Assert.Equal(resolved.Order(StringComparer.Ordinal), NamesOf(emitted[set]));
            }
        }

        HashSet<string> Resolve(string model, string set)
        {
            HashSet<string> features = ancestors[model].Length == 0 ? [] : Resolve(ancestors[model], set);
            foreach (Dictionary<string, string> change in changes[model].Where(change => change["set"] == set))
            {
                Assert.True(change["change"] == "add" ? features.Add(change["facility"]) : features.Remove(change["facility"]));
            }

            return features;
        }
    }

    /// <summary>Names of one system are not names in another: each dialect has its own, and nothing else.</summary>
    [Fact]
    public void Names_OfOneDialect_AreNotFoundInOthers()
    {
        Assert.True(Catalog.TryFind("cmt", out Facility cmt, FacilityDialect.Libvirt));
        Assert.True(Catalog.TryFind("cqm", out Facility cqm, FacilityDialect.Linux));
        Assert.Equal(cmt, cqm);
        Assert.False(Catalog.TryFind("cmt", out _, FacilityDialect.Qemu));
        Assert.False(Catalog.TryFind("cmt", out _, FacilityDialect.Linux));
        Assert.False(Catalog.TryFind("cqm", out _, FacilityDialect.Libvirt));
        Assert.False(X86Editions.Qemu.Vocabulary.TryFind("cmt", out _));
        Assert.True(X86Editions.Libvirt.Vocabulary.TryFind("cmt", out _));

        Assert.Equal<IEnumerable<string>>(["lahf-lm", "lahf_lm"], Catalog.GetNames(X86Facility.LahfLm, FacilityDialect.Qemu));
        Assert.Equal<IEnumerable<string>>(["lahf_lm"], Catalog.GetNames(X86Facility.LahfLm, FacilityDialect.Libvirt));
        Assert.Equal<IEnumerable<string>>(["lahf_lm"], Catalog.GetNames(X86Facility.LahfLm, FacilityDialect.Linux));
        Assert.False(Catalog.TryFind("lahf-lm", out _, FacilityDialect.Libvirt));
        Assert.Equal<IEnumerable<string>>(["pni", "sse3"], Catalog.GetNames(X86Facility.Pni, FacilityDialect.Qemu));
        Assert.False(Catalog.TryFind("sse3", out _, FacilityDialect.Libvirt));
        Assert.False(Catalog.TryFind("sse3", out _, FacilityDialect.Linux));
    }

    [Fact]
    public void Names_OfEveryDialect_FindTheirFeature()
    {
        foreach (FacilityDialect dialect in Enum.GetValues<FacilityDialect>())
        {
            int count = 0;
            for (int i = 0; i < Catalog.Count; i++)
            {
                foreach (string name in Catalog.GetNames(Catalog[i], dialect))
                {
                    Assert.True(Catalog.TryFind(name, out Facility found, dialect), name);
                    Assert.Equal(Catalog[i], found);
                    count++;
                }
            }

            // 408 names of QEMU with 30 aliases; libvirt has one name for a feature; Linux has 195.
            Assert.Equal(dialect switch { FacilityDialect.Qemu => 408 + 30, FacilityDialect.Libvirt => 400, _ => 195 }, count);
        }
    }

    private static FacilitySet[] SetsOf(string edition, int model) => edition switch
    {
        "qemu-11.1" => [.. X86Data.Qemu11_1.Sets.Slice(X86Data.Qemu11_1.SetRow[model] * 3, 3)],
        "libvirt-12.8" => [.. X86Data.Libvirt12_8.Sets.Slice(X86Data.Libvirt12_8.SetRow[model] * 3, 3)],
        _ => [.. X86Data.Libvirt9_0.Sets.Slice(X86Data.Libvirt9_0.SetRow[model] * 3, 3)],
    };

    private static string DataFile(string name) =>
        RepositoryFolder.Locate("src", "CpuFacility", "Architectures", "X86", "Data", name);

    /// <summary>The catalog's names of a set, sorted.</summary>
    private static IEnumerable<string> NamesOf(FacilitySet set) => set.ToArray().Select(static index => Data.Names[index]).Order(StringComparer.Ordinal);
}
