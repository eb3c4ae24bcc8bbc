using CpuFacility.Generators.Model;
using CpuFacility.Generators.Pipeline;

namespace CpuFacility.Generators.Emit;

/// <summary>A table of texts as a class with one array a column.</summary>
internal static class TextTableEmitter
{
    public static GeneratedSource Emit(CatalogModel model, TextTableModel table)
    {
        string type = model.Architecture + "Data";
        string name = Identifier.FromName(table.File);
        CodeWriter code = CodeWriter.File(model.Architecture, table.File + ".csv");
        code.Line($"internal static partial class {type}");
        code.Open();
        code.Line($"/// <summary>The rows of <c>{CodeWriter.Xml(table.File)}.csv</c>.</summary>");
        code.Line($"internal static class {name}");
        code.Open();
        for (int i = 0; i < table.Columns.Count; i++)
        {
            ColumnTables.Strings(
                code, table.Columns[i].Identifier, $"The column <c>{CodeWriter.Xml(table.Columns[i].Name)}</c>.", table.Rows.Select(row => row[i]));
        }

        code.Close();
        code.Close();
        return new GeneratedSource($"{type}.{name}.g.cs", code.ToString());
    }
}
