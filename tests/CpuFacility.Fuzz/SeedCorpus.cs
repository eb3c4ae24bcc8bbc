namespace CpuFacility.Fuzz;

/// <summary>The seeds: a folder for each target, a file for each seed.</summary>
internal sealed class SeedCorpus(string folder)
{
    /// <summary>The seeds of a target, in the order of their names.</summary>
    /// <exception cref="InvalidDataException">There are none: a target without seeds would reach next to nothing.</exception>
    public byte[][] Read(string target)
    {
        string path = Path.Combine(folder, target);
        byte[][] seeds = Directory.Exists(path) ? [.. Directory.GetFiles(path).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)] : [];
        return seeds.Length > 0 ? seeds : throw new InvalidDataException($"There is no seed in '{path}'.");
    }
}
