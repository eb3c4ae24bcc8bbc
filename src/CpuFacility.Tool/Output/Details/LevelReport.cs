using System.Collections.Immutable;

namespace CpuFacility.Tool;

/// <summary>How a host stands to the levels of its architecture.</summary>
/// <param name="Text">The levels that it reaches, and what is missing for the next ones.</param>
/// <param name="Level">The name of the highest level that it reaches for certain; empty for none. Of several, all.</param>
/// <param name="Highest">The name of the highest level that it reaches if all that is not known is there; empty for none.</param>
/// <param name="States">All levels, lower ones first.</param>
internal sealed record LevelReport(string Text, string Level, string Highest, ImmutableArray<LevelState> States)
{
    /// <summary>Describes levels of which some include others.</summary>
    /// <param name="states">All levels, each behind those that it includes.</param>
    /// <param name="includes">Whether the first of two levels includes the second.</param>
    public static LevelReport Create(ImmutableArray<LevelState> states, Func<LevelState, LevelState, bool> includes)
    {
        string reached = ListHighest(states, static state => state.IsReached, includes);
        string first = reached.Length > 0 ? reached : states.IsEmpty ? "none: there is no level for such a processor" : $"below {states[0].Name}";
        IEnumerable<string> next = states
            .Where(state => !state.IsReached && !states.Any(other => !other.IsReached && other != state && includes(state, other)))
            .Select(Describe);
        return new LevelReport(string.Join("\n", [first, .. next]), reached, ListHighest(states, static state => state.MayBeReached, includes), states);
    }

    private static string ListHighest(
        ImmutableArray<LevelState> states, Func<LevelState, bool> isReached, Func<LevelState, LevelState, bool> includes)
    {
        LevelState[] reached = [.. states.Where(isReached)];
        string[] highest = [.. reached.Where(state => !reached.Any(other => other != state && includes(other, state))).Select(static state => state.Name)];
        return string.Join(" and ", highest);
    }

    private static string Describe(LevelState state) =>
        state.Missing.IsEmpty ? $"for {state.Name} it is not known whether it has {string.Join(", ", state.Unknown)}"
        : state.Unknown.IsEmpty ? $"for {state.Name} it lacks {string.Join(", ", state.Missing)}"
        : $"for {state.Name} it lacks {string.Join(", ", state.Missing)}; not known: {string.Join(", ", state.Unknown)}";
}

/// <summary>How a host stands to one level.</summary>
/// <param name="Name">The level.</param>
/// <param name="Missing">What the host certainly lacks for it.</param>
/// <param name="Unknown">What it may have or lack.</param>
internal sealed record LevelState(string Name, ImmutableArray<string> Missing, ImmutableArray<string> Unknown)
{
    public bool IsReached => Missing.IsEmpty && Unknown.IsEmpty;

    public bool MayBeReached => Missing.IsEmpty;
}
