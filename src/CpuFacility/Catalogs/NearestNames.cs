namespace CpuFacility;

/// <summary>Finds the names that a misspelt one may have meant, for error messages: it runs and allocates on the error path only.</summary>
internal static class NearestNames
{
    private const int MaximumCount = 3;

    /// <summary>Longer than any name of a model or facility with its mistakes, so that work is bounded for names of any length.</summary>
    internal const int MaximumLength = 40;

    /// <summary>The sentence that asks for the nearest names, with a space before it; empty when no name is near.</summary>
    public static string Ask(ReadOnlySpan<char> name, IEnumerable<string> candidates)
    {
        string[] found = Find(name, candidates);
        return found switch
        {
            [] => "",
            [.. var first, var last] when first.Length > 0 => $" Did you mean {string.Join(", ", first.Select(Quote))} or {Quote(last)}?",
            _ => $" Did you mean {Quote(found[0])}?",
        };
    }

    /// <summary>
    /// The nearest names, at most three, the nearest first and equally near ones in the order of the candidates. Upper and lower case do
    /// not count as a difference.
    /// </summary>
    public static string[] Find(ReadOnlySpan<char> name, IEnumerable<string> candidates)
    {
        if (name.IsEmpty || name.Length > MaximumLength)
        {
            return [];
        }

        int limit = LimitOf(name.Length);
        string lower = name.ToString().ToLowerInvariant();
        return [.. candidates
            .Where(candidate => Math.Abs(candidate.Length - lower.Length) <= limit)
            .Select(candidate => (Name: candidate, Distance: GetDistance(lower, candidate.ToLowerInvariant())))
            .Where(candidate => candidate.Distance <= limit)
            .OrderBy(static candidate => candidate.Distance)
            .Select(static candidate => candidate.Name)
            .Distinct()
            .Take(MaximumCount)];
    }

    /// <summary>
    /// The optimal string alignment distance: the fewest insertions, removals, replacements and swaps of neighbours, no part changed twice.
    /// </summary>
    public static int GetDistance(ReadOnlySpan<char> from, ReadOnlySpan<char> to)
    {
        int[] beforeLast = new int[to.Length + 1];
        int[] last = new int[to.Length + 1];
        int[] row = new int[to.Length + 1];
        for (int j = 0; j <= to.Length; j++)
        {
            row[j] = j;
        }

        for (int i = 1; i <= from.Length; i++)
        {
            (beforeLast, last, row) = (last, row, beforeLast);
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int replaced = last[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
                }
            }
        }

        return row[to.Length];
    }

    /// <summary>In short names, one change makes another word already: a third of the letters is the most that reads as a slip.</summary>
    private static int LimitOf(int length) => length switch
    {
        1 => 0,
        <= 5 => 1,
        <= 9 => 2,
        _ => 3,
    };

    private static string Quote(string name) => $"'{name}'";
}
