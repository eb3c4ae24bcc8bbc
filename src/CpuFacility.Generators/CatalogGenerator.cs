using CpuFacility.Generators.Diagnostics;
using CpuFacility.Generators.Emit;
using CpuFacility.Generators.Model;
using CpuFacility.Generators.Pipeline;
using CpuFacility.Generators.Tables;
using Microsoft.CodeAnalysis;

namespace CpuFacility.Generators;

/// <summary>
/// Turns <c>Architectures/ARCHITECTURE/Data/*.csv</c> and <c>Microarchitectures/Data/*.csv</c> into constants and read-only tables, and whatever is wrong in a row
/// into a compiler error at that row.
/// </summary>
/// <remarks>All values between the steps compare by content, so an edit elsewhere in the project runs none of them again.</remarks>
[Generator(LanguageNames.CSharp)]
public sealed class CatalogGenerator : IIncrementalGenerator
{
    /// <summary>The step that makes the texts and diagnostics of each architecture, for tests of the caching.</summary>
    public const string ResultStep = "CatalogResult";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<Result> results = context.AdditionalTextsProvider
            .Select(DataFile.From)
            .Where(file => file is not null)
            .Collect()
            .SelectMany((files, _) => ArchitectureFiles.Group(files.OfType<DataFile>()))
            .Select((files, _) => Run(files))
            .WithTrackingName(ResultStep);

        context.RegisterSourceOutput(results, static (output, result) =>
        {
            foreach (DiagnosticInfo diagnostic in result.Diagnostics)
            {
                output.ReportDiagnostic(diagnostic.ToDiagnostic());
            }

            foreach (GeneratedSource source in result.Sources)
            {
                output.AddSource(source.HintName, source.Text);
            }
        });
    }

    private static Result Run(ArchitectureFiles files)
    {
        var diagnostics = new DiagnosticBag();
        CatalogModel? model = CatalogReader.Read(files, diagnostics);
        var sources = new List<GeneratedSource>();
        if (model is not null)
        {
            if (model.Architecture != DataFile.Graph)
            {
                sources.Add(FacilityConstantsEmitter.Emit(model));
            }

            sources.Add(BlockNumberEmitter.Emit(model));
            sources.Add(CatalogDataEmitter.Emit(model));
            sources.Add(MarkEmitter.Emit(model));
            if (model.BlockColumns.Count > 0)
            {
                sources.Add(BlockColumnEmitter.Emit(model));
            }

            sources.AddRange(model.Editions.Select(edition => EditionEmitter.Emit(model, edition)));
            sources.AddRange(model.TypedTables.Select(table => TypedTableEmitter.Emit(model, table)));
            if (files.Files.Any(file => file.Name == "definitions"))
            {
                sources.Add(DefinitionEmitter.Emit(model));
                sources.Add(ProfileEmitter.Emit(model));
            }
        }

        return new Result(new EquatableArray<GeneratedSource>(sources), new EquatableArray<DiagnosticInfo>(diagnostics.Sorted()));
    }

    private sealed record Result(EquatableArray<GeneratedSource> Sources, EquatableArray<DiagnosticInfo> Diagnostics);
}
