using System.Diagnostics;

namespace CpuFacility.Fuzz;

/// <summary>
/// Mutates seeds at random, without any feedback of what they reach: less than AFL++ finds, but anywhere and from a seed that repeats a run's
/// inputs. A finding's input is written to the folder of findings.
/// </summary>
internal sealed class RandomFuzzer(SeedCorpus corpus, string findings, int seed)
{
    /// <summary>No input of these lengths has a reason to take so long: more is a finding.</summary>
    private static readonly TimeSpan LongestCase = TimeSpan.FromSeconds(3);

    /// <summary>Characters of a finding that are printed.</summary>
    private const int LongestFinding = 500;

    /// <summary>How many findings of one target are written before it is left alone.</summary>
    private const int MostFindings = 3;

    /// <summary>Fuzzes one target.</summary>
    /// <returns>How many findings there are.</returns>
    public int Run(FuzzTarget target, TimeSpan time)
    {
        byte[][] seeds = corpus.Read(target.Name);
        int found = 0;
        foreach (byte[] one in seeds)
        {
            found += Try(target, one) ? 0 : 1;
        }

        var random = new Random(seed);
        var mutator = new InputMutator(random, seeds);
        var watch = Stopwatch.StartNew();
        int count = seeds.Length;
        while (watch.Elapsed < time && found < MostFindings)
        {
            found += Try(target, mutator.Next()) ? 0 : 1;
            count++;
        }

        Console.WriteLine($"{target.Name}: {count} inputs, {found} findings");
        return found;
    }

    private bool Try(FuzzTarget target, byte[] input)
    {
        var watch = Stopwatch.StartNew();
        string? finding = null;
        try
        {
            target.Run(input);
        }
        catch (Exception exception)
        {
            finding = exception.ToString();
        }

        if (finding is null && watch.Elapsed > LongestCase)
        {
            // Once more: what was slow may have been the machine, or the first use of a table.
            watch.Restart();
            target.Run(input);
            finding = watch.Elapsed > LongestCase ? $"{input.Length} bytes take {watch.Elapsed.TotalSeconds:F1} seconds" : null;
        }

        if (finding is null)
        {
            return true;
        }

        Directory.CreateDirectory(findings);
        string path = Path.Combine(findings, $"{target.Name}-{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(input).AsSpan(0, 6))}");
        File.WriteAllBytes(path, input);
        // A message can quote the input, which can be long: the file has it whole.
        Console.WriteLine($"FINDING in {target.Name}, input in {path}: {(finding.Length <= LongestFinding ? finding : finding[..LongestFinding] + "...")}");
        return false;
    }
}
