using CpuFacility.Generators.Model;
using CpuFacility.Generators.Pipeline;

namespace CpuFacility.Generators.Emit;

/// <summary>A typed table as a class with one member a column.</summary>
internal static class TypedTableEmitter
{
    public static GeneratedSource Emit(CatalogModel model, TypedTableModel table)
    {
        string type = model.Architecture + "Data";
        string name = Identifier.FromName(table.File);
        CodeWriter code = CodeWriter.File(model.Architecture, table.File + ".csv", "System");
        code.Line($"internal static partial class {type}");
        code.Open();
        code.Line($"/// <summary>The rows of <c>{CodeWriter.Xml(table.File)}.csv</c>.</summary>");
        code.Line($"internal static class {name}");
        code.Open();
        for (int i = 0; i < table.Columns.Count; i++)
        {
            EmitColumn(code, table.Columns[i], table.Rows.Select(row => row[i]), last: i == table.Columns.Count - 1);
        }

        code.Close();
        code.Close();
        return new GeneratedSource($"{type}.{name}.g.cs", code.ToString());
    }

    private static void EmitColumn(CodeWriter code, Column column, IEnumerable<TypedCell> cells, bool last)
    {
        string summary = $"The column <c>{CodeWriter.Xml(column.Name)}</c>.";
        string orNone = column.MayBeEmpty || column.Kind == ColumnKind.Bit ? ", -1 for none" : "";
        switch (column.Kind)
        {
            case ColumnKind.Text:
                ColumnTables.Strings(code, column.Identifier, summary, cells.Select(cell => cell.Text));
                break;
            case ColumnKind.Bits:
                ColumnTables.Words(code, column.Identifier, summary, cells.Select(cell => cell.Value), last);
                break;
            case ColumnKind.Number:
                ColumnTables.Numbers(code, "uint", column.Identifier, summary, cells.Select(cell => (long)cell.Value), last);
                break;
            case ColumnKind.Facility:
                Indexes("The indexes of facilities");
                break;
            case ColumnKind.Block:
                Indexes("The positions of blocks");
                break;
            case ColumnKind.Bit:
                Indexes("Bits of a block");
                break;
            case ColumnKind.Mark:
                Indexes("The positions of marks");
                break;
            default:
                throw new InvalidOperationException($"No such kind of column: {column.Kind}.");
        }

        void Indexes(string what) => ColumnTables.Numbers(
            code, "short", column.Identifier, $"{summary} {what}{orNone}.", cells.Select(cell => unchecked((long)cell.Value)), last);
    }
}
