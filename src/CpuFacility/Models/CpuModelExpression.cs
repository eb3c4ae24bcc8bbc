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
        while (end >= 0)
        {
            int position = end + 1;
            int length = text[position..].IndexOf(',');
            ReadOnlySpan<char> item = length < 0 ? text[position..] : text.Slice(position, length);

            // QEMU splits with strtok, which skips empty items.
            if (!item.IsEmpty && !TryApply(registry, builder, item, position, syntax, ref error))
            {
                return false;
            }

            end = length < 0 ? -1 : position + length;
        }

        model = builder.ToModel();
        return true;
    }

    private static bool TryApply(
        CpuModelRegistry registry,
        CpuModelBuilder builder,
        ReadOnlySpan<char> item,
        int position,
        CpuModelSyntax syntax,
        ref FacilityFormatError error)
    {
        ReadOnlySpan<char> property;
        bool isOn;
        int equals = item.IndexOf('=');
        if (equals >= 0)
        {
            property = item[..equals];
            if (!TryParseSwitch(item[(equals + 1)..], out isOn))
            {
                error = new FacilityFormatError(
                    position + equals + 1,
                    $"'{Shorten(property)}' takes 'on' or 'off', not '{Shorten(item[(equals + 1)..])}'.");
                return false;
            }
        }
        else if (syntax == CpuModelSyntax.Extended && item[0] is '+' or '-')
        {
            property = item[1..];
            isOn = item[0] == '+';
            position++;
        }
        else
        {
            error = new FacilityFormatError(position, $"'{Shorten(item)}' is no property with a value: write '{Shorten(item)}=on' or '{Shorten(item)}=off'.");
            return false;
        }

        if (!registry.Vocabulary.TryFind(property, out FacilityTerm term))
        {
            error = new FacilityFormatError(position, $"'{Shorten(property)}' is no facility and no group of {registry.Edition}.{registry.Vocabulary.AskForNearest(property)}");
            return false;
        }

        if (!builder.TrySet(term, isOn, out string? reason))
        {
            error = new FacilityFormatError(position, reason);
            return false;
        }

        return true;
    }

    /// <summary>The words that QEMU reads as a switch, in lower case only.</summary>
    private static bool TryParseSwitch(ReadOnlySpan<char> value, out bool isOn)
    {
        isOn = value is "on" or "yes" or "true" or "y";
        return isOn || value is "off" or "no" or "false" or "n";
    }

    /// <summary>Keeps messages readable when the input is not.</summary>
    public static string Shorten(ReadOnlySpan<char> text) => text.Length <= 40 ? text.ToString() : $"{text[..40]}...";
}
