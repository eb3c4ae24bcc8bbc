using System.Collections.Immutable;
using System.Globalization;

namespace CpuFacility.RiscV;

/// <summary>QEMU's properties of RISC-V models that are no facilities: numbers, and versions of specifications.</summary>
internal static class RiscVProperties
{
    private static readonly string[] Names = RiscVData.PropertiesQemu11_1.Name();
    private static readonly string[] Words = RiscVData.PropertiesQemu11_1.Words();

    /// <summary>By name in ordinal order.</summary>
    public static ImmutableArray<CpuModelPropertyInfo> All { get; } =
    [
        .. Enumerable.Range(0, Names.Length).Select(static i => new CpuModelPropertyInfo(
            Names[i], RiscVData.PropertiesQemu11_1.Type()[i], RiscVData.PropertiesQemu11_1.Value()[i], RiscVData.PropertiesQemu11_1.Scope()[i], IsStatic: false)),
    ];

    /// <summary>Reads a value: a word of the property's list, or a number in its range, and a power of two where the property wants one.</summary>
    public static bool TryRead(CpuModelPropertyInfo property, ReadOnlySpan<char> value, ref CpuIdentity identity, out string text)
    {
        int row = Array.IndexOf(Names, property.Name);
        text = value.ToString();
        if (Words[row].Length > 0)
        {
            if (Words[row].Split(' ').Contains(text))
            {
                return true;
            }

            text = $"'{CpuModelExpression.Shorten(value)}' is no value of {property.Name}: the values are {Words[row].Replace(" ", ", ", StringComparison.Ordinal)}.";
            return false;
        }

        ulong least = RiscVData.PropertiesQemu11_1.Least[row];
        ulong greatest = RiscVData.PropertiesQemu11_1.Greatest[row];
        bool isPower = RiscVData.PropertiesQemu11_1.Power[row] != 0;
        if (!TryReadNumber(value, out ulong number) || number < least || number > greatest || (isPower && !ulong.IsPow2(number)))
        {
            string kind = isPower ? "a power of two" : "a number";
            text = string.Create(
                CultureInfo.InvariantCulture, $"'{CpuModelExpression.Shorten(value)}' is no value of {property.Name}: it takes {kind} from {least} to {greatest}.");
            return false;
        }

        var before = (RiscVIdentity)identity;
        identity = new RiscVIdentity(before.Xlen, Change(before.Values, property.Name, (uint)number));
        return true;
    }

    /// <summary>The properties that were set, and the numbers in which a model differs from its definition otherwise, by name.</summary>
    public static ImmutableArray<CpuModelProperty> List(CpuModel model)
    {
        RiscVValues values = ((RiscVIdentity)model.Identity).Values;
        RiscVValues own = ((RiscVIdentity)model.Definition.Identity).Values;
        var listed = model.Properties.ToBuilder();
        foreach (string name in Names)
        {
            uint value = Get(values, name);
            if (value != 0 && value != Get(own, name) && !model.Properties.Any(property => property.Name == name))
            {
                listed.Add(new CpuModelProperty(name, value.ToString(CultureInfo.InvariantCulture)));
            }
        }

        listed.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        return listed.ToImmutable();
    }

    private static uint Get(RiscVValues values, string name) => name switch
    {
        "vlen" => values.VectorLength,
        "elen" => values.ElementLength,
        "cbom_blocksize" => values.ManagementBlockSize,
        "cbop_blocksize" => values.PrefetchBlockSize,
        "cboz_blocksize" => values.ZeroBlockSize,
        _ => 0,
    };

    private static RiscVValues Change(RiscVValues values, string name, uint number) => name switch
    {
        "vlen" => values with { VectorLength = number },
        "elen" => values with { ElementLength = number },
        "cbom_blocksize" => values with { ManagementBlockSize = number },
        "cbop_blocksize" => values with { PrefetchBlockSize = number },
        "cboz_blocksize" => values with { ZeroBlockSize = number },
        _ => values,
    };

    private static bool TryReadNumber(ReadOnlySpan<char> value, out ulong number) =>
        value.StartsWith("0x", StringComparison.Ordinal)
            ? NumberText.TryParse(value[2..], NumberStyles.AllowHexSpecifier, out number)
            : NumberText.TryParse(value, NumberStyles.None, out number);
}
