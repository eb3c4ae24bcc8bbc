using System.Collections.Immutable;

namespace CpuFacility.Linux;

/// <summary>A line of <c>/proc/cpuinfo</c> in which some processors differ from the first. Immutable.</summary>
/// <param name="Key">What stands before the colon, such as <c>flags</c> or <c>microcode</c>.</param>
/// <param name="Processors">The numbers of the processors that have the other line, at least one, in the order of the text.</param>
/// <param name="Value">Their value; null if they have no such line.</param>
/// <param name="FirstValue">The first processor's value; null if it has no such line.</param>
public sealed record X86CpuInfoDifference(string Key, ImmutableArray<int> Processors, string? Value, string? FirstValue)
{
    private const int MaximumNumbers = 8;

    /// <summary>The words that the first processor has in this line and the others do not have.</summary>
    public ImmutableArray<string> Missing => Words(FirstValue, Value);

    /// <summary>The words that the others have in this line and the first processor does not have.</summary>
    public ImmutableArray<string> Additional => Words(Value, FirstValue);

    /// <summary>The difference as a sentence: <c>Processors 4, 5 differ from the first in 'flags': without avx512f.</c></summary>
    public override string ToString()
    {
        string numbers = string.Join(", ", Processors.Take(MaximumNumbers));
        string more = Processors.Length > MaximumNumbers ? string.Create(null, $" and {Processors.Length - MaximumNumbers} more") : "";
        string missing = Missing.IsEmpty ? "" : $"without {string.Join(' ', Missing)}";
        string additional = Additional.IsEmpty ? "" : $"with {string.Join(' ', Additional)}";
        string difference = string.Join(", ", new[] { missing, additional }.Where(static part => part.Length > 0));
        string verb = Processors.Length == 1 ? $"Processor {numbers} differs" : $"Processors {numbers}{more} differ";
        return $"{verb} from the first in '{Key}': {(difference.Length > 0 ? difference : "in the order of the words")}.";
    }

    private static ImmutableArray<string> Words(string? of, string? except)
    {
        HashSet<string> known = [.. (except ?? "").Split(' ')];
        return [.. (of ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(known.Add)];
    }
}
