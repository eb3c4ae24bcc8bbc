#:package CpuFacility.Interop@0.1.0-*

// May a libvirt guest move from one host to another? Prints the verdict with every reason, before anything is moved.
//
//   dotnet run samples/before-you-migrate.cs -- SOURCE TARGET GUEST
//
// SOURCE and TARGET are what `virsh domcapabilities` prints on the two hosts, GUEST is what `virsh dumpxml` prints of the running guest. Without
// arguments the documents in samples/machines are read. Neither libvirt nor the hosts are needed.
// Exit code: 0 yes, 1 no, 2 input that cannot be read, 3 not enough is known.

using CpuFacility;
using CpuFacility.Libvirt;

if (args.Length is not (0 or 3))
{
    Console.Error.WriteLine("Usage: dotnet run before-you-migrate.cs -- SOURCE TARGET GUEST");
    return 2;
}

string machines = Path.Combine(AppContext.GetData("EntryPointFileDirectoryPath") as string ?? ".", "machines");
string[] names = args.Length == 3
    ? args
    : [Path.Combine(machines, "source.domcapabilities.xml"), Path.Combine(machines, "target.domcapabilities.xml"), Path.Combine(machines, "guest.xml")];
LibvirtEdition libvirt = LibvirtEdition.Current;                      // whose names the documents have; LibvirtEdition.Old is libvirt 9.0
try
{
    var source = LibvirtDomainCapabilities.Read(File.ReadAllText(names[0]));
    var target = LibvirtDomainCapabilities.Read(File.ReadAllText(names[1]));
    var guest = LibvirtDomain.Read(File.ReadAllText(names[2]));
    return Check(source, target, guest);
}
catch (Exception exception) when (exception is FacilityFormatException or LibvirtException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}

int Check(LibvirtDomainCapabilities source, LibvirtDomainCapabilities target, LibvirtDomain guest)
{
    Console.WriteLine($"Guest {guest}");
    var unsafeReasons = new List<string>();
    LibvirtCpu? cpu = Resolve(guest, source, unsafeReasons);
    if (target.HostModel is not LibvirtCpu offered)
    {
        unsafeReasons.Add("The target's hypervisor supports no host-model, so it is not known what it offers.");
        return Finish("Not known", unsafeReasons, 3);
    }

    if (cpu?.Model is null)
    {
        Finish("No", unsafeReasons, 1);
        return Suggest(source, target, 1);
    }

    string architecture = cpu.Architecture ?? source.Architecture;
    if (architecture != target.Architecture)
    {
        unsafeReasons.Add($"The guest is of architecture {architecture}, the target of {target.Architecture}.");
        return Finish("No", unsafeReasons, 1);
    }

    if (!target.TryFind(cpu.Model, out LibvirtHypervisorModel? model))
    {
        unsafeReasons.Add($"The target's hypervisor does not list the model {cpu.Model}.");
    }

    // What the features say, with every reason: the vendor, each missing feature, a level that is lost.
    CpuModel wanted = LibvirtModels.ToModel(cpu with { Architecture = architecture }, libvirt);
    CompatibilityReport report = wanted.CheckMigrationTo(LibvirtModels.ToHost(offered with { Architecture = architecture }, libvirt, "the target"));
    List<string> reasons = [.. unsafeReasons, .. report.Reasons.Select(static reason => reason.Sentence)];
    if (model is { Usability: LibvirtUsability.No } && FindBlockers(model, cpu) is { Length: > 0 } blockers)
    {
        reasons.Add($"The target calls {model} not usable: {string.Join(", ", blockers)} block it, which the guest does not switch off.");
    }

    bool isNo = report.Verdict == CompatibilityVerdict.Incompatible || unsafeReasons.Count > 0;
    int code = Finish(
        isNo ? "No" : report.Verdict == CompatibilityVerdict.Unknown ? "Not known" : "Yes",
        reasons,
        isNo ? 1 : report.Verdict == CompatibilityVerdict.Unknown ? 3 : 0);

    LibvirtComparison answer = libvirt.CompareHypervisor(target, cpu);
    Console.WriteLine($"\nlibvirt on the target would answer: {(answer.Failure is LibvirtFailure error ? error.FullMessage : answer.Verdict)}");
    foreach (LibvirtReason reason in answer.Reasons)
    {
        Console.WriteLine($"  {reason}");
    }

    return code == 0 ? 0 : Suggest(source, target, code);
}

// What a guest can be started with that is to move both ways.
int Suggest(LibvirtDomainCapabilities source, LibvirtDomainCapabilities target, int code)
{
    if (source.HostModel is LibvirtCpu one && target.HostModel is LibvirtCpu other)
    {
        Console.WriteLine(libvirt.TryBaselineHypervisor(target, [one, other], out LibvirtCpu? common, out LibvirtFailure? failure)
            ? $"\nThis runs on both hosts:\n{common}".TrimEnd()
            : $"\nNothing runs on both hosts: {failure}");
    }

    return code;
}

// The definition of what the guest sees now. Only mode custom says it; the host's modes mean another CPU on each host.
LibvirtCpu? Resolve(LibvirtDomain guest, LibvirtDomainCapabilities source, List<string> reasons)
{
    switch (guest.Cpu)
    {
        case null or { Mode: LibvirtCpuMode.Custom, Model: null }:
            reasons.Add("The guest names no CPU model: it has the hypervisor's default, which can differ between the hosts. Give it a model of mode custom.");
            return null;
        case { Mode: LibvirtCpuMode.HostPassthrough or LibvirtCpuMode.Maximum }:
            reasons.Add("Mode host-passthrough or maximum is unsafe: the guest has whatever the source has, which no definition says. Give it a model of mode custom.");
            return null;
        case { Mode: LibvirtCpuMode.HostModel } relative when source.HostModel is LibvirtCpu hostModel:
            reasons.Add(
                "Mode host-model is unsafe as it stands: at its next start on the target the guest would have that host's CPU. A running guest has mode custom in "
                + "virsh dumpxml; what follows takes the source's host-model for it.");
            return hostModel with { Architecture = relative.Architecture };
        default:
            return guest.Cpu;
    }
}

// A model that is not usable as it is can still be run with what blocks it switched off.
static string[] FindBlockers(LibvirtHypervisorModel model, LibvirtCpu cpu)
{
    var off = cpu.Features
        .Where(static feature => feature.Policy is LibvirtFeaturePolicy.Disable or LibvirtFeaturePolicy.Forbid)
        .Select(static feature => feature.Name)
        .ToHashSet();
    return [.. model.Blockers.Where(blocker => !off.Contains(blocker))];
}

static int Finish(string verdict, List<string> reasons, int code)
{
    Console.WriteLine($"{verdict}: {(reasons.Count == 0 ? "nothing" : reasons.Count == 1 ? "1 reason" : $"{reasons.Count} reasons")} in the way.");
    for (int i = 0; i < reasons.Count; i++)
    {
        Console.WriteLine($"{i + 1}. {reasons[i]}");
    }

    return code;
}
