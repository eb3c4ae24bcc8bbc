using System.Text.Json;
using CpuFacility.Arm;

namespace CpuFacility.Tool;

/// <summary>Two Arm models field by field.</summary>
internal static class ArmComparisonOutput
{
    /// <summary>Writes the verdicts and the fields that differ; of models that are known in part, the fields that are known of both.</summary>
    public static void WriteText(TextOutput output, CpuModel first, CpuModel second, FacilitySet unreported)
    {
        ArmComparison there = first.CompareFieldsWith(second);
        ArmComparison back = second.CompareFieldsWith(first);
        if (unreported.IsEmpty)
        {
            output.WriteLine($"what programs see   {there.UserVisible.ToString().ToLowerInvariant()}");
            output.WriteLine($"all fields          {there.Tracked.ToString().ToLowerInvariant()}");
            output.WriteLine($"KVM                 {Word(there)} the first on the second, {Word(back)} the second on the first");
        }
        else
        {
            int known = ArmField.All.Count(field => field.IsTracked && !field.Facilities.Overlaps(unreported));
            output.WriteLine($"Of {ArmField.All.Count(static field => field.IsTracked)} fields, {known} are known of both. Those of them that differ are listed.");
        }

        if (there.GuestLengths != there.HostLengths && !unreported.Overlaps(ArmFacilities.VectorLengths))
        {
            output.WriteLine($"SVE lengths         first {there.GuestLengths}, second {there.HostLengths}");
        }

        string[][] rows = [.. ArmField.All
            .Where(field => there.Guest.GetValue(field) != there.Host.GetValue(field))
            .Where(static field => field.IsTracked || field.KvmAccess == ArmKvmAccess.Fixed)
            .Where(field => unreported.IsEmpty || (field.IsTracked && !field.Facilities.Overlaps(unreported)))
            .Select(field => DescribeRow(field, there.Guest.GetValue(field), there.Host.GetValue(field)))];
        if (rows.Length > 0)
        {
            output.WriteTable(["FIELD", "FIRST", "SECOND", "FIRST ON SECOND", "SECOND ON FIRST", "SEEN BY PROGRAMS"], rows);
        }
    }

    /// <summary>The same as data; nothing for models that are known in part.</summary>
    public static void WriteJson(Utf8JsonWriter json, CpuModel first, CpuModel second, in FacilitySet unreported)
    {
        if (!unreported.IsEmpty)
        {
            json.WriteNull("arm");
            return;
        }

        ArmComparison there = first.CompareFieldsWith(second);
        ArmComparison back = second.CompareFieldsWith(first);
        json.WriteStartObject("arm");
        json.WriteString("programs", there.UserVisible.ToString().ToLowerInvariant());
        json.WriteString("all-fields", there.Tracked.ToString().ToLowerInvariant());
        WriteDirection(json, "first-on-second", there);
        WriteDirection(json, "second-on-first", back);
        json.WriteEndObject();
    }

    public static void WriteBlocking(Utf8JsonWriter json, string name, ArmComparison comparison, ArmScope scope)
    {
        json.WriteStartArray(name);
        foreach (ArmFieldDifference difference in comparison.GetBlocking(scope))
        {
            json.WriteStartObject();
            json.WriteString("field", difference.Field.ToString());
            json.WriteNumber("guest", difference.GuestValue);
            json.WriteNumber("host", difference.HostValue);
            json.WriteString("guest-means", difference.Field.GetValueName(difference.GuestValue));
            json.WriteString("host-means", difference.Field.GetValueName(difference.HostValue));
            json.WriteBoolean("must-be-equal", difference.MustBeEqual);
            json.WriteString("sentence", difference.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>The fields that KVM alone refuses: those that it has no way to show a guest otherwise than the host has them.</summary>
    public static void WriteFixed(TextOutput output, ArmComparison comparison)
    {
        ArmFieldDifference[] fields = [.. comparison.GetBlocking(ArmScope.Kvm).Where(static field => field.Field.IsAccepted(field.GuestValue, field.HostValue))];
        if (fields.Length > 0)
        {
            output.WriteLine("KVM refuses the guest, as it has no way to show it other values than the host's:");
            foreach (ArmFieldDifference field in fields)
            {
                output.WriteLine($"  {field.Field}: guest {field.Field.Describe(field.GuestValue)}, host {field.Field.Describe(field.HostValue)}");
            }
        }
    }

    private static void WriteDirection(Utf8JsonWriter json, string name, ArmComparison comparison)
    {
        json.WriteStartObject(name);
        json.WriteBoolean("accepted-by-kvm", comparison.IsAcceptedByKvm);
        json.WriteBoolean("vector-lengths-accepted", comparison.AreVectorLengthsAccepted);
        WriteBlocking(json, "blocking-programs", comparison, ArmScope.UserVisible);
        WriteBlocking(json, "blocking-all-fields", comparison, ArmScope.Tracked);
        WriteBlocking(json, "blocking-kvm", comparison, ArmScope.Kvm);
        json.WriteEndObject();
    }

    private static string[] DescribeRow(ArmField field, uint first, uint second) =>
    [
        field.ToString(),
        field.Describe(first),
        field.Describe(second),
        Runs(field, first, second),
        Runs(field, second, first),
        field.IsUserVisible ? "yes" : "no",
    ];

    private static string Runs(ArmField field, uint guest, uint host) => (field.IsAccepted(guest, host), field.IsAcceptedByKvm(guest, host)) switch
    {
        (true, true) => "yes",
        (true, false) => "not with KVM",
        (false, true) => "with KVM only",
        _ => "no",
    };

    private static string Word(ArmComparison comparison) => comparison.IsAcceptedByKvm ? "takes" : "refuses";
}
