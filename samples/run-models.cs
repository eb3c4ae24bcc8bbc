#:package CpuFacility@0.1.0-*

// Which models a host can run: all of them with a hint, or only those that it runs.
//
//   dotnet run samples/run-models.cs                  s390x: a z14 without transactional execution
//   dotnet run samples/run-models.cs -- HOST          another one: z13.2, z14,te=off
//
// Exit code: 0, 1 if the host runs no model, 2 for a host that cannot be read.

using CpuFacility;

CpuModelRegistry models = CpuModels.S390x;                      // QEMU 11.1's table; CpuModels.X86, .Arm, .Power and .RiscV are others
if (!models.TryParse(args.Length > 0 ? args[0] : "z14,te=off", out CpuModel? host, out FacilityFormatError error))
{
    Console.Error.WriteLine($"At character {error.Position}: {error.Reason}");
    return 2;
}

Console.WriteLine($"{host} runs:");
foreach (ModelUsability usable in models.Runnable(host))
{
    Console.WriteLine($"  {usable.Definition.Name}: {usable.Definition.Title}");
}

Console.WriteLine("and not:");
foreach (ModelUsability usability in models.Evaluate(host))     // all models, as query-cpu-definitions lists them
{
    if (!usability.IsRunnable)
    {
        Console.WriteLine($"  {usability.Definition.Name}: {string.Join(", ", usability.GetUnavailableFeatures())}");
    }
}

return models.Runnable(host).Any() ? 0 : 1;
