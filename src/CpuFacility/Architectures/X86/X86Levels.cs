using System.Collections.Immutable;

namespace CpuFacility.X86;

/// <summary>Which level of the x86-64 psABI a set of features reaches, and what is missing for another.</summary>
/// <remarks>
/// The psABI also asks that the operating system has switched the state on (OSFXSR, OSXSAVE). For models, <c>xsave</c> stands in for OSXSAVE, as
/// no model carries a bit that the guest's kernel sets. For hosts, take the features that are usable.
/// </remarks>
public static class X86Levels
{
    /// <summary>The levels from the lowest to the highest.</summary>
    public static ImmutableArray<X86Level> All { get; } = [X86Level.V1, X86Level.V2, X86Level.V3, X86Level.V4];

    /// <summary>The highest level of which a set has all features. It does not allocate.</summary>
    /// <param name="facilities">The set.</param>
    public static X86Level GetLevel(in FacilitySet facilities)
    {
        X86Level level = X86Level.None;
        while (level < X86Level.V4 && Step(level + 1).IsSubsetOf(facilities))
        {
            level++;
        }

        return level;
    }

    /// <summary>All features that a level asks for, those of lower levels included. It does not allocate.</summary>
    /// <param name="level">The level.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is none of the enumeration's.</exception>
    public static FacilitySet GetRequired(X86Level level)
    {
        ThrowIfUndefined(level);
        var required = default(FacilitySet.Builder);
        for (X86Level step = X86Level.V1; step <= level; step++)
        {
            required.UnionWith(Step(step));
        }

        return required.ToFacilitySet();
    }

    /// <summary>What a set lacks for a level. It does not allocate.</summary>
    /// <param name="level">The level.</param>
    /// <param name="facilities">The set.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is none of the enumeration's.</exception>
    public static FacilitySet GetMissing(X86Level level, in FacilitySet facilities) => GetRequired(level).Except(facilities);

    /// <summary>The name of a level: <c>x86-64-v3</c>, or <c>none</c>.</summary>
    /// <param name="level">The level.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is none of the enumeration's.</exception>
    public static string GetName(this X86Level level)
    {
        ThrowIfUndefined(level);
        return level switch
        {
            X86Level.V1 => "x86-64-v1",
            X86Level.V2 => "x86-64-v2",
            X86Level.V3 => "x86-64-v3",
            X86Level.V4 => "x86-64-v4",
            _ => "none",
        };
    }

    /// <summary>Finds a level by its name.</summary>
    /// <param name="name">The name, such as <c>x86-64-v3</c>, compared exactly.</param>
    /// <param name="level">The level found.</param>
    /// <returns>Whether there is one of that name.</returns>
    public static bool TryParse(ReadOnlySpan<char> name, out X86Level level)
    {
        foreach (X86Level candidate in All)
        {
            if (name.SequenceEqual(candidate.GetName()))
            {
                level = candidate;
                return true;
            }
        }

        level = X86Level.None;
        return false;
    }

    /// <summary>What a level asks for beyond the one before it.</summary>
    private static ref readonly FacilitySet Step(X86Level level)
    {
        switch (level)
        {
            case X86Level.V1:
                return ref X86Data.X86_64V1;
            case X86Level.V2:
                return ref X86Data.X86_64V2;
            case X86Level.V3:
                return ref X86Data.X86_64V3;
            default:
                return ref X86Data.X86_64V4;
        }
    }

    private static void ThrowIfUndefined(X86Level level)
    {
        if (level is < X86Level.None or > X86Level.V4)
        {
            throw new ArgumentOutOfRangeException(nameof(level), level, "The level is None or V1 to V4.");
        }
    }
}
