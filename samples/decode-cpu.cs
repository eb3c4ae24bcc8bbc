#:package CpuFacility.Interop@0.1.0-*

// What a processor is and has, from what it or its operating system reports.
//
//   dotnet run samples/decode-cpu.cs                  a CPUID table, and a /proc/cpuinfo of Arm, from samples/machines
//   dotnet run samples/decode-cpu.cs -- FILE          your own: what `cpuid -1 -r` writes, or /proc/cpuinfo of Linux on Arm
//
// Exit code: 0, 2 for a file that cannot be read.

using System.Text;
using CpuFacility;
using CpuFacility.Cpuid;
using CpuFacility.Linux;
using CpuFacility.Microarchitectures;
using CpuFacility.X86;

string machines = Path.Combine(AppContext.GetData("EntryPointFileDirectoryPath") as string ?? ".", "machines");
string[] files = args.Length > 0 ? args : [Path.Combine(machines, "epyc-guest.cpuid.txt"), Path.Combine(machines, "neoverse-v1.cpuinfo.txt")];
foreach (string file in files)
{
    try
    {
        byte[] text = File.ReadAllBytes(file);
        if (ArmCpuInfo.Matches(text))
        {
            DecodeArm(text);
        }
        else
        {
            DecodeX86(Encoding.UTF8.GetString(text));
        }
    }
    catch (Exception exception) when (exception is FacilityFormatException or IOException)
    {
        Console.Error.WriteLine($"{file}: {exception.Message}");
        return 2;
    }
}

return 0;

static void DecodeX86(string text)
{
    CpuidData table = CpuidText.Read(text);                                       // leaves, subleaves and registers as they are
    FacilitySet facilities = table.ReadFacilities(out FacilitySet unreported);    // under the names of QEMU, libvirt and Linux
    Console.WriteLine($"{table.BrandString} ({table.Identity}): {facilities.Count} features, {X86Levels.GetLevel(facilities).GetName()}");
    Console.WriteLine($"  AVX2 {(facilities.Contains(X86Facility.Avx2.Index) ? "yes" : "no")}, not known: {unreported.Count}");
    Console.WriteLine($"  best model: {CpuModels.X86.Identify(table.Identity, facilities)[0].Definition.Name}");
    Console.WriteLine($"  microarchitecture: {MicroarchitectureDetection.Detect(table.ToMicroarchitectureHost()).Target}");
}

static void DecodeArm(byte[] text)
{
    ArmCpuInfo info = ArmCpuInfo.Parse(text);
    HostCapability host = info.CreateHost(CpuModels.Arm);
    Console.WriteLine($"{host.Identity}: {info.Words}");
    Console.WriteLine($"  known: {host.Hardware.Count} facilities of ID registers, not known: {host.Unreported.Count}");
    Console.WriteLine($"  microarchitecture: {MicroarchitectureDetection.Detect(LinuxMicroarchitecture.Read(text, "aarch64")).Target}");
}
