using CpuFacility.Testing;
using CpuFacility.X86;
using FsCheck.Xunit;

namespace CpuFacility.Tests.Architectures.X86;

[Properties(Arbitrary = [typeof(X86ModelGenerators)])]
public class X86LevelTests
{
    /// <summary>The psABI's table, typed in by hand from its own text: what each level asks for beyond the one before it.</summary>
    private static readonly string[][] Steps =
    [
        ["cmov", "cx8", "fpu", "fxsr", "mmx", "syscall", "sse", "sse2", "lm"],
        ["cx16", "lahf-lm", "popcnt", "sse3", "sse4.1", "sse4.2", "ssse3"],
        ["avx", "avx2", "bmi1", "bmi2", "f16c", "fma", "abm", "movbe", "xsave"],
        ["avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"],
    ];

    [SkippableFact]
    public void GetLevel_EveryLibvirtModel_IsThatOfTheFacts()
    {
        List<Dictionary<string, string>> facts = CsvRows.Read(SharedFolder.Require("facts", "x86", "model_levels.csv"));
        Assert.Equal(176, facts.Count);
        foreach (Dictionary<string, string> row in facts)
        {
            CpuModel model = X86Editions.Libvirt.Parse(row["model"]);
            X86Level level = X86Levels.GetLevel(model.Facilities);
            Assert.Equal(row["level"], level.GetName());
            string gap = "";
            if (level < X86Level.V4)
            {
                FacilitySet missing = X86Levels.GetMissing(level + 1, model.Facilities);
                gap = $"{(level + 1).GetName()} lacks {string.Join(' ', Names(missing).Order(StringComparer.Ordinal))}";
            }

            // The facts name the bit that no model has beside those that a model lacks; here XSAVE stands for it.
            Assert.Equal(row["next_level_gap"], gap);
        }
    }

    [Theory]
    [InlineData("qemu64", X86Level.V1)]
    [InlineData("Nehalem", X86Level.V2)]
    [InlineData("Haswell", X86Level.V3)]
    [InlineData("Skylake-Server", X86Level.V4)]
    [InlineData("EPYC-Genoa", X86Level.V4)]
    [InlineData("EPYC", X86Level.V3)]
    [InlineData("pentium3", X86Level.None)]
    [InlineData("base", X86Level.None)]
    public void GetLevel_WellKnownQemuModels_AreOfTheirLevel(string name, X86Level level) =>
        Assert.Equal(level, X86Levels.GetLevel(X86Editions.Qemu.Parse(name).Facilities));

    [Law]
    public bool GetLevel_AnyModel_IsThatOfTheNaiveTable(CpuModel model) => X86Levels.GetLevel(model.Facilities) == NaiveLevel(model.Facilities);

    /// <summary>Sets beside those of models: around the levels, where few features are missing.</summary>
    [Law]
    public bool GetLevel_AroundTheLevels_IsThatOfTheNaiveTable(int seed)
    {
        var random = new Random(seed);
        FacilitySet set = X86Levels.GetRequired((X86Level)random.Next(5));
        for (int i = random.Next(3); i > 0 && !set.IsEmpty; i--)
        {
            set = random.Next(2) == 0 ? set.Without(set.ToArray()[random.Next(set.Count)]) : set.With(random.Next(X86Editions.Qemu.Catalog.Count));
        }

        return X86Levels.GetLevel(set) == NaiveLevel(set);
    }

    [Law]
    public bool GetLevel_Union_IsAtLeastThatOfEach(X86Models models)
    {
        X86Level both = X86Levels.GetLevel(models.First.Facilities.Union(models.Second.Facilities));
        X86Level common = X86Levels.GetLevel(models.First.Facilities.Intersect(models.Second.Facilities));
        X86Level first = X86Levels.GetLevel(models.First.Facilities);
        X86Level second = X86Levels.GetLevel(models.Second.Facilities);
        return both >= first && both >= second && common == (X86Level)Math.Min((int)first, (int)second);
    }

    [Law]
    public bool GetMissing_AnyModel_IsTheLeastThatLeadsToTheLevel(CpuModel model)
    {
        foreach (X86Level level in X86Levels.All)
        {
            FacilitySet missing = X86Levels.GetMissing(level, model.Facilities);
            FacilitySet raised = model.Facilities.Union(missing);
            bool isEnough = X86Levels.GetLevel(raised) >= level && !missing.Overlaps(model.Facilities);
            bool isLeast = missing.ToArray().All(index => X86Levels.GetLevel(raised.Without(index)) < level);
            if (!isEnough || !isLeast || missing.IsEmpty != (X86Levels.GetLevel(model.Facilities) >= level))
            {
                return false;
            }
        }

        return true;
    }

    [Fact]
    public void GetRequired_Levels_ContainThoseBefore()
    {
        Assert.True(X86Levels.GetRequired(X86Level.None).IsEmpty);
        Assert.Equal([9, 16, 25, 30], X86Levels.All.Select(static level => X86Levels.GetRequired(level).Count));
        Assert.All(X86Levels.All, static level => Assert.True(X86Levels.GetRequired(level - 1).IsSubsetOf(X86Levels.GetRequired(level))));
    }

    [Fact]
    public void GetName_Levels_ParseBack()
    {
        Assert.Equal(["x86-64-v1", "x86-64-v2", "x86-64-v3", "x86-64-v4"], X86Levels.All.Select(static level => level.GetName()));
        Assert.All(X86Levels.All, static level => Assert.True(X86Levels.TryParse(level.GetName(), out X86Level parsed) && parsed == level));
        Assert.Equal("none", X86Level.None.GetName());
        Assert.All(["none", "", "x86-64", "x86-64-v5", "X86-64-v1", "x86-64-v1 "], static name => Assert.False(X86Levels.TryParse(name, out _)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(5)]
    public void Members_OutsideTheEnumeration_Throw(int number)
    {
        var level = (X86Level)number;
        Assert.Throws<ArgumentOutOfRangeException>(() => level.GetName());
        Assert.Throws<ArgumentOutOfRangeException>(() => X86Levels.GetRequired(level));
        Assert.Throws<ArgumentOutOfRangeException>(() => X86Levels.GetMissing(level, default));
    }

    private static X86Level NaiveLevel(FacilitySet facilities)
    {
        HashSet<string> names = [.. facilities.ToArray()
            .SelectMany(index => X86Editions.Qemu.Catalog.GetNames(X86Editions.Qemu.Catalog[index], FacilityDialect.Qemu))];
        return (X86Level)Steps.TakeWhile(step => step.All(names.Contains)).Count();
    }

    private static IEnumerable<string> Names(FacilitySet facilities) => facilities.ToArray().Select(index =>
        X86Editions.Qemu.Catalog.TryGetName(X86Editions.Qemu.Catalog[index], FacilityDialect.Libvirt, out string? name) ? name : "?");
}
