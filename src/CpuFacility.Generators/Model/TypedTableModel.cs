namespace CpuFacility.Generators.Model;

/// <summary>A table that only the architecture's own code reads: emitted column by column, each in its own type.</summary>
/// <param name="File">The file without <c>.csv</c>.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">By row, the cells in the order of the columns.</param>
internal sealed record TypedTableModel(string File, List<Column> Columns, List<TypedCell[]> Rows);

/// <summary>A cell: its text, and what that stands for where the column is not one of texts.</summary>
/// <param name="Text">The text.</param>
/// <param name="Value">The number or mask, the index of what is named, or -1 (as two's complement) for none.</param>
internal readonly record struct TypedCell(string Text, ulong Value);
