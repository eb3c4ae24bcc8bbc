using CpuFacility.Generators.Csv;
using CpuFacility.Generators.Diagnostics;
using CpuFacility.Generators.Model;

namespace CpuFacility.Generators.Tables;

/// <summary>
/// profiles.csv: the hashes over what emulators do in software, a row for each emulator and model. The order of the rows is kept.
/// </summary>
/// <remarks>Whether a hash is that of its facilities only the library can say; its tests calculate each again.</remarks>
internal static class ProfilesTable
{
    public static readonly string[] Required = ["profile", "since", "form", "name", "mark", "hash"];
    public static readonly string[] Optional = [];

    /// <summary>What a row is about: a definition with its default set or with its base set, or a preset.</summary>
    public static readonly string[] Forms = ["default", "static", "preset"];

    private static readonly int Preset = Array.IndexOf(Forms, "preset");

    public static void Read(CsvTable table, CatalogModel model, CellChecks checks, DiagnosticBag diagnostics)
    {
        var seen = new Dictionary<(string Profile, string Form, string Name), CsvPosition>();
        foreach (CsvRow row in table.Rows)
        {
            string? profile = checks.Name(row, "profile");
            string since = checks.Version(row, "since");
            string? form = checks.Word(row, "form", Forms);
            int number = form is null ? -1 : FindModel(row["name"], Array.IndexOf(Forms, form), model, checks);
            int mark = checks.Find(model.Marks, row["mark"], DataDiagnostics.UnknownMark);
            (ulong Upper, ulong Lower)? hash = checks.Hash(row, "hash");
            if (profile is null || form is null || number < 0)
            {
                continue;
            }

            if (seen.TryGetValue((profile, form, row["name"].Text), out CsvPosition first))
            {
                diagnostics.Report(
                    DataDiagnostics.DuplicateProfile, row["name"].Position, profile, form, row["name"].Text, CellChecks.LineOf(first));
                continue;
            }

            seen.Add((profile, form, row["name"].Text), row.Position);
            if (mark >= 0 && hash is not null)
            {
                model.Profiles.Add(new ProfileModel(
                    profile, since, Array.IndexOf(Forms, form), number, mark, hash.Value.Upper, hash.Value.Lower, row.Position));
            }
        }
    }

    private static int FindModel(CsvCell cell, int form, CatalogModel model, CellChecks checks) => form == Preset
        ? checks.Find(model.Presets, cell, DataDiagnostics.UnknownPreset)
        : checks.Find(model.Definitions, cell, DataDiagnostics.UnknownDefinition);
}
