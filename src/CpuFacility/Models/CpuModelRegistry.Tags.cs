using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CpuFacility;

public sealed partial class CpuModelRegistry
{
    /// <summary>A shorter prefix would too often become ambiguous when the table grows.</summary>
    private const int FewestTagDigits = 4;

    /// <summary>
    /// The pre-calculated tags of what known emulators do in software, by emulator: first of its presets, then of the definitions' forms, both
    /// in the order of <see cref="NamedModels"/>.
    /// </summary>
    public ImmutableArray<SoftwareProfile> SoftwareProfiles { get; }

    /// <summary>Finds the row of a table for a model and a tag.</summary>
    /// <param name="modelName">The name of the model, as in <see cref="CpuModel.Name"/>.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="profile">The first such row.</param>
    /// <returns>Whether the table has the tag for the model.</returns>
    public bool TryFindProfile(ReadOnlySpan<char> modelName, SoftwareTag tag, [NotNullWhen(true)] out SoftwareProfile? profile)
    {
        foreach (SoftwareProfile candidate in SoftwareProfiles)
        {
            if (candidate.Tag == tag && modelName.SequenceEqual(candidate.Model.Name))
            {
                profile = candidate;
                return true;
            }
        }

        profile = null;
        return false;
    }

    /// <summary>Reads a model with or without a tag after its name: <c>z13.2~0a1b2c3d,te=off</c>.</summary>
    /// <param name="expression">The expression, at most 65,536 characters.</param>
    /// <exception cref="FacilityFormatException">
    /// The expression is none in <see cref="CpuModelSyntax.Extended"/> syntax, the tag has a wrong digit, a shortened tag is not the beginning of
    /// exactly one tag of the table, or the model has not all facilities that the tag stands for. The exception has the position.
    /// </exception>
    public TaggedModel ParseTagged(ReadOnlySpan<char> expression) =>
        TryParseTagged(expression, out TaggedModel? model, out FacilityFormatError error) ? model : throw new FacilityFormatException(error);

    /// <summary>Reads a model as <see cref="ParseTagged"/> does, without an exception for bad input.</summary>
    /// <param name="expression">The expression, at most 65,536 characters.</param>
    /// <param name="model">The model with its tag, or null.</param>
    /// <param name="error">What is wrong, and from which character on.</param>
    /// <returns>Whether the expression is a model with or without a tag.</returns>
    public bool TryParseTagged(ReadOnlySpan<char> expression, [NotNullWhen(true)] out TaggedModel? model, out FacilityFormatError error)
    {
        model = null;
        int comma = expression.IndexOf(',');
        int nameLength = comma < 0 ? expression.Length : comma;
        int mark = expression[..nameLength].IndexOf(TaggedModel.Mark);
        if (mark < 0 || expression.Length > CpuModelExpression.MaximumLength)
        {
            bool isModel = TryParse(expression, out CpuModel? untagged, out error);
            model = isModel ? new TaggedModel(untagged!, default, default) : null;
            return isModel;
        }

        ReadOnlySpan<char> digits = expression[(mark + 1)..nameLength];
        string withoutTag = string.Concat(expression[..mark], expression[nameLength..]);
        if (!TryParse(withoutTag, out CpuModel? parsed, out error))
        {
            // At the mark, too: a name that is missing is missed where it would begin.
            error = error.Position <= mark ? error : error with { Position = error.Position + 1 + digits.Length };
            return false;
        }

        if (!TryReadTag(parsed, digits, out SoftwareTag tag, out error))
        {
            error = error with { Position = error.Position + mark + 1 };
            return false;
        }

        FacilitySet software = TryFindProfile(parsed.Name, tag, out SoftwareProfile? profile) ? profile.Facilities : default;
        FacilitySet missing = software.Except(parsed.Facilities);
        if (!missing.IsEmpty)
        {
            error = new FacilityFormatError(
                mark + 1, $"The tag stands for {Vocabulary.Format(missing)} in software, which the model does not have.");
            return false;
        }

        model = new TaggedModel(parsed, tag, software);
        return true;
    }

    private SoftwareProfile CreateProfile(ProfileRow row)
    {
        _ = TryFind(row.ModelName, out CpuModel? model);
        return new SoftwareProfile(row.Name, row.Since, model!, model!.Facilities.Intersect(row.Implemented), row.Tag);
    }

    private bool TryReadTag(CpuModel model, ReadOnlySpan<char> digits, out SoftwareTag tag, out FacilityFormatError error)
    {
        if (digits.Length >= SoftwareTag.Digits || SoftwareTag.FindWrongDigit(digits) is not null)
        {
            return SoftwareTag.TryParse(digits, out tag, out error);
        }

        tag = default;
        error = default;
        if (digits.Length < FewestTagDigits)
        {
            error = new FacilityFormatError(0, $"A shortened tag has at least {FewestTagDigits} digits, but this one has {digits.Length}.");
            return false;
        }

        SoftwareTag found = default;
        foreach (SoftwareProfile profile in SoftwareProfiles)
        {
            if (profile.Model.Name == model.Name && profile.Tag != found && profile.Tag.StartsWith(digits))
            {
                if (!found.IsEmpty)
                {
                    error = new FacilityFormatError(0, $"Several tags of {model.Name} begin with '{digits}': write more of its {SoftwareTag.Digits} digits.");
                    return false;
                }

                found = profile.Tag;
            }
        }

        if (found.IsEmpty)
        {
            error = new FacilityFormatError(
                0, $"No tag of {model.Name} in the table of {Edition} begins with '{digits}': a tag that is not in the table needs all {SoftwareTag.Digits} digits.");
            return false;
        }

        tag = found;
        return true;
    }

    /// <summary>A row of the table of tags: what an emulator implements, of which the model has a part.</summary>
    internal sealed record ProfileRow(string Name, Version Since, string ModelName, FacilitySet Implemented, SoftwareTag Tag);
}
