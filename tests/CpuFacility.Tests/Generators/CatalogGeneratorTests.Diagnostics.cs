using System.Globalization;
using System.Reflection;
using CpuFacility.Generators;
using Microsoft.CodeAnalysis;

namespace CpuFacility.Tests.Generators;

public partial class CatalogGeneratorTests
{
    public static TheoryData<string> TextCases => Names(BrokenData.Text);

    public static TheoryData<string> NameCases => Names(BrokenData.Names);

    public static TheoryData<string> RelationCases => Names(BrokenData.Relations);

    public static TheoryData<string> FileCases => Names(BrokenData.Files);

    public static TheoryData<string> EditionCases => Names(BrokenData.Editions);

    public static TheoryData<string> TypedCases => Names(BrokenData.Typed);

    [Fact]
    public void Run_ValidData_NoDiagnostics() => Assert.Empty(GeneratorRun.Run(SmallData.Files()).Diagnostics);

    [Theory]
    [MemberData(nameof(TextCases))]
    public void Run_UnreadableText_OneErrorAtThatPlace(string name) => AssertOneError(name);

    [Theory]
    [MemberData(nameof(NameCases))]
    public void Run_WrongNameOrBit_OneErrorAtThatPlace(string name) => AssertOneError(name);

    [Theory]
    [MemberData(nameof(RelationCases))]
    public void Run_WrongRelation_OneErrorAtThatPlace(string name) => AssertOneError(name);

    [Theory]
    [MemberData(nameof(FileCases))]
    public void Run_WrongFile_OneErrorAtThatFile(string name) => AssertOneError(name);

    [Theory]
    [MemberData(nameof(EditionCases))]
    public void Run_WrongEditionOrColumn_OneErrorAtThatPlace(string name) => AssertOneError(name);

    [Theory]
    [MemberData(nameof(TypedCases))]
    public void Run_WrongTypedCellOrHeader_OneErrorAtThatPlace(string name) => AssertOneError(name);

    [Fact]
    public void Run_SeveralErrors_AllInOrderOfFileAndPlace()
    {
        IEnumerable<AdditionalText> files = SmallData.With(
            "facilities.csv", null, "name,block,bit,since,title\nb!,MAIN,0,1.0,B\na,MAIN,99,1,\nc,MAIN,0x1f,1.0,C\n");
        Assert.Equal(
            ["CPUFAC008 2:1", "CPUFAC017 3:8", "CPUFAC012 3:11", "CPUFAC007 3:13", "CPUFAC017 4:8"],
            GeneratorRun.Run(files).Diagnostics.Select(static d => $"{d.Id} {Place(d)}"));
    }

    [Fact]
    public void Run_WindowsLineEnds_SamePlaces()
    {
        const string Text = "group,facility\r\npair,beta-2\r\npair,2gamma\r\nsolo,theta\r\n";
        Diagnostic diagnostic = Assert.Single(GeneratorRun.Run(SmallData.With("groups.csv", null, Text)).Diagnostics);
        Assert.Equal("4:6", Place(diagnostic));
        Assert.Equal("theta", Text.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }

    [Fact]
    public void Run_WrongRow_StillEmitsTheRest()
    {
        GeneratorRunResult result = GeneratorRun.Run(SmallData.With("facilities.csv", "delta,,SIDE,0", "delta,,SIDE,9"));
        Assert.Single(result.Diagnostics);
        Assert.Contains("public static Facility Delta =>", Source(result, "RiscVFacility.g.cs"), StringComparison.Ordinal);
        Assert.Contains("public static Facility Zeta =>", Source(result, "RiscVFacility.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Descriptors_All_AreErrorsWithDistinctIdsAndACaseEach()
    {
        DiagnosticDescriptor[] descriptors = [.. typeof(CatalogGenerator).Assembly
            .GetType("CpuFacility.Generators.Diagnostics.DataDiagnostics", throwOnError: true)!
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(static field => (DiagnosticDescriptor)field.GetValue(null)!)];
        Assert.NotEmpty(descriptors);
        Assert.All(descriptors, static descriptor => Assert.Equal(DiagnosticSeverity.Error, descriptor.DefaultSeverity));
        Assert.Equal(
            descriptors.Select(static descriptor => descriptor.Id).Order(StringComparer.Ordinal),
            BrokenData.All.Select(static one => one.Id).Distinct().Order(StringComparer.Ordinal));
    }

    private static void AssertOneError(string name)
    {
        BrokenData.Case broken = BrokenData.All.Single(one => one.ToString() == name);
        IReadOnlyList<Diagnostic> diagnostics = GeneratorRun.Run(SmallData.With(broken.File, broken.Old, broken.New)).Diagnostics;
        Diagnostic diagnostic = Assert.Single(diagnostics);
        Assert.Equal(broken.Id, diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Equal(SmallData.Folder + (broken.ErrorFile ?? broken.File), diagnostic.Location.GetLineSpan().Path);
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{broken.Line}:{broken.Column}"), Place(diagnostic));
        Assert.Equal(broken.Message, diagnostic.GetMessage(CultureInfo.InvariantCulture));
    }

    /// <summary>Line and column from 1, as compilers print them.</summary>
    private static string Place(Diagnostic diagnostic)
    {
        FileLinePositionSpan span = diagnostic.Location.GetLineSpan();
        return string.Create(CultureInfo.InvariantCulture, $"{span.StartLinePosition.Line + 1}:{span.StartLinePosition.Character + 1}");
    }

    private static string Source(GeneratorRunResult result, string hintName) =>
        result.GeneratedSources.Single(source => source.HintName == hintName).SourceText.ToString();

    private static TheoryData<string> Names(IEnumerable<BrokenData.Case> cases) => [.. cases.Select(static one => one.ToString())];
}
