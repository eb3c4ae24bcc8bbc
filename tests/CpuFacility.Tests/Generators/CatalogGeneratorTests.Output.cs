using Microsoft.CodeAnalysis;

namespace CpuFacility.Tests.Generators;

public partial class CatalogGeneratorTests
{
    private const string ListEverything =
        """
        using System;
        using System.Linq;
        using CpuFacility;
        using CpuFacility.RiscV;

        public static class Probe
        {
            public static string Run()
            {
                FacilityCatalogData data = RiscVData.CreateCatalogData();
                string Facilities(short[] indexes) => string.Join("+", indexes.Select(i => data.Names[i]));
                string[] lines =
                [
                    $"architecture {data.Architecture}",
                    "names " + string.Join("|", data.Names),
                    "titles " + string.Join("|", data.Titles),
                    "since " + string.Join("|", data.Since),
                    "bits " + string.Join("|", data.BlockNumbers.Zip(data.Bits)),
                    "blocks " + string.Join(
                        "|", data.Blocks.Select(b => $"{b.Name}:{b.Title}:{b.Bits}:{b.MostSignificantFirst}:{b.VariableLength}")),
                    "implied " + string.Join("|", data.ImpliedBits.Select(b => $"{b.Block}.{b.Bit}:{b.Facility}")),
                    "mirrors " + string.Join("|", data.Mirrors.Select(m => $"{m.Block}.{m.Bit}:{m.Facility}")),
                    "groups " + string.Join("|", data.Groups.Select(g => $"{g.Name}:{Facilities(g.Members)}")),
                    "dependencies " + string.Join("|", data.Dependencies.Select(d => $"{d.Facility}>{d.Requires}")),
                    "aliases " + string.Join("|", data.Aliases.Select(a => $"{a.Dialect}:{a.Name}:{a.Facility}")),
                    "orders " + string.Join("|", data.Orders.Select(o => $"{o.Edition}:{Facilities(o.FacilityByRank)}")),
                    "marks " + string.Join("|", data.Marks.Select(m => $"{m.Name}:{Facilities(m.Facilities)}")),
                    $"mark sets {RiscVData.Old} {RiscVData.SoftWare} {RiscVData.MarkSets.Length}",
                    "constants " + string.Join("|", RiscVFacility.Beta2, RiscVFacility.Gamma2, RiscVFacility.Zeta),
                    $"block numbers {RiscVBlockNumber.Main} {RiscVBlockNumber.Side} {RiscVBlockNumber.None}",
                    "definitions " + string.Join("|", RiscVData.DefinitionNames()),
                    "definition since " + string.Join("|", RiscVData.DefinitionSince()),
                    "definition titles " + string.Join("|", RiscVData.DefinitionTitles()),
                    "types " + string.Join("|", RiscVData.DefinitionType.ToArray()),
                    "generations " + string.Join("|", RiscVData.DefinitionGeneration.ToArray()),
                    "gas " + string.Join("|", RiscVData.DefinitionGa.ToArray()),
                    "address bits " + string.Join("|", RiscVData.DefinitionAddressBits.ToArray()),
                    "set rows " + string.Join("|", RiscVData.DefinitionSetRow.ToArray()),
                    "sets " + string.Join("|", RiscVData.DefinitionSets.ToArray()),
                    "presets " + string.Join("|", RiscVData.PresetNames().Zip(RiscVData.PresetTitles())),
                    "preset definitions " + string.Join("|", RiscVData.PresetDefinition.ToArray()),
                    "preset marks " + string.Join("|", RiscVData.PresetMark.ToArray()),
                    "profiles " + string.Join("|", RiscVData.ProfileNames().Zip(RiscVData.ProfileSince())),
                    "profile models " + string.Join("|", RiscVData.ProfileForm.ToArray().Zip(RiscVData.ProfileNumber.ToArray())),
                    "profile marks " + string.Join("|", RiscVData.ProfileMark.ToArray()),
                    "profile hashes " + string.Join("|", RiscVData.ProfileHashUpper.ToArray()
                        .Zip(RiscVData.ProfileHashLower.ToArray(), (upper, lower) => $"{upper:x} {lower:x}")),
                    "block leaves " + string.Join("|", RiscVData.BlockLeaf.ToArray()),
                    "models " + string.Join("|", RiscVData.Pub1.Names().Zip(RiscVData.Pub1.Titles())),
                    "model columns " + string.Join("|", RiscVData.Pub1.Kind().Zip(RiscVData.Pub1.Level.ToArray())),
                    "model set rows " + string.Join("|", RiscVData.Pub1.SetRow.ToArray()),
                    "model sets " + string.Join("|", RiscVData.Pub1.Sets.ToArray()),
                    "properties " + string.Join("|", RiscVData.PropertiesPub1.Name()
                        .Zip(RiscVData.PropertiesPub1.Type(), RiscVData.PropertiesPub1.Default())),
                    "vendors " + string.Join("|", RiscVData.Vendors.Name().Zip(RiscVData.Vendors.Signature())),
                    "leaves " + string.Join("|", RiscVData.Leaves.Name.ToArray().Zip(RiscVData.Leaves.Leaf.ToArray())),
                    "fields " + string.Join("|", RiscVData.Fields.Name().Zip(RiscVData.Fields.Block.ToArray(), RiscVData.Fields.Mask.ToArray())),
                    "state " + string.Join("|", RiscVData.State.Number.ToArray().Zip(RiscVData.State.All.ToArray(), RiscVData.State.Mark.ToArray())),
                    "state places " + string.Join("|", RiscVData.State.Block.ToArray().Zip(RiscVData.State.Bit.ToArray(), RiscVData.State.Other.ToArray())),
                    "state others " + string.Join("|", RiscVData.State.With.ToArray().Zip(RiscVData.State.At.ToArray())),
                ];
                return string.Join("\n", lines);
            }
        }
        """;

