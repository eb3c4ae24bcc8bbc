namespace CpuFacility.Generators.Model;

/// <summary>A table of which every cell is a text: emitted as it is, column by column.</summary>
/// <param name="File">The file without <c>.csv</c>.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">By row, the cells in the order of the columns.</param>
internal sealed record TextTableModel(string File, List<Column> Columns, List<string[]> Rows);
