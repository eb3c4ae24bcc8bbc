// Fuzzes the parsers. run.sh beside this file runs it under AFL++.

using System.Globalization;
using CpuFacility.Fuzz;
using SharpFuzz;

const string Usage = """
    CpuFacility.Fuzz --list                                         the targets' names
    CpuFacility.Fuzz --random SECONDS SEED CORPUS [TARGET...]       random changes of the seeds, that many seconds a target
    CpuFacility.Fuzz --replay TARGET FILE...                        inputs once
    CpuFacility.Fuzz TARGET                                         under afl-fuzz
    """;

switch (args)
{
    case ["--list"]:
        foreach (FuzzTarget one in FuzzTarget.All)
        {
            Console.WriteLine(one.Name);
        }

        return 0;
    case ["--random", var seconds, var seed, var folder, .. var names]:
        var fuzzer = new RandomFuzzer(new SeedCorpus(folder), "findings", int.Parse(seed, CultureInfo.InvariantCulture));
        var time = TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture));
        FuzzTarget[] chosen = names.Length == 0 ? [.. FuzzTarget.All] : [.. names.Select(Find)];
        return chosen.Sum(one => fuzzer.Run(one, time)) == 0 ? 0 : 1;
    case ["--replay", var name, .. var files]:
        foreach (string file in files)
        {
            Find(name).Run(File.ReadAllBytes(file));
            Console.WriteLine($"{file}: as promised");
        }

        return 0;
    case [var name] when !name.StartsWith('-'):
        // Instrumented code must not run before the fuzzer has its shared memory: the targets come into being with the first input.
        FuzzTarget? target = null;
        Fuzzer.OutOfProcess.Run(stream =>
        {
            using var input = new MemoryStream();
            stream.CopyTo(input);
            target ??= Find(name);
            target.Run(input.ToArray());
        });
        return 0;
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}

static FuzzTarget Find(string name) =>
    FuzzTarget.All.FirstOrDefault(target => target.Name == name) ?? throw new ArgumentException($"There is no target '{name}'; --list has their names.");
