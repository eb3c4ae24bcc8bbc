using CpuFacility.Generators.Csv;
using CpuFacility.Generators.Diagnostics;
using CpuFacility.Generators.Model;

namespace CpuFacility.Generators.Tables;

/// <summary>What the generator knows of one kind of data file.</summary>
internal sealed class TableKind
{
    public delegate void Reader(CsvTable table, CatalogModel model, CellChecks checks, DiagnosticBag diagnostics);

    /// <summary>All kinds, in the order in which they are read: a kind stands after those that it refers to.</summary>
    public static readonly TableKind[] All =
    [
        new("blocks", BlocksTable.Required, null, BlocksTable.Read, "facilities"),
        new("facilities", FacilitiesTable.Required, FacilitiesTable.Optional, FacilitiesTable.Read, "blocks"),
        new("implied", ImpliedTable.Required, ImpliedTable.Optional, ImpliedTable.Read, "blocks", "facilities"),
        new("mirrors", MirrorsTable.Required, MirrorsTable.Optional, MirrorsTable.Read, "blocks", "facilities"),
        new("groups", GroupsTable.Required, GroupsTable.Optional, GroupsTable.Read, "facilities"),
        new("dependencies", DependenciesTable.Required, DependenciesTable.Optional, DependenciesTable.Read, "facilities"),
        new("marks", MarksTable.Required, MarksTable.Optional, MarksTable.Read, "facilities"),
        new("aliases", AliasesTable.Required, AliasesTable.Optional, AliasesTable.Read, "facilities"),
        new("definitions", DefinitionsTable.Required, null, DefinitionsTable.Read, "increments"),
        new("increments", IncrementsTable.Required, IncrementsTable.Optional, IncrementsTable.Read, "facilities", "definitions"),
        new("presets", PresetsTable.Required, PresetsTable.Optional, PresetsTable.Read, "definitions", "marks"),
        new("profiles", ProfilesTable.Required, ProfilesTable.Optional, ProfilesTable.Read, "definitions", "presets", "marks"),
        Typed("vendors"),
        Typed("leaves", "facilities"),
        Typed("fields", "blocks"),
        Typed("state", "blocks", "facilities", "marks"),
        Typed("announced-leaves", "blocks"),
        Typed("announced-msrs", "blocks"),
        Typed("modes", "facilities", "marks"),
        Typed("families"),
        Typed("versions"),
        Typed("parts"),
        Typed("levels", "facilities"),
        Typed("vector-lengths", "facilities"),
        Typed("id-registers", "blocks"),
        Typed("features"),
        Typed("hwcaps"),
    ];

    private readonly Reader _read;

    private TableKind(string name, string[] required, string[]? optional, Reader read, params string[] needs)
    {
        Name = name;
        Required = required;
        Optional = optional;
        Needs = needs;
        _read = read;
    }

    private static TableKind Typed(string name, params string[] needs) => new(
        name,
        TypedTable.Required,
        null,
        (table, model, checks, diagnostics) => TypedTable.Read(table, name, model, checks, diagnostics),
        needs);

    /// <summary>The file's name without <c>.csv</c>.</summary>
    public string Name { get; }

    public string[] Required { get; }

    /// <summary>Columns that may be there; null for any.</summary>
    public string[]? Optional { get; }

    /// <summary>The kinds whose names the file's rows use.</summary>
    public string[] Needs { get; }

    public void Read(CsvTable table, CatalogModel model, CellChecks checks, DiagnosticBag diagnostics) =>
        _read(table, model, checks, diagnostics);
}
