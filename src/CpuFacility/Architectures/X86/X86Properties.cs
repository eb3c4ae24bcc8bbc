using System.Collections.Immutable;
using System.Globalization;

namespace CpuFacility.X86;

/// <summary>The properties of QEMU's x86 models that are no features: their values in expressions and in expansions.</summary>
internal static class X86Properties
{
    private const string DefinitionScope = "definition";

    /// <summary>QEMU keeps 48 characters of a brand string, three leaves of 16.</summary>
    private const int BrandLength = 48;

    public static ImmutableArray<CpuModelPropertyInfo> All { get; } = CreateAll();

    /// <summary>Reads a value as QEMU's property of that type takes it.</summary>
    public static bool TryRead(CpuModelPropertyInfo property, ReadOnlySpan<char> value, ref CpuIdentity identity, out string text)
    {
        if (property.IsSwitch)
        {
            return TryReadSwitch(property, value, out text);
        }

        if (property.IsNumber)
        {
            return TryReadNumber(property, value, ref identity, out text);
        }

        text = value.ToString();
        if (property.Name == "vendor")
        {
            if (value.Length != X86Vendor.SignatureLength || value.ContainsAnyExceptInRange(' ', '~'))
            {
                text = $"'vendor' takes {X86Vendor.SignatureLength} characters, such as GenuineIntel.";
                return false;
            }

            identity = new X86Identity(text, ((X86Identity)identity).Signature);
        }
        else if (property.Name == "model-id")
        {
            text = text[..Math.Min(text.Length, BrandLength)];
        }

        return true;
    }

    /// <summary>The properties of an expansion: each with what the model sets, what its definition says, or the edition's default.</summary>
    public static ImmutableArray<CpuModelProperty> List(CpuModel model, bool isFull)
    {
        var properties = ImmutableArray.CreateBuilder<CpuModelProperty>();
        X86CpuidLevels levels = X86CpuidLevels.Get(model);
        foreach (CpuModelPropertyInfo property in All)
        {
            // A model does not say where in a machine its CPU sits, and only those that stand for a host have the host's settings.
            bool belongs = property.IsStatic
                || (isFull && property.Scope is DefinitionScope or "cpu")
                || (isFull && property.Scope == "host" && model.Kind == CpuModelKind.Preset);
            if (belongs)
            {
                properties.Add(new CpuModelProperty(property.Name, GetValue(property, model, levels)));
            }
        }

        return properties.ToImmutable();
    }

    private static string GetValue(CpuModelPropertyInfo property, CpuModel model, X86CpuidLevels levels)
    {
        foreach (CpuModelProperty set in model.Properties)
        {
            // Levels are raised by features even where they are set: those are taken from the levels.
            if (set.Name == property.Name && !property.Name.StartsWith("min-", StringComparison.Ordinal))
            {
                return set.Value;
            }
        }

        var identity = (X86Identity)model.Identity;
        X86Signature signature = identity.Signature ?? default;
        var definition = model.Definition as X86ModelDefinition;
        return property.Name switch
        {
            "vendor" => identity.Vendor,
            "family" => Number(signature.Family),
            "model" => Number(signature.Model),
            "stepping" => Number(signature.Stepping),
            "model-id" => definition?.BrandString ?? "",
            "min-level" or "level" => Number(levels.Basic),
            "level-func7" => Number(levels.Func7),
            "min-xlevel" or "xlevel" => Number(levels.Extended),
            "min-xlevel2" or "xlevel2" => Number(levels.Centaur),
            "avx10-version" => Number(definition?.Avx10Version ?? 0),
            "legacy-cache" => Switch(definition?.HasLegacyCache ?? true),
            "x-force-cpuid-0x1f" => Switch(definition?.ForcesLeaf1F ?? false),
            _ => property.DefaultValue,
        };
    }

    private static bool TryReadSwitch(CpuModelPropertyInfo property, ReadOnlySpan<char> value, out string text)
    {
        bool isOn = value is "on" or "yes" or "true" or "y";
        if (isOn || value is "off" or "no" or "false" or "n")
        {
            text = Switch(isOn);
            return true;
        }

        text = $"'{property.Name}' takes 'on' or 'off', not '{CpuModelExpression.Shorten(value)}'.";
        return false;
    }

