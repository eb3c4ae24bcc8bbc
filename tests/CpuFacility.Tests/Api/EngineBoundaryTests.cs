using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CpuFacility.Tests.Api;

/// <summary>What the engine keeps away from: architectures by name, files, JSON, XML, reflection, other packages.</summary>
public class EngineBoundaryTests
{
    private static readonly string[] ForbiddenNamespaces =
        ["System.Text.Json", "System.Xml", "System.Reflection", "System.Runtime.Serialization", "System.Net", "System.Diagnostics.Process"];

    private static readonly string[] ForbiddenTypes =
    [
        "System.Activator", "System.IO.Directory", "System.IO.DirectoryInfo", "System.IO.DriveInfo", "System.IO.File", "System.IO.FileInfo",
        "System.IO.FileStream", "System.IO.FileSystemWatcher", "System.IO.Path", "System.IO.StreamReader", "System.IO.StreamWriter",
    ];

    [Fact]
    public void Engine_OutsideArchitecturesAndRoot_NamesNoArchitecture() => Assert.Empty(ArchitecturesNamed(SourceTree.Engine));

    [Theory]
    [InlineData("CpuFacility/Models/X.cs", "class X { bool F(CpuArchitecture a) => a == CpuArchitecture.S390x; }", 1)]
    [InlineData("CpuFacility/Catalogs/X.cs", "using static CpuFacility.CpuArchitecture; class X { object a = S390x; }", 1)]
    [InlineData("CpuFacility/Catalogs/X.cs", "class X { string s = nameof(CpuArchitecture.S390x); }", 1)]
    [InlineData("CpuFacility/Models/X.cs", "class X { bool F(CpuArchitecture a) => a == CpuArchitecture.None; }", 0)]
    [InlineData("CpuFacility/Architectures/S390x/X.cs", "class X { CpuArchitecture a = CpuArchitecture.S390x; }", 0)]
    public void ArchitecturesNamed_PlantedName_IsFound(string path, string code, int count)
    {
        const string Enumeration = "namespace CpuFacility; public enum CpuArchitecture { None, S390x, Other = S390x }";
        CSharpCompilation compilation = SourceTree.Create(
            ("CpuFacility/Catalogs/CpuArchitecture.cs", Enumeration), (path, code.StartsWith("using", StringComparison.Ordinal) ? code : "using CpuFacility;" + code));

        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        Assert.Equal(count, ArchitecturesNamed(compilation).Distinct().Count());
    }

    [Fact]
    public void Engine_Sources_UseNoFilesJsonXmlOrReflection() => Assert.Empty(ForbiddenUses(SourceTree.Engine));

    [Theory]
    [InlineData("class X { bool F() => File.Exists(\"a\"); }", "System.IO.File")]
    [InlineData("class X { object F() => new System.IO.FileStream(\"a\", FileMode.Open); }", "System.IO.FileStream")]
    [InlineData("class X { object F() => System.Text.Json.JsonDocument.Parse(\"1\"); }", "System.Text.Json.JsonDocument")]
    [InlineData("class X { object? F() => System.Xml.Linq.XElement.Parse(\"<a/>\"); }", "System.Xml.Linq.XElement")]
    [InlineData("class X { void F() { foreach (var m in typeof(X).GetMethods()) { } } }", "System.Reflection.MethodInfo")]
    [InlineData("class X { object? F() => Activator.CreateInstance(typeof(X)); }", "System.Activator")]
    public void ForbiddenUses_PlantedUse_IsFound(string code, string expected) =>
        Assert.Contains(ForbiddenUses(SourceTree.Create(("CpuFacility/Sets/X.cs", code))), line => line.EndsWith(": " + expected, StringComparison.Ordinal));

    [Fact]
    public void ForbiddenUses_OrdinaryCode_HasNone() => Assert.Empty(ForbiddenUses(SourceTree.Create(
        ("CpuFacility/Sets/X.cs", "class X { object F(int i) => (i.ToString(), typeof(X), new IOException(\"a\"), new MemoryStream()); }"))));

    [Fact]
    public void Engine_AssemblyReferences_AreTheRuntimeAndHashing()
    {
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string[] other = [.. typeof(FacilitySet).Assembly.GetReferencedAssemblies().Select(a => a.Name!)
            .Where(name => !File.Exists(Path.Combine(runtime, name + ".dll")))];

        Assert.Equal(["System.IO.Hashing"], other);
    }

    [Fact]
    public void Engine_AssemblyReferences_AreNotFilesJsonOrXml() => Assert.DoesNotContain(
        typeof(FacilitySet).Assembly.GetReferencedAssemblies(),
        (AssemblyName a) => a.Name!.Contains("Json", StringComparison.Ordinal) || a.Name.Contains("Xml", StringComparison.Ordinal)
            || a.Name.Contains("FileSystem", StringComparison.Ordinal));

    private static IEnumerable<string> ArchitecturesNamed(CSharpCompilation compilation) =>
        from tree in compilation.SyntaxTrees
        let room = Rooms.Of(tree.FilePath)
        where room is not null && room != Rooms.Root && !room.StartsWith(Rooms.ArchitecturePrefix, StringComparison.Ordinal)
            && !tree.FilePath.EndsWith("/CpuArchitecture.cs", StringComparison.Ordinal)
        let model = compilation.GetSemanticModel(tree)
        from name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
        where model.GetSymbolInfo(name).Symbol is IFieldSymbol { ContainingType: { Name: "CpuArchitecture", TypeKind: TypeKind.Enum } } field
            && field.Name != "None"
        select $"{RoomArrows.At(name)}: {name}";

    private static IEnumerable<string> ForbiddenUses(CSharpCompilation compilation) =>
        from tree in compilation.SyntaxTrees
        where Rooms.Of(tree.FilePath) is not null
        let model = compilation.GetSemanticModel(tree)
        from node in tree.GetRoot().DescendantNodes()
        from type in RoomArrows.TypesBehind(model, node)
        let name = type.OriginalDefinition.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat)
        where ForbiddenTypes.Contains(name)
            || ForbiddenNamespaces.Any(space => name.StartsWith(space, StringComparison.Ordinal))
        select $"{RoomArrows.At(node)}: {name}";
}
