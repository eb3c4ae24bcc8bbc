using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using CpuFacility.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace CpuFacility.Tests.Generators;

/// <summary>Runs the generator on data files in memory, as the compiler would.</summary>
internal static class GeneratorRun
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview);

    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(static path => MetadataReference.CreateFromFile(path))];

    public static CSharpGeneratorDriver CreateDriver(IEnumerable<AdditionalText> files) =>
        CSharpGeneratorDriver.Create(
            [new CatalogGenerator().AsSourceGenerator()],
            files,
            ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>The library has types of the same names where it covers the architecture: those of the compilation are meant.</summary>
    private static readonly KeyValuePair<string, ReportDiagnostic> OwnTypeIsTaken = new("CS0436", ReportDiagnostic.Suppress);

    /// <summary>A compilation that sees the library's internals: it has the name of the assembly that may.</summary>
    public static CSharpCompilation CreateCompilation(params string[] sources) =>
        CSharpCompilation.Create(
            typeof(GeneratorRun).Assembly.GetName().Name,
            sources.Select(static source => CSharpSyntaxTree.ParseText(source, ParseOptions)),
            References,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable,
                specificDiagnosticOptions: [OwnTypeIsTaken]));

    public static GeneratorRunResult Run(params IEnumerable<AdditionalText> files) =>
        CreateDriver(files).RunGenerators(CreateCompilation()).GetRunResult().Results.Single();

    /// <summary>Compiles the generated code with <paramref name="probe"/> and returns what its <c>Probe.Run()</c> returns.</summary>
    public static string Execute(IEnumerable<AdditionalText> files, string probe)
    {
        CreateDriver(files).RunGeneratorsAndUpdateCompilation(
            CreateCompilation(probe), out Compilation compilation, out _);
        using var image = new MemoryStream();
        EmitResult result = compilation.Emit(image);

        // CS0436: the small data have the name of an architecture that the library itself has.
        Assert.Empty(result.Diagnostics.Where(static d => d.Severity >= DiagnosticSeverity.Warning && d.Id != "CS0436"));

        image.Position = 0;
        var context = new AssemblyLoadContext("generated", isCollectible: true);
        try
        {
            MethodInfo run = context.LoadFromStream(image).GetType("Probe")!.GetMethod("Run")!;
            return (string)run.Invoke(null, null)!;
        }
        finally
        {
            context.Unload();
        }
    }
}

/// <summary>A data file in memory.</summary>
internal sealed class MemoryText(string path, string text) : AdditionalText
{
    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text, Encoding.UTF8);
}
