using System.Globalization;
using CpuFacility.Microarchitectures;
using CpuFacility.Testing;

namespace CpuFacility.Tests.Microarchitectures;

/// <summary>The graph: laws over all of it, and the table beside the facts that it comes from.</summary>
public class MicroarchitectureGraphTests
{
    [Fact]
    public void All_Table_HasTheSizeOfArchspecs()
    {
        Assert.Equal(78, MicroarchitectureGraph.All.Length);
        Assert.Equal(11, MicroarchitectureGraph.All.Count(static target => target.Parents.IsEmpty));
        Assert.Equal(17, MicroarchitectureGraph.All.Count(static target => target.Parents.Length == 2));
        Assert.Equal(78, MicroarchitectureGraph.All.Select(static target => target.Name).Distinct().Count());
        Assert.Equal(234, MicroarchitectureFeatures.Count);
    }

    [Fact]
    public void All_EachTarget_IsOfTheFamilyOfItsOnlyRoot()
    {
        foreach (Microarchitecture target in MicroarchitectureGraph.All)
        {
            Microarchitecture[] roots = [.. target.GetAncestors().Append(target).Where(static ancestor => ancestor.Parents.IsEmpty)];
            Assert.Equal(target.Family, Assert.Single(roots).Name);
            Assert.True(target.Level.IsGeneric && (target.Level == target || target.DescendsFrom(target.Level)));
            Assert.False(target.DescendsFrom(target));
            Assert.All(target.Parents, parent => Assert.True(target.DescendsFrom(parent) && target.Generation >= parent.Generation));
        }
    }

    /// <summary>One child is listed without a feature of its parent; a newer table that mends it should be seen here.</summary>
    [Fact]
    public void All_EachChild_HasTheFeaturesOfItsParentsButOne()
    {
        (string, string)[] lacks =
        [
            .. from target in MicroarchitectureGraph.All
               from parent in target.Parents
               from name in MicroarchitectureFeatures.GetNames(parent.Features.Except(target.Features))
               select (target.Name, name),
        ];
        Assert.Equal([("core2", "sse3")], lacks);
    }

    [Theory]
    [InlineData("haswell", "x86_64_v3")]
    [InlineData("nehalem", "x86_64_v2")]
    [InlineData("core2", "x86_64")]
    [InlineData("zen4", "x86_64_v4")]
    [InlineData("x86_64_v2", "x86_64_v2")]
    [InlineData("neoverse_n1", "armv8.2a")]
    [InlineData("neoverse_v3ae", "armv9.2a")]
    [InlineData("m3", "armv8.6a")]
    [InlineData("power9le", "ppc64le")]
    [InlineData("pentium4", "x86")]
    public void Level_Target_IsTheHighestGenericOne(string name, string level) => Assert.Equal(level, MicroarchitectureGraph.Get(name).Level.Name);

    [Theory]
    [InlineData("core2", "sse3", true)]
    [InlineData("core2", "sse4.1", false)]
    [InlineData("nehalem", "sse4.1", true)]
    [InlineData("skylake_avx512", "avx512", true)]
    [InlineData("skylake", "avx512", false)]
    [InlineData("cortex_a72", "neon", true)]
    [InlineData("haswell", "neon", false)]
    [InlineData("power8le", "altivec", true)]
    [InlineData("power8le", "fma", true)]
    [InlineData("haswell", "fma", true)]
    [InlineData("nehalem", "fma", false)]
    [InlineData("haswell", "nonsense", false)]
    public void Has_FeatureOrItsOtherName_IsThatOfArchspec(string name, string feature, bool expected) =>
        Assert.Equal(expected, MicroarchitectureGraph.Get(name).Has(feature));

    [Fact]
    public void Get_UnknownName_AsksForTheNearest()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => MicroarchitectureGraph.Get("haswel"));
        Assert.Contains("'haswel' is no microarchitecture of archspec.", error.Message, StringComparison.Ordinal);
        Assert.Contains("haswell", error.Message, StringComparison.Ordinal);
        Assert.False(MicroarchitectureGraph.TryFind("Haswell", out _));
        Assert.False(MicroarchitectureGraph.TryFind("haswel", out Microarchitecture? none, out FacilityFormatError reason));
        Assert.Null(none);
        Assert.StartsWith(reason.Reason, error.Message, StringComparison.Ordinal);
        Assert.True(MicroarchitectureGraph.TryFind("haswell", out Microarchitecture? found, out reason));
        Assert.Equal(("haswell", default), (found.Name, reason));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(234)]
    public void GetName_IndexOutside_Throws(int index) => Assert.Throws<ArgumentOutOfRangeException>(() => MicroarchitectureFeatures.GetName(index));

    [Fact]
    public void Index_ReleasedFeatures_NeverChange()
    {
        string path = RepositoryFolder.Locate("tests", "CpuFacility.Tests", "Microarchitectures", "features-index.approved.txt");
        string[] now = [.. Enumerable.Range(0, MicroarchitectureFeatures.Count).Select(static index => FormattableString.Invariant($"{index} {MicroarchitectureFeatures.GetName(index)}"))];
        if (Environment.GetEnvironmentVariable(ApprovedApi.ApproveVariable) == "1")
        {
            File.WriteAllLines(path, now);
        }

        Assert.Equal(File.ReadAllLines(path), now);
    }

    [SkippableFact]
    public void All_EachRow_IsThatOfTheFacts()
    {
        List<Dictionary<string, string>> rows = CsvRows.Read(SharedFolder.Require("facts", "archspec", "microarchitectures.csv"));
        Assert.Equal(rows.Select(static row => row["name"]), MicroarchitectureGraph.All.Select(static target => target.Name));
        foreach (Dictionary<string, string> row in rows)
        {
            Microarchitecture target = MicroarchitectureGraph.Get(row["name"]);
            Assert.Equal((row["family"], row["vendor"]), (target.Family, target.Vendor));
            Assert.Equal(row["parents"], string.Join(' ', target.Parents));
            Assert.Equal(Words(row["ancestors"]), target.GetAncestors().Select(static ancestor => ancestor.Name).Order(StringComparer.Ordinal));
            Assert.Equal(Words(row["features"]), MicroarchitectureFeatures.GetNames(target.Features));
            Assert.Equal(row["generation"], target.Generation == 0 ? "" : target.Generation.ToString(CultureInfo.InvariantCulture));
            Assert.Equal(row["cpu_part"].Replace("Unknown", "", StringComparison.Ordinal), target.ArmPart == 0 ? "" : FormattableString.Invariant($"0x{target.ArmPart:x3}"));
        }
    }

    private static IEnumerable<string> Words(string cell) =>
        cell.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().Order(StringComparer.Ordinal);
}