    private static bool TryReadNumber(CpuModelPropertyInfo property, ReadOnlySpan<char> value, ref CpuIdentity identity, out string text)
    {
        (Int128 lowest, Int128 highest) = GetRange(property);
        bool isRead = TryParse(value, out Int128 number);

        // Of unsigned numbers, the negative ones count from the greatest of 64 bits downwards (strtoull).
        number += property.Type.StartsWith('u') && number < 0 ? (Int128)1 << 64 : 0;
        if (!isRead || number < lowest || number > highest)
        {
            text = string.Create(
                CultureInfo.InvariantCulture,
                $"'{property.Name}' takes a number from {lowest} to {highest}, not '{CpuModelExpression.Shorten(value)}'.");
            return false;
        }

        text = number.ToString(CultureInfo.InvariantCulture);
        var own = (X86Identity)identity;
        X86Signature signature = own.Signature ?? default;
        X86Signature? changed = property.Name switch
        {
            "family" => new X86Signature((int)number, signature.Model, signature.Stepping),
            "model" => new X86Signature(signature.Family, (int)number, signature.Stepping),
            "stepping" => new X86Signature(signature.Family, signature.Model, (int)number),
            _ => null,
        };
        identity = changed is null ? identity : new X86Identity(own.Vendor, changed);
        return true;
    }

    private static (Int128 Lowest, Int128 Highest) GetRange(CpuModelPropertyInfo property) => property.Name switch
    {
        "family" => (0, X86Signature.HighestFamily),
        "model" => (0, byte.MaxValue),
        "stepping" => (0, 15),
        _ => property.Type switch
        {
            "uint8" => (0, byte.MaxValue),
            "uint16" => (0, ushort.MaxValue),
            "uint32" => (0, uint.MaxValue),
            "int32" => (int.MinValue, int.MaxValue),
            "uint64" => (0, ulong.MaxValue),
            _ => (0, long.MaxValue),
        },
    };

    /// <summary>
    /// As QEMU reads numbers in texts, with C's <c>strtoll</c> of base 0: white space and a sign may precede, <c>0x</c> is hexadecimal, another
    /// <c>0</c> in front octal.
    /// </summary>
    private static bool TryParse(ReadOnlySpan<char> value, out Int128 number)
    {
        ReadOnlySpan<char> digits = value.TrimStart(" \t\n\v\f\r");
        bool isNegative = digits.StartsWith('-');
        digits = isNegative || digits.StartsWith('+') ? digits[1..] : digits;
        bool isRead = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? NumberText.TryParse(digits[2..], NumberStyles.AllowHexSpecifier, out ulong magnitude)
            : digits.StartsWith('0')
                ? TryParseOctal(digits, out magnitude)
                : NumberText.TryParse(digits, NumberStyles.None, out magnitude);
        number = isNegative ? -(Int128)magnitude : magnitude;
        return isRead;
    }

    private static bool TryParseOctal(ReadOnlySpan<char> digits, out ulong number)
    {
        number = 0;
        foreach (char digit in digits)
        {
            if (digit is < '0' or > '7' || number >> 61 != 0)
            {
                return false;
            }

            number = (number << 3) + (uint)(digit - '0');
        }

        return true;
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Switch(bool isOn) => isOn ? "on" : "off";

    private static ImmutableArray<CpuModelPropertyInfo> CreateAll()
    {
        string[] names = X86Data.PropertiesQemu11_1.Name();
        string[] types = X86Data.PropertiesQemu11_1.Type();
        string[] values = X86Data.PropertiesQemu11_1.Value();
        string[] scopes = X86Data.PropertiesQemu11_1.Scope();
        string[] statics = X86Data.PropertiesQemu11_1.Static();
        return [.. Enumerable.Range(0, names.Length).Select(i => new CpuModelPropertyInfo(
            names[i],
            types[i],
            values[i] is "true" or "false" ? Switch(values[i] == "true") : values[i],
            scopes[i],
            statics[i] == "yes"))];
    }
}
