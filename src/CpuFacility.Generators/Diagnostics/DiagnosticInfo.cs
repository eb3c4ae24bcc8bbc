using CpuFacility.Generators.Csv;
using CpuFacility.Generators.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace CpuFacility.Generators.Diagnostics;

/// <summary>A diagnostic as a value: unlike <see cref="Diagnostic"/> it compares by content, so the pipeline can keep it.</summary>
internal sealed record DiagnosticInfo(DiagnosticDescriptor Descriptor, CsvPosition Position, EquatableArray<string> Arguments)
{
    public Diagnostic ToDiagnostic()
    {
        var start = new LinePosition(Position.Line, Position.Column);
        var end = new LinePosition(Position.Line, Position.Column + Position.Length);
        Location location = Location.Create(
            Position.Path, new TextSpan(Position.Offset, Position.Length), new LinePositionSpan(start, end));
        return Diagnostic.Create(Descriptor, location, [.. Arguments]);
    }
}

/// <summary>Collects what is wrong with one architecture's data.</summary>
internal sealed class DiagnosticBag
{
    private readonly List<DiagnosticInfo> _items = [];

    /// <summary>In the order of file, line and column, whatever order the checks ran in.</summary>
    public IEnumerable<DiagnosticInfo> Sorted() =>
        _items.OrderBy(item => item.Position.Path, StringComparer.Ordinal)
            .ThenBy(item => item.Position.Offset)
            .ThenBy(item => item.Descriptor.Id, StringComparer.Ordinal);

    public void Report(DiagnosticDescriptor descriptor, CsvPosition position, params string[] arguments) =>
        _items.Add(new DiagnosticInfo(descriptor, position, new EquatableArray<string>(arguments)));
}
