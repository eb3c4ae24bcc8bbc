namespace CpuFacility.Generators.Csv;

/// <summary>A place in a data file. Line and column count from 0, as the compiler's positions do.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">The line.</param>
/// <param name="Column">The UTF-16 code unit in the line.</param>
/// <param name="Offset">The UTF-16 code unit in the file.</param>
/// <param name="Length">The length in UTF-16 code units; 0 for an empty cell.</param>
internal readonly record struct CsvPosition(string Path, int Line, int Column, int Offset, int Length);

/// <summary>A cell with its quotes removed, and where it stands (quotes included).</summary>
internal readonly record struct CsvCell(string Text, CsvPosition Position);

/// <summary>The cells of a line, and the place of the whole line.</summary>
internal sealed class CsvLine(IReadOnlyList<CsvCell> cells, CsvPosition position)
{
    public IReadOnlyList<CsvCell> Cells { get; } = cells;

    public CsvPosition Position { get; } = position;
}
