using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CpuFacility.Arm;

/// <summary>
/// A version of Arm's architecture by its name in compilers, such as <c>armv8.2-a</c>: what a program built for it takes for granted. Immutable and
/// safe to share between threads.
/// </summary>
/// <remarks>
/// The features are those that clang 19 enables for the version, as far as Linux has a word for them (<see cref="ArmHwcaps"/>): what only operating
/// systems use does not count. A processor can have what two versions ask for of which neither includes the other, such as <c>armv8.7-a</c> and
/// <c>armv9.1-a</c>.
/// </remarks>
public sealed class ArmArchitectureLevel
{
    private ArmArchitectureLevel(string name, ImmutableArray<ArmArchitectureLevel> includes, ImmutableArray<(string Feature, ArmHwcaps Words)> features)
    {
        Name = name;
        Includes = includes;
        Features = features;
        Words = features.Aggregate(default(ArmHwcaps), static (all, feature) => all.Union(feature.Words));
    }

    /// <summary>All versions, each behind those that it includes.</summary>
    public static ImmutableArray<ArmArchitectureLevel> All { get; } = Read();

    /// <summary>The name that compilers take after <c>-march=</c>.</summary>
    public string Name { get; }

    /// <summary>The versions whose features are all in this one, the nearest ones; none for the first.</summary>
    public ImmutableArray<ArmArchitectureLevel> Includes { get; }

    /// <summary>What the version asks for, in Linux' words; what it includes, too.</summary>
    public ArmHwcaps Words { get; }

    /// <summary>What the version asks for by Arm's names, each with Linux' words for it; what it includes first.</summary>
    internal ImmutableArray<(string Feature, ArmHwcaps Words)> Features { get; }

    /// <summary>Finds a version by its name.</summary>
    /// <param name="name">The name, such as <c>armv8.2-a</c>, compared exactly.</param>
    /// <param name="level">The version found.</param>
    /// <returns>Whether there is one. It does not allocate.</returns>
    public static bool TryFind(ReadOnlySpan<char> name, [NotNullWhen(true)] out ArmArchitectureLevel? level)
    {
        foreach (ArmArchitectureLevel candidate in All)
        {
            if (name.SequenceEqual(candidate.Name))
            {
                level = candidate;
                return true;
            }
        }

        level = null;
        return false;
    }

    /// <summary>Whether a processor has all that the version asks for. It does not allocate.</summary>
    /// <param name="words">What Linux says of the processor, or would say: <see cref="ArmHwcaps.FromRegisters"/>.</param>
    public bool IsIn(ArmHwcaps words) => words.Contains(Words);

    /// <summary>Compares a processor with the version, where some features are not known.</summary>
    /// <param name="known">The words for what is known to be there.</param>
    /// <param name="possible">The words for what is there or may be.</param>
    public ArmArchitectureLevelCheck Check(ArmHwcaps known, ArmHwcaps possible) => new(
        this,
        [.. Features.Where(feature => !possible.Union(known).Contains(feature.Words)).Select(static feature => feature.Feature)],
        [.. Features.Where(feature => possible.Union(known).Contains(feature.Words) && !known.Contains(feature.Words)).Select(static feature => feature.Feature)]);

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private static ImmutableArray<ArmArchitectureLevel> Read()
    {
        string[] names = ArmData.ArchitectureLevels.Name();
        string[] includes = ArmData.ArchitectureLevels.Includes();
        string[] levels = ArmData.ArchitectureLevelFeatures.Level();
        string[] features = ArmData.ArchitectureLevelFeatures.Feature();
        string[] words = ArmData.ArchitectureLevelFeatures.Words();
        var all = ImmutableArray.CreateBuilder<ArmArchitectureLevel>(names.Length);
        for (int i = 0; i < names.Length; i++)
        {
            string name = names[i];
            ImmutableArray<ArmArchitectureLevel> included =
                [.. includes[i].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(other => all.First(level => level.Name == other))];
            IEnumerable<(string Feature, ArmHwcaps Words)> own =
                Enumerable.Range(0, levels.Length).Where(row => levels[row] == name).Select(row => (features[row], ReadWords(words[row])));
            all.Add(new ArmArchitectureLevel(name, included, [.. included.SelectMany(static level => level.Features).Concat(own).Distinct()]));
        }

        return all.MoveToImmutable();
    }

    private static ArmHwcaps ReadWords(string words) => words.Split(' ').Aggregate(default(ArmHwcaps), static (all, word) =>
        ArmHwcaps.TryFind(word, out ArmHwcaps bit) ? all.Union(bit) : throw new InvalidOperationException($"There is no word {word}."));
}
