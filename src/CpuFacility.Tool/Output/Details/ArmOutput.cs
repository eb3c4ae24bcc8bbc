using System.Globalization;
using System.Text.Json;
using CpuFacility.Arm;

namespace CpuFacility.Tool;

/// <summary>How sets and ID registers of Arm look: by Arm's names for features, and as the numbers that hardware holds.</summary>
internal static class ArmOutput
{
    public static void WriteLevel(TextOutput output, LevelReport levels)
    {
        string[] lines = levels.Text.Split('\n');
        output.WriteLine($"level       {lines[0]}");
        foreach (string line in lines[1..])
        {
            output.WriteLine($"            {line}");
        }
    }

    public static void WriteSet(TextOutput output, in FacilitySet facilities, in FacilitySet unreported)
    {
        bool isOpen = unreported.Overlaps(ArmFacilities.VectorLengths);
        output.WriteLine($"SVE lengths {(isOpen ? "not known" : ArmVectorLengths.FromFacilities(facilities))}");
        output.WriteNames("features", ListFeatures(facilities));
    }

    public static void WriteRegisters(TextOutput output, ArmIdRegisters registers)
    {
        output.WriteLine("ID registers, those that are not 0:");
        foreach (ArmIdRegister register in ArmIdRegister.All.Where(register => registers[register] != 0))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {register.Name,-17}{registers[register]:X16}H"));
        }
    }

    public static void WriteIdentity(Utf8JsonWriter json, CpuIdentity identity)
    {
        var arm = (ArmIdentity)identity;
        json.WriteString("midr", string.Create(CultureInfo.InvariantCulture, $"0x{arm.Midr:x8}"));
        json.WriteString("implementer", arm.Implementer?.Name);
        json.WriteString("part", arm.Part?.Title);
        json.WriteNumber("variant", arm.Variant);
        json.WriteNumber("revision", arm.Revision);
    }

    public static void WriteSet(Utf8JsonWriter json, in FacilitySet facilities)
    {
        json.WriteStrings("features", ListFeatures(facilities));
        json.WriteStartArray("vector-lengths");
        ArmVectorLengths lengths = ArmVectorLengths.FromFacilities(facilities);
        for (int length = ArmVectorLengths.Step; length <= lengths.Longest; length += ArmVectorLengths.Step)
        {
            if (lengths.Contains(length))
            {
                json.WriteNumberValue(length);
            }
        }

        json.WriteEndArray();
    }

    /// <summary>As the kernel writes them: JSON's numbers do not hold 64 bits.</summary>
    public static void WriteRegisters(Utf8JsonWriter json, ArmIdRegisters registers)
    {
        json.WriteStartObject("id-registers");
        foreach (ArmIdRegister register in ArmIdRegister.All)
        {
            json.WriteString(register.Name, string.Create(CultureInfo.InvariantCulture, $"0x{registers[register]:x16}"));
        }

        json.WriteEndObject();
    }

    /// <summary>A few names for a set: of each field the feature that its highest threshold in the set shows, or register and field.</summary>
    public static string Summarize(in FacilitySet facilities)
    {
        const int most = 8;

        // Where a set is what one has and another has not, the lower thresholds of a field can be on both.
        FacilitySet closed = ArmFacilities.Close(facilities);
        var names = new List<string>();
        foreach (ArmField field in ArmField.All)
        {
            if (field.Facilities.Overlaps(facilities))
            {
                uint value = field.GetValue(closed);
                names.Add(ArmFeature.All.FirstOrDefault(feature => feature.Thresholds.Any(threshold => threshold.Field == field && threshold.Value == value))?.Name ?? field.ToString());
            }
        }

        if (facilities.Overlaps(ArmFacilities.VectorLengths))
        {
            names.Add("SVE vector lengths");
        }

        return names.Count <= most ? string.Join(", ", names) : $"{string.Join(", ", names.Take(most))} and {names.Count - most} more";
    }

    private static IEnumerable<string> ListFeatures(FacilitySet facilities) =>
        ArmFeature.All.Where(feature => feature.IsIn(facilities) == true).Select(static feature => feature.Name);
}
