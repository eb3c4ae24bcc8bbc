#:package CpuFacility.Interop@0.1.0-*

// A pool of x86 hosts: what each can run, what all have in common, and where a guest can move.
//
//   dotnet run samples/cpu-pool.cs                       two hosts from samples/machines
//   dotnet run samples/cpu-pool.cs -- HOST HOST ...      your own: what `cpuid -1 -r` or libvirt (<cpudata>) writes, or models such as EPYC-v2
//
// Exit code: 0, 1 if the hosts have no model in common, 2 for input that cannot be read.

using CpuFacility;
using CpuFacility.Cpuid;
using CpuFacility.Libvirt;
using CpuFacility.X86;

string machines = Path.Combine(AppContext.GetData("EntryPointFileDirectoryPath") as string ?? ".", "machines");
string[] names = args.Length > 0 ? args : [Path.Combine(machines, "epyc-guest.cpuid.txt"), Path.Combine(machines, "milan.xml")];
CpuModelRegistry models = CpuModels.X86;                              // QEMU 11.1's table; X86Editions.Libvirt is libvirt's
HostCapability[] pool;
try
{
    pool = [.. names.Select(ReadHost)];
}
catch (Exception exception) when (exception is FacilityFormatException or InvalidDataException or IOException)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}

foreach (HostCapability host in pool)
{
    X86Level level = X86Levels.GetLevel(host.Offered);
    Console.WriteLine($"{host.Source}: {host.Identity}, {level.GetName()}");
    if (level < X86Level.V4)
    {
        FacilitySet missing = X86Levels.GetMissing(level + 1, host.Offered);
        Console.WriteLine($"  for {(level + 1).GetName()} it lacks {models.Vocabulary.Format(missing)}");
    }

    Console.WriteLine($"  it runs {models.Runnable(host.Offer).Count()} of {models.Definitions.Length} models, at best {host.Offer.Definition.Name}");
}

// What runs everywhere, and what the bare name of it would give away.
BaselineReport baseline = models.GetBaselineReport([.. pool.Select(static host => host.Offer)]);
Console.WriteLine($"\nIn common: {baseline}");

// Where may a guest run?
CpuModel guest = models.Parse("EPYC-Rome-v1,-monitor,-svm");
foreach (HostCapability host in pool)
{
    CompatibilityReport report = guest.CheckMigrationTo(host);
    Console.WriteLine($"\n{guest} on {host.Source}: {report.Verdict}");
    foreach (CompatibilityReason reason in report.Reasons)
    {
        Console.WriteLine($"  {reason.Sentence}");
    }
}

return baseline.Model is null ? 1 : 0;

HostCapability ReadHost(string name)
{
    if (!File.Exists(name))
    {
        return new HostCapability(models.Parse(name), source: name);
    }

    string text = File.ReadAllText(name);
    CpuidData table = text.TrimStart().StartsWith('<') ? LibvirtCpuData.Read(text) : CpuidText.Read(text);
    FacilitySet facilities = table.ReadFacilities(out FacilitySet unreported);
    return models.TryCreateHost(table.Identity, facilities, unreported, Path.GetFileName(name), out HostCapability? host)
        ? host
        : throw new InvalidDataException($"{name} has too few features for any model.");
}
