#:package CpuFacility.Interop@0.1.0-*

// The CPUID table that a guest of a model sees on a host, and what that takes away.
//
//   dotnet run samples/mask-guest.cs                         a guest of EPYC-Rome on the host of samples/machines
//   dotnet run samples/mask-guest.cs -- CPUID-FILE MODEL     your own
//
// Exit code: 0, 1 if the host lacks something of the model, 2 for input that cannot be read.

using CpuFacility;
using CpuFacility.Cpuid;
using CpuFacility.X86;

string machines = Path.Combine(AppContext.GetData("EntryPointFileDirectoryPath") as string ?? ".", "machines");
CpuidMaskReport report;
CpuModel guest;
try
{
    CpuidData host = CpuidText.Read(File.ReadAllText(args.Length > 0 ? args[0] : Path.Combine(machines, "epyc-guest.cpuid.txt")));
    guest = CpuModels.X86.Parse(args.Length > 1 ? args[1] : "EPYC-Rome-v1,-monitor,-svm");
    report = host.Mask(guest.Facilities, UnnamedBitsPolicy.Clear);     // bit by bit, with what depends on them: sizes of state, topology, leaf limits
}
catch (Exception exception) when (exception is FacilityFormatException or IOException)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}

Console.WriteLine($"The guest sees {report.Table.ReadFacilities().Count} of the {guest.Facilities.Count} features of {guest}.");
Console.WriteLine($"The host does not offer: {guest.Registry.Vocabulary.Format(report.NotOffered)}");
Console.WriteLine($"Taken away: {guest.Registry.Vocabulary.Format(report.Cleared)}");
foreach (CpuidAdjustment adjustment in report.Adjustments)
{
    Console.WriteLine(adjustment.Sentence);
}

Console.WriteLine(string.Join('\n', CpuidText.Write(report.Table).Split('\n').Take(4)));      // as `cpuid -r` writes it, for a hypervisor's test
return report.NotOffered.IsEmpty ? 0 : 1;
