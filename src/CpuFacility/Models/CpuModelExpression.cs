using System.Diagnostics.CodeAnalysis;

namespace CpuFacility;

/// <summary>Reads <c>name,property=value,...</c>, the form in which QEMU takes a model after <c>-cpu</c>.</summary>
internal static class CpuModelExpression
{
    /// <summary>A stated limit for input from outside: the longest expression of shipped models is a twentieth of it.</summary>
    public const int MaximumLength = 65_536;

    public static bool TryParse(
        CpuModelRegistry registry,
        ReadOnlySpan<char> text,
        CpuModelSyntax syntax,
        [NotNullWhen(true)] out CpuModel? model,
        out FacilityFormatError error)
    {
        model = null;
        error = default;
        if (text.Length > MaximumLength)
        {
            error = new FacilityFormatError(MaximumLength, $"An expression has at most {MaximumLength} characters, but this one has {text.Length}.");
            return false;
        }

        int end = text.IndexOf(',');
        ReadOnlySpan<char> name = end < 0 ? text : text[..end];

        // The last look-up fails as the first did, and says why.
        if (!registry.TryFind(name, out CpuModel? start)
            && !(syntax == CpuModelSyntax.Extended && registry.Rules.TryResolveName(registry, name, out start))
            && !registry.TryFind(name, out start, out error))
        {
            return false;
        }

        var builder = new CpuModelBuilder(start);
        var items = new Items(registry, builder, syntax);
        bool signsLast = registry.Rules.TakesSigns;
        bool isApplied = items.TryApply(text, end + 1, signsLast ? Signs.None : Signs.All, ref error)
            && (!signsLast || (items.TryApply(text, end + 1, Signs.Plus, ref error) && items.TryApply(text, end + 1, Signs.Minus, ref error)));
        if (isApplied && builder.FindConflictingProperty() is (string property, string sentence))
        {
            error = new FacilityFormatError(Math.Max(text.LastIndexOf($",{property}=", StringComparison.Ordinal) + 1, 0), sentence);
            return false;
        }

        model = isApplied ? builder.ToModel() : null;
        return isApplied;
    }

    /// <summary>The words that QEMU reads as a switch, in lower case only.</summary>
    private static bool TryParseSwitch(ReadOnlySpan<char> value, out bool isOn)
    {
        isOn = value is "on" or "yes" or "true" or "y";
        return isOn || value is "off" or "no" or "false" or "n";
    }

    /// <summary>Keeps messages readable when the input is not.</summary>
    public static string Shorten(ReadOnlySpan<char> text) => text.Length <= 40 ? text.ToString() : $"{text[..40]}...";

    /// <summary>Which items a walk over an expression applies. On x86 QEMU takes those with a sign after the others, first plus, then minus.</summary>
    private enum Signs
    {
        /// <summary>Those without a sign.</summary>
        None,

        /// <summary>Those with a plus.</summary>
        Plus,

        /// <summary>Those with a minus.</summary>
        Minus,

        /// <summary>All, in their order.</summary>
        All,
    }

    /// <summary>The items of an expression, and where they go.</summary>
    private readonly ref struct Items(CpuModelRegistry registry, CpuModelBuilder builder, CpuModelSyntax syntax)
    {
        /// <summary>Applies the items from a position on; 0 stands for none.</summary>
        public bool TryApply(ReadOnlySpan<char> text, int position, Signs signs, ref FacilityFormatError error)
        {
            while (position > 0)
            {
                int length = text[position..].IndexOf(',');
                ReadOnlySpan<char> item = length < 0 ? text[position..] : text.Slice(position, length);

                // QEMU splits with strtok, which skips empty items.
                if (!item.IsEmpty && (signs == Signs.All || SignOf(item) == signs) && !TryApply(item, position, ref error))
                {
                    return false;
                }

                position = length < 0 ? 0 : position + length + 1;
            }

            return true;
        }

        private static Signs SignOf(ReadOnlySpan<char> item) => item[0] switch
        {
            '+' => Signs.Plus,
            '-' => Signs.Minus,
            _ => Signs.None,
        };

        private bool TryApply(ReadOnlySpan<char> item, int position, ref FacilityFormatError error)
        {
            bool takesSigns = registry.Rules.TakesSigns;
            Signs sign = SignOf(item);
            if (sign != Signs.None && (takesSigns || syntax == CpuModelSyntax.Extended))
            {
                return TrySet(item[1..], sign == Signs.Plus ? "on" : "off", position + 1, position, ref error);
            }

            int equals = item.IndexOf('=');
            if (equals >= 0)
            {
                return TrySet(item[..equals], item[(equals + 1)..], position, position + equals + 1, ref error);
            }

            if (takesSigns)
            {
                return TrySet(item, "on", position, position, ref error);
            }

            error = new FacilityFormatError(position, $"'{Shorten(item)}' is no property with a value: write '{Shorten(item)}=on' or '{Shorten(item)}=off'.");
            return false;
        }

        private bool TrySet(
            ReadOnlySpan<char> written, ReadOnlySpan<char> value, int position, int valuePosition, ref FacilityFormatError error)
        {
            ReadOnlySpan<char> name = registry.Rules.NormalizeName(written);
            if (registry.Vocabulary.TryFind(name, out FacilityTerm term))
            {
                if (!TryParseSwitch(value, out bool isOn))
                {
                    error = new FacilityFormatError(valuePosition, $"'{Shorten(written)}' takes 'on' or 'off', not '{Shorten(value)}'.");
                    return false;
                }

                error = builder.TrySet(term, isOn, out string? refusal) ? error : new FacilityFormatError(position, refusal);
                return refusal is null;
            }

            if (builder.FindProperty(name) is null)
            {
                string kinds = registry.Properties.IsEmpty ? "no facility and no group" : "no facility and no property";
                error = new FacilityFormatError(
                    position, $"'{Shorten(written)}' is {kinds} of {registry.Edition}.{registry.Vocabulary.AskForNearest(name)}");
                return false;
            }

            error = builder.TrySetProperty(name, value, out string? reason) ? error : new FacilityFormatError(valuePosition, reason);
            return reason is null;
        }
    }
}
