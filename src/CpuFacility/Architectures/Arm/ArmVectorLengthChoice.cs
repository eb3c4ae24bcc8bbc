using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace CpuFacility.Arm;

/// <summary>How QEMU makes a set of vector lengths of the properties <c>sve128</c> to <c>sve2048</c> (<c>arm_cpu_sve_finalize</c>, without KVM).</summary>
internal static class ArmVectorLengthChoice
{
    private const string Sve = "sve";

    /// <summary>The lengths that every processor has up to its longest: 128, 256, 512, 1024 and 2048 bits.</summary>
    private const int PowersOfTwo = 0b1000_0000_1000_1011;

    private static readonly string[] Names =
        [.. Enumerable.Range(1, ArmVectorLengths.Count).Select(static number => Name(number))];

    /// <summary>The length that a property is about.</summary>
    public static bool TryGetLength(string property, out int length)
    {
        length = (Array.IndexOf(Names, property) + 1) * ArmVectorLengths.Step;
        return length > 0;
    }

    /// <summary>
    /// Lengths that are switched on leave out all others but the powers of two below; without one, a power of two that is switched off takes all
    /// longer ones with it.
    /// </summary>
    /// <param name="supported">The lengths that the model can have.</param>
    /// <param name="properties">All properties that were set.</param>
    /// <param name="lengths">The lengths that the guest has; none while <c>sve</c> is off.</param>
    /// <param name="conflict">Why there is no such set.</param>
    public static bool TryResolve(
        ArmVectorLengths supported, ImmutableArray<CpuModelProperty> properties, out ArmVectorLengths lengths, out ArmLengthConflict? conflict)
    {
        lengths = default;
        conflict = null;
        (int on, int set) = Read(properties);
        bool hasSve = ArmQemuProperties.Get(properties, Sve) != false;
        if (on == 0 && !hasSve)
        {
            return true;
        }

        int chosen;
        if (on != 0)
        {
            int below = MaskUpTo(LengthNumber(on));
            chosen = (on | (PowersOfTwo & ~set)) & below;
        }
        else
        {
            int first = BitOperations.TrailingZeroCount(set & PowersOfTwo) + 1;
            chosen = supported.Bitmap & ~set & MaskUpTo(Math.Min(first - 1, ArmVectorLengths.Count));
            if (chosen == 0)
            {
                conflict = Refuse(first, on: false, "no length would be left: switch 'sve' off instead");
                return false;
            }
        }

        int longest = LengthNumber(chosen);
        int wrong = chosen ^ (supported.Bitmap & MaskUpTo(longest));
        int highest = LengthNumber(wrong);
        if (wrong != 0 && (chosen & (1 << (highest - 1))) != 0)
        {
            conflict = Refuse(highest, on: true, "the model does not have that length");
            return false;
        }

        int required = PowersOfTwo & MaskUpTo(longest) & ~chosen;
        if (required != 0)
        {
            conflict = Refuse(LengthNumber(required), on: false, $"it is a power of two below the longest length, {longest * ArmVectorLengths.Step}");
            return false;
        }

        if (!hasSve)
        {
            conflict = Refuse(longest, on: true, "'sve' is off");
            return false;
        }

        lengths = new ArmVectorLengths((ushort)chosen);
        return true;
    }

    private static (int On, int Set) Read(ImmutableArray<CpuModelProperty> properties)
    {
        int on = 0;
        int set = 0;
        for (int i = 0; i < Names.Length; i++)
        {
            if (ArmQemuProperties.Get(properties, Names[i]) is bool isOn)
            {
                set |= 1 << i;
                on |= isOn ? 1 << i : 0;
            }
        }

        return (on, set);
    }

    /// <summary>The number of the longest length in a bitmap, from 1; 0 for none.</summary>
    private static int LengthNumber(int bitmap) => 32 - BitOperations.LeadingZeroCount((uint)bitmap);

    private static int MaskUpTo(int number) => (1 << number) - 1;

    private static ArmLengthConflict Refuse(int number, bool on, string reason) => new(Name(number), on, reason);

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"{Sve}{number * ArmVectorLengths.Step}");
}

/// <summary>Why there is no set of vector lengths for some properties.</summary>
/// <param name="Property">The property of the length that is to blame.</param>
/// <param name="IsOn">Whether the length cannot be on; if not, it cannot be off.</param>
/// <param name="Reason">Why, as the end of a sentence.</param>
internal sealed record ArmLengthConflict(string Property, bool IsOn, string Reason)
{
    public string Sentence => $"'{Property}' cannot be {(IsOn ? "on" : "off")}: {Reason}.";
}