    /// <summary>Sets are written by the library as the indexes of their members.</summary>
    private const string Everything =
        """
        architecture RiscV
        names alpha|beta-2|2gamma|delta|epsilon|zeta
        titles Alpha <one> & more|Beta, "quoted"|Gamma|Delta|Epsilon|Zeta
        since 1.0|1.0|1.1|1.1|2.0|2.0.1
        bits (0, 0)|(0, 1)|(0, 8)|(1, 0)|(1, 7)|(2, -1)
        blocks MAIN:The main list:16:True:True|SIDE:The side list:8:False:False|NONE:In no list:0:False:False
        implied 0.2:0|1.3:-1
        mirrors 1.1:0|0.9:5
        groups pair:beta-2+2gamma|solo:delta
        dependencies 1>0|2>1|2>0
        aliases Linux:al:0|Linux:beta-2:1|Libvirt:al:3
        orders pub-1:zeta+alpha+beta-2+2gamma+delta+epsilon
        marks old:alpha|soft-ware:alpha+delta
        mark sets 0 0,3 2
        constants RiscV#1|RiscV#2|RiscV#5
        block numbers 0 1 2
        definitions m1|m2|m3
        definition since 1.0|1.0|2.0
        definition titles First|Second|Third
        types 16|17|17
        generations 1|2|3
        gas 1|3|1
        address bits 38|40|40
        set rows 0|1|2
        sets 0|0|0-2|0|0,3|0-3|4|0,3-4|0-4
        presets (best, The best there is)
        preset definitions 1
        preset marks 1
        profiles (emu, 1.0)|(emu, 2.0)|(emu, 1.0)
        profile models (2, 0)|(1, 2)|(0, 0)
        profile marks 1|0|0
        profile hashes 123456789abcdef fedcba9876543210|ffffffffffffffff 1|0 0
        block leaves 0|2147483649|7
        models (n1, First)|(n2, Second)|(n3, Third)|(n4, Fourth)
        model columns (a "b", c, 16)|(, 3)|(d, 0)|(d, 0)
        model set rows 0|1|2|0
        model sets 3|1||0,3|||3|1|5
        properties (size, uint8, )|(shape, string, round)
        vendors (Maker, MakerMaker..)
        leaves (3, 18)|(0, 4294967295)
        fields (low, 1, 129)|(high, 0, 257)
        state (1, 18446744073709551615, 1)|(2, 0, -1)
        state places (1, 7, 5)|(-1, -1, -1)
        state others (0, 15)|(2, -1)
        """;

    [Fact]
    public void Run_ValidData_CompiledTablesSayWhatTheFilesSay() =>
        Assert.Equal(Everything.ReplaceLineEndings("\n"), GeneratorRun.Execute(SmallData.Files(), ListEverything));

    [Fact]
    public void Run_OnlyFacilitiesAndBlocks_Compiles()
    {
        IEnumerable<AdditionalText> files = SmallData.Files()
            .Where(static file => Path.GetFileName(file.Path) is "facilities.csv" or "blocks.csv");
        const string Probe =
            """
            using CpuFacility.RiscV;

            public static class Probe
            {
                public static string Run() => $"{RiscVData.CreateCatalogData().Groups.Length} {RiscVData.MarkSets.Length}";
            }
            """;
        Assert.Equal("0 0", GeneratorRun.Execute(files, Probe));
    }

    [Fact]
    public void Run_FacilityThatThePublisherDoesNotName_IsForeign()
    {
        const string Text = "name,block,bit,since,title,qemu\nalpha,MAIN,0,1.0,A,\nbeta-2,MAIN,1,1.0,B,no\nlast,MAIN,2,1.0,C,no\n";
        IEnumerable<AdditionalText> files = SmallData.With("facilities.csv", null, Text)
            .Where(static file => Path.GetFileName(file.Path) is "facilities.csv" or "blocks.csv");
        const string Probe =
            """
            public static class Probe
            {
                public static string Run() => string.Join(",", CpuFacility.RiscV.RiscVData.CreateCatalogData().Foreign);
            }
            """;
        Assert.Equal("1,2", GeneratorRun.Execute(files, Probe));
    }

