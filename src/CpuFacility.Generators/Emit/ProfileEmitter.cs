using CpuFacility.Generators.Model;
using CpuFacility.Generators.Pipeline;
using CpuFacility.Generators.Tables;

namespace CpuFacility.Generators.Emit;

/// <summary>The profiles as parallel tables, a row of the file at each position.</summary>
internal static class ProfileEmitter
{
    public static GeneratedSource Emit(CatalogModel model)
    {
        string type = model.Architecture + "Data";
        CodeWriter code = CodeWriter.File(model.Architecture, "profiles.csv", "System");
        code.Line($"internal static partial class {type}");
        code.Open();
        ColumnTables.Strings(code, DataMembers.ProfileNames, "By profile: the emulator.", model.Profiles.Select(p => p.Name));
        ColumnTables.Versions(
            code, DataMembers.ProfileSince, "By profile: the first release that does it.", model.Profiles.Select(p => p.Since));
        ColumnTables.Numbers(
            code,
            "byte",
            DataMembers.ProfileForm,
            "By profile: " + string.Join(", ", ProfilesTable.Forms.Select((form, number) => $"{CodeWriter.Number(number)} {form}")) + ".",
            model.Profiles.Select(p => (long)p.Form));
        ColumnTables.Numbers(
            code,
            "ushort",
            DataMembers.ProfileNumber,
            "By profile: the number of the definition, or of the preset where the form is that.",
            model.Profiles.Select(p => (long)p.Number));
        ColumnTables.Numbers(
            code,
            "ushort",
            DataMembers.ProfileMark,
            "By profile: the number of the mark with all that the emulator does in software.",
            model.Profiles.Select(p => (long)p.Mark));
        ColumnTables.Words(
            code, DataMembers.ProfileHashUpper, "By profile: the first 16 digits of the hash.", model.Profiles.Select(p => p.Upper));
        ColumnTables.Words(
            code, DataMembers.ProfileHashLower, "By profile: the last 16 digits of the hash.", model.Profiles.Select(p => p.Lower), last: true);
        code.Close();
        return new GeneratedSource($"{type}.Profiles.g.cs", code.ToString());
    }
}
