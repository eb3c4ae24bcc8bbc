using System.Globalization;
using CpuFacility.Testing;

namespace CpuFacility.Tests.Architectures.Arm;

/// <summary>A field as the shared table of ID registers has it, with Linux' and KVM's rules written out: a second implementation.</summary>
internal sealed class PlainArmField(Dictionary<string, string> row)
{
    public string Register => row["register"];

    public string Name => row["field"];

    public int Shift => int.Parse(row["shift"], CultureInfo.InvariantCulture);

    public int Width => int.Parse(row["width"], CultureInfo.InvariantCulture);

    public bool IsSigned => row["linux_sign"] == "signed";

    public string Rule => row["linux_rule"];

    public bool IsTracked => Rule != "untracked";

    public bool IsUserVisible => row["visibility"] == "user";

    public string Kvm => row["kvm"];

    public string KvmRule => row["kvm_rule_override"].Length > 0 ? row["kvm_rule_override"] : Rule;

    public int SafeValue => row["safe_value"].Length == 0 ? 0 : int.Parse(row["safe_value"], CultureInfo.InvariantCulture);

    public int Values => 1 << Width;

    /// <summary>The values that have a name; null where all are numbers of something.</summary>
    public int[]? Named => row["values"].Length == 0
        ? null
        : [.. row["values"].Split(' ').Select(static name => int.Parse(name.Split('=')[0], CultureInfo.InvariantCulture))];

    public static List<PlainArmField> ReadAll() =>
        [.. CsvRows.Read(SharedFolder.Require("facts", "aarch64", "idregs.csv")).Select(static row => new PlainArmField(row))];

    public int Extract(ulong register) => (int)(register >> Shift) & (Values - 1);

    public int Number(int value) => IsSigned && value >= Values / 2 ? value - Values : value;

    public int Safe(int first, int second, string? rule = null)
    {
        switch (rule ?? Rule)
        {
            case "lower":
                return Number(first) < Number(second) ? first : second;
            case "higher":
                return Math.Max(first, second);
            case "higher_or_zero":
                return first == 0 || second == 0 ? 0 : Math.Max(first, second);
            case "exact":
                return first == second ? first : SafeValue;
            default:
                return 0;
        }
    }

    public bool Accepts(int guest, int host) => !IsTracked || guest == host || guest == Safe(guest, host);

    public bool AcceptsByKvm(int guest, int host) => Kvm switch
    {
        "writable" => guest == host || guest == Safe(guest, host, KvmRule),
        "fixed" => guest == host,
        _ => true,
    };

    /// <summary>How many bits a value has in the encoding with one bit for every value: what the recorded pairs count.</summary>
    public int CountBits(int value)
    {
        int greatest = Values - 1;
        return Rule switch
        {
            "lower" when IsSigned => Number(value) + (Values / 2),
            "lower" => value,
            "higher" => greatest - value,
            "higher_or_zero" => value == 0 ? 0 : Values - value,
            "exact" => value == SafeValue ? 0 : 1,
            _ => 0,
        };
    }
}