    [Fact]
    public void Run_MutualDependency_IsNoCycleAndKept()
    {
        IEnumerable<AdditionalText> files = SmallData.With(
            "dependencies.csv", null, "facility,requires,mutual\nbeta-2,alpha,\nalpha,beta-2,yes\n");
        const string Probe =
            """
            using System.Linq;

            public static class Probe
            {
                public static string Run() => string.Join(
                    "|", CpuFacility.RiscV.RiscVData.CreateCatalogData().Dependencies.Select(d => $"{d.Facility}>{d.Requires}"));
            }
            """;
        Assert.Empty(GeneratorRun.Run(files).Diagnostics);
        Assert.Equal("1>0|0>1", GeneratorRun.Execute(files, Probe));
    }

    [Fact]
    public void Run_TitleWithMarkup_IsEscapedInDocumentation()
    {
        string source = Source(GeneratorRun.Run(SmallData.Files()), "RiscVFacility.g.cs");
        Assert.Contains("/// <summary>Alpha &lt;one&gt; &amp; more (<c>alpha</c>).</summary>", source, StringComparison.Ordinal);
        Assert.Contains("/// <remarks>Block <c>MAIN</c>, bit 8. Known from version 1.1 on.</remarks>", source, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_TitleWithLineSeparators_StaysInItsLiteralAndComment()
    {
        IEnumerable<AdditionalText> files = SmallData.With("facilities.csv", "1.1,Delta", "1.1,De\\l\u2028ta\u0085\t!");
        const string Probe =
            """
            public static class Probe
            {
                public static string Run() => CpuFacility.RiscV.RiscVData.CreateCatalogData().Titles[3];
            }
            """;
        Assert.Equal("De\\l\u2028ta\u0085\t!", GeneratorRun.Execute(files, Probe));
    }

    [Theory]
    [InlineData("kmac-hmac-sha-246", "KmacHmacSha246")]
    [InlineData("sea_esop2", "SeaEsop2")]
    [InlineData("kimd-sha3-224", "KimdSha3_224")]
    [InlineData("SCLP.CPU", "SclpCpu")]
    [InlineData("avx10.1", "Avx10_1")]
    [InlineData("a+", "A")]
    public void Run_Name_MakesIdentifier(string name, string identifier)
    {
        string text = $"name,block,bit,since,title\n{name},MAIN,0,1.0,T\n";
        IEnumerable<AdditionalText> files = SmallData.With("facilities.csv", null, text)
            .Where(static file => Path.GetFileName(file.Path) is "facilities.csv" or "blocks.csv");
        GeneratorRunResult result = GeneratorRun.Run(files);
        Assert.Empty(result.Diagnostics);
        Assert.Contains($"public static Facility {identifier} =>", Source(result, "RiscVFacility.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_FilesElsewhere_AreNotOurs()
    {
        IEnumerable<AdditionalText> files =
        [
            new MemoryText("/data/Architectures/RiscV/facilities.csv", "nonsense"),
            new MemoryText("/data/Architectures/RiscV/Data/SOURCES.md", "nonsense"),
            new MemoryText("/data/RiscV/Data/facilities.csv", "nonsense"),
        ];
        GeneratorRunResult result = GeneratorRun.Run(files);
        Assert.Empty(result.Diagnostics);
        Assert.Empty(result.GeneratedSources);
    }

    [Fact]
    public void Run_BackslashesInPaths_SameOutput()
    {
        IEnumerable<AdditionalText> files = SmallData.Files().Select(
            static file => new MemoryText(file.Path.Replace('/', '\\'), file.GetText()!.ToString()));
        Assert.Equal(Texts(GeneratorRun.Run(SmallData.Files())), Texts(GeneratorRun.Run(files)));
    }

    [Fact]
    public void Run_TwoArchitectures_EachHasItsOwnTypes()
    {
        IEnumerable<AdditionalText> other = SmallData.Files().Select(
            static file => new MemoryText(file.Path.Replace("RiscV", "Arm", StringComparison.Ordinal), file.GetText()!.ToString()));
        IEnumerable<AdditionalText> both = SmallData.Files().Concat(other);
        GeneratorRunResult result = GeneratorRun.Run(both);
        Assert.Empty(result.Diagnostics);
        Assert.Equal(26, result.GeneratedSources.Length);
        const string Probe =
            """
            public static class Probe
            {
                public static string Run() => $"{CpuFacility.RiscV.RiscVFacility.Delta} {CpuFacility.Arm.ArmFacility.Delta}";
            }
            """;
        Assert.Equal("RiscV#3 Arm#3", GeneratorRun.Execute(both, Probe));
    }

    private static List<(string HintName, string Text)> Texts(GeneratorRunResult result) =>
        [.. result.GeneratedSources.Select(static source => (source.HintName, source.SourceText.ToString()))];
}
