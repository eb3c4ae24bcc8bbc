using CpuFacility.Generators.Csv;
using CpuFacility.Generators.Diagnostics;
using CpuFacility.Generators.Model;

namespace CpuFacility.Generators.Tables;

/// <summary>The classes that tables become inside the class of an architecture's data: their names must not meet its other members.</summary>
internal static class NestedClasses
{
    /// <summary>Whether a table can have a class of its name there; if not, that is reported: the name is none, or another table or a mark has it.</summary>
    /// <param name="name">The edition, or the name of the table's file.</param>
    /// <param name="table">The table.</param>
    /// <param name="model">What has been read before it.</param>
    /// <param name="diagnostics">Where to report.</param>
    public static bool IsFree(string name, CsvTable table, CatalogModel model, DiagnosticBag diagnostics)
    {
        string identifier = Identifier.FromName(name);
        if (!Identifier.IsValid(identifier))
        {
            diagnostics.Report(DataDiagnostics.InvalidIdentifier, CsvTable.Start(table.Path), identifier, name);
            return false;
        }

        if (FindOther(identifier, model) is { } other)
        {
            diagnostics.Report(DataDiagnostics.DuplicateIdentifier, CsvTable.Start(table.Path), identifier, name, other);
            return false;
        }

        return true;
    }

    private static string? FindOther(string identifier, CatalogModel model)
    {
        Dictionary<string, string> fixedNames = Identifier.Taken([.. DataMembers.Names, model.Architecture + "Data"]);
        return fixedNames.TryGetValue(identifier, out string? taken)
            ? taken
            : model.Marks.FirstOrDefault(mark => mark.Identifier == identifier)?.Name
                ?? model.BlockColumns.Find(column => DataMembers.BlockPrefix + Identifier.FromName(column) == identifier)
                ?? model.TypedTables.Find(table => Identifier.FromName(table.File) == identifier)?.File
                ?? model.Editions.Find(edition => Identifier.FromName(edition.Name) == identifier)?.Name;
    }
}
