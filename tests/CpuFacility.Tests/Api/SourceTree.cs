using System.Text;
using System.Xml.Linq;
using CpuFacility.Generators;
using CpuFacility.Testing;
using CpuFacility.Tests.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CpuFacility.Tests.Api;

/// <summary>The library's sources as compilations, with the generated code in the folder of its architecture.</summary>
internal static class SourceTree
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview);

    // Without the library's own assemblies: what they hold must bind to its source.
    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(path => !Path.GetFileName(path).StartsWith("CpuFacility", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path))];

    private static readonly Lazy<CSharpCompilation> LazyEngine = new(CompileEngine);

    public static CSharpCompilation Engine => LazyEngine.Value;

    /// <summary>The engine, and every package above it that is in the tree.</summary>
    public static IReadOnlyList<CSharpCompilation> All
    {
        get
        {
            CSharpCompilation interop = Create("CpuFacility.Interop", Read("CpuFacility.Interop"), Engine.ToMetadataReference());
            return Directory.Exists(RepositoryFolder.Locate("src", "CpuFacility.Tool"))
                ? [Engine, interop, Create("CpuFacility.Tool", Read("CpuFacility.Tool"), Engine.ToMetadataReference(), interop.ToMetadataReference())]
                : [Engine, interop];
        }
    }

    /// <summary>Sources in memory, by path below <c>src</c>.</summary>
    public static CSharpCompilation Create(params IEnumerable<(string Path, string Text)> sources) => Create("Small", sources);

    private static CSharpCompilation Create(
        string assembly, IEnumerable<(string Path, string Text)> sources, params IEnumerable<MetadataReference> references)
    {
        // What ImplicitUsings of the projects gives.
        const string Usings = """
            global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
            global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
            """;
        return CSharpCompilation.Create(
            assembly,
            sources.Prepend((Path: "usings.cs", Text: Usings)).Select(s => CSharpSyntaxTree.ParseText(s.Text, ParseOptions, s.Path, Encoding.UTF8)),
            [.. References, .. references],
            new CSharpCompilationOptions(
                assembly.EndsWith("Tool", StringComparison.Ordinal) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                allowUnsafe: true,
                nullableContextOptions: NullableContextOptions.Enable));
    }

    private static CSharpCompilation CompileEngine()
    {
        CSharpCompilation written = Create("CpuFacility", Read("CpuFacility"));
        MemoryText[] data = [.. Directory
            .EnumerateFiles(RepositoryFolder.Locate("src", "CpuFacility"), "*.csv", SearchOption.AllDirectories)
            .Select(path => new MemoryText(path, File.ReadAllText(path)))];
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new CatalogGenerator().AsSourceGenerator()], data, ParseOptions);
        GeneratorRunResult run = driver.RunGenerators(written).GetRunResult().Results.Single();
        return written.AddSyntaxTrees(run.GeneratedSources.Select(source =>
            CSharpSyntaxTree.ParseText(source.SourceText, ParseOptions, GeneratedPath(source.HintName))));
    }

    // The generator names what it emits after the folder: S390xFacility.g.cs belongs to Architectures/S390x.
    private static string GeneratedPath(string hintName)
    {
        if (hintName.StartsWith("Microarchitectures", StringComparison.Ordinal))
        {
            return $"CpuFacility/Microarchitectures/{hintName}";
        }

        string architecture = Directory.EnumerateDirectories(RepositoryFolder.Locate("src", "CpuFacility", "Architectures"))
            .Select(folder => Path.GetFileName(folder))
            .Single(name => hintName.StartsWith(name, StringComparison.Ordinal));
        return $"CpuFacility/Architectures/{architecture}/{hintName}";
    }

    private static IEnumerable<(string Path, string Text)> Read(string project)
    {
        string source = RepositoryFolder.Locate("src");
        string folder = Path.Combine(source, project);
        return Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(file => (Full: file, Path: Path.GetRelativePath(source, file).Replace('\\', '/')))
            .Concat(Linked(folder).Select(file => (file.Full, Path: $"{project}/{file.Link}")))
            .Where(file => !file.Path.Contains("/obj/", StringComparison.Ordinal) && !file.Path.Contains("/bin/", StringComparison.Ordinal))
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .Select(file => (file.Path, File.ReadAllText(file.Full)));
    }

    /// <summary>Files of another folder that the project compiles as its own.</summary>
    private static IEnumerable<(string Full, string Link)> Linked(string folder) =>
        XDocument.Load(Directory.GetFiles(folder, "*.csproj").Single())
            .Descendants("Compile")
            .Where(static item => item.Attribute("Link") is not null)
            .Select(item => (Path.Combine(folder, item.Attribute("Include")!.Value), item.Attribute("Link")!.Value));
}
