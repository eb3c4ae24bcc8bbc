// Calls the library as a program compiled ahead of time does. Exit code 0 when every check holds, else 1.

using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using CpuFacility;
using CpuFacility.Kvm;
using CpuFacility.Linux;
using CpuFacility.Qemu;
using CpuFacility.Cpuid;
using CpuFacility.Libvirt;
using CpuFacility.Microarchitectures;
using CpuFacility.RiscV;
using CpuFacility.S390x;
using CpuFacility.X86;

// What benchmarks/startup.sh measures: one answer, and nothing before it.
if (args is ["first-answer", string first, string second])
{
    CpuModelComparison answer = CpuModels.S390x.Parse(first).CompareWith(CpuModels.S390x.Parse(second));
    Console.WriteLine($"{{\"result\": \"{answer.Relation}\"}}");
    return 0;
}

int failures = 0;
int checks = 0;

// What a program compiled ahead of time runs on is decided when it is compiled: x86-64 with SSE alone unless it is raised.
switch (Environment.GetEnvironmentVariable("CPUFACILITY_EXPECT"))
{
    case "aot":
        Check("instruction set: Vector128 without Vector256", Vector128.IsHardwareAccelerated && !Vector256.IsHardwareAccelerated && IsAheadOfTime());
        break;
    case "aot-avx2":
        Check("instruction set: Vector256 by AVX2", Avx2.IsSupported && Vector256.IsHardwareAccelerated && IsAheadOfTime());
        break;
}

FacilitySet set = [0, 7, 129, 1023];
byte[] bytes = new byte[FacilitySet.ByteLength];
Check("bytes are written", set.TryWriteBytes(bytes, out int written) && written == 128);
Check("bytes are in order", bytes[0] == 0x81 && bytes[16] == 0x02 && bytes[127] == 0x80 && bytes.Count(b => b != 0) == 3);
Check("bytes read back", FacilitySet.FromBytes(bytes) == set);
Check("algebra", set.Intersect([7, 8]) == [7] && set.Union([8]).Count == 5 && set.Except([0]).LowestIndex == 7 && set.IsSupersetOf([7]));
Check("text", FacilitySet.Parse("0,7,129,1023", CultureInfo.InvariantCulture) == set && set.ToString() == "0,7,129,1023");
Check("stable hash", FacilitySet.FromBytes(bytes).GetStableHash() == set.GetStableHash() && set.GetStableHash() != default);

FacilityMask mask = new(on: [7], off: [0]);
Check("mask", mask.Apply([0, 2]) == [2, 7] && FacilityMask.Parse(mask.ToString()) == mask && mask != new FacilityMask([7], []));
FacilitySet[] sets = [[1, 2, 1023], [2, 3, 1023], [2]];
int[] counts = new int[FacilitySet.Capacity];
FacilitySets.CountEach(sets, counts);
Check("many sets", FacilitySets.IntersectAll(sets) == [2] && FacilitySets.UnionAll(sets).Count == 4 && counts[2] == 3 && counts[1023] == 2);
Check("sets that contain", FacilitySets.FindContaining(sets, [1023], counts) == 2 && counts[0] == 0 && counts[1] == 1);

CpuModelRegistry models = CpuModels.S390x;
CpuModel guest = models.Parse("z14,te=off,cte=off");
CpuModel host = models.Parse("gen16a-base,vx=on,msa5=on");
Check("facilities of a model", !guest.Has(S390xFacility.Te) && host.Has(S390xFacility.Vx));
Check("wrong name", !models.TryParse("z14,nosuch=on", out _, out FacilityFormatError error) && error.ToString()!.Contains("nosuch", StringComparison.Ordinal));
CompatibilityReport report = guest.CheckMigrationTo(host);
Check("migration refused", report.Verdict == CompatibilityVerdict.Incompatible && report.Reasons.Length > 0);
Check("reasons in words", report.Reasons.All(reason => report.ToString().Contains(reason.Sentence, StringComparison.Ordinal)));
Check("migration allowed", models.Parse("z14-base").CheckMigrationTo(models.Parse("z14")).Verdict == CompatibilityVerdict.Compatible);

Check("names from type and level", models.Parse("2964-ga2,-te").ToString() == "z13.2,te=off");
Check("definitions", models.TryFindDefinition(0x2964, 2, out CpuModelDefinition? z13) && models.TryFind(z13.Identity, out _));
Check("every host runs its own definition", models.NamedModels.All(model => models.Runnable(model, CpuModelKinds.All).Any(one => one.Model == model)));
Check("what a host lacks", models.Evaluate(models.Parse("z13")).First(one => one.Model.Name == "z14").GetUnavailableFeatures().Contains("gs"));
Check("unmet dependency", models.Parse("z14,vx=off").FindUnmetDependencies().Length > 0);
Check("older release", !models.AsOf(new Version(7, 2)).TryFind("gen17a", out _) && models.TryFind("gen17a", out _));
CpuModelRegistry own = models.WithDefinitions(new CpuModelDefinition("own", z13!.Identity, z13.Base, z13.Default, z13.Full));
Check("definition of one's own", own.Parse("own,te=off").Definition.Name == "own");
Check("catalog", models.Catalog.TryFind("STFL", 129, out Facility vx) && vx == S390xFacility.Vx && models.Catalog.Describe(vx).Name == "vx");

CpuModelComparison comparison = models.Parse("z13").CompareWith(models.Parse("z14"));
Check("comparison", comparison.Relation == CpuModelRelation.Subset && comparison.GetResponsibleProperties().Contains("gs"));
Check("comparison with itself", guest.CompareWith(models.Parse("z14,cte=off,te=off")).Relation == CpuModelRelation.Identical);

// QEMU falls back to a definition whose base needs no srs; the exact intersection loses nothing.
CpuModel withoutSrs = models.Parse("z14,srs=off");
CpuModel? common = models.Baseline([withoutSrs, withoutSrs]);
Check("baseline", common is not null && common.ToString().StartsWith("z890.3-base", StringComparison.Ordinal));
Check("baseline is contained", common is not null && common.Facilities.IsSubsetOf(withoutSrs.Facilities));
Check("baseline lost something", models.GetBaselineReport([withoutSrs, withoutSrs]).IsOlderThanIntersection);
Check("expansion", models.Parse("z14").ExpandStatic().Name == "z14-base" && models.Parse("z14").ExpandFull().Settings.Length > 100);

// Bits 0 to 2 and 138 as z/Architecture hardware has them, and bit 2047, which has no name.
byte[] stfle = new byte[256];
stfle[0] = 0xE0;
stfle[17] = 0x20;
stfle[255] = 0x01;
FacilitySet read = S390xBlocks.ReadStfl(stfle, out UnknownBits unknown);
byte[] again = new byte[256];
S390xBlocks.WriteStfl(read, again, unknown);
Check("block", read.Contains(S390xFacility.Zarch.Index) && unknown != default && again.AsSpan().SequenceEqual(stfle));
byte[] full = new byte[S390xBlocks.Stfl.GetByteCount(guest.Facilities)];
S390xBlocks.Stfl.Write(guest.Facilities, full);
Check("block of a model", S390xBlocks.Stfl.Read(full, out UnknownBits none) is { IsEmpty: false } known
    && known.IsSubsetOf(guest.Facilities) && none == default);

HostCapability emulating = new(models.Parse("z13,vx=off"), emulated: models.Catalog.CreateSet(S390xFacility.Vx));
TaggedModel tagged = emulating.Tag(models.Parse("z13"));
Check("negotiation", emulating.Negotiate(models.Parse("z13"), NegotiationMode.Strict).GrantedInSoftware.Count == 1);
Check("tag", models.ParseTagged(tagged.ToString()).Tag == tagged.Tag && models.SoftwareProfiles.Length > 100);
Check("policies", tagged.CheckMigrationTo(emulating, MigrationPolicy.Strict).IsCompatible
    && !tagged.CheckMigrationTo(emulating, MigrationPolicy.HardwareOnly).IsCompatible);
Check("identification", models.IdentifyAsQemu(new S390xCpuId(0xFF, 0, 0x2964, true), new S390xIbcRange(0x0010_0032), guest.Facilities)?.Name == "z13.2");
byte[] processor = new byte[KvmS390Processor.Length];
KvmS390Processor.FromModel(models.Parse("z14")).Write(processor);
Check("KVM's structure", KvmS390Processor.Read(processor).Equals(KvmS390Processor.FromModel(models.Parse("z14"))));
Check("/proc/cpuinfo", S390xCpuInfo.Parse("vendor_id : IBM/S390\nfacilities : 0 1 2 129\nmachine : 2964\n"u8).TryGetHost(models, out HostCapability? described)
    && described.GetOrigin(S390xFacility.Vx) == FacilityOrigin.Hardware);

CpuModel reply = QmpModelReader.Parse(models, """{"return": {"model": {"name": "z14-base", "props": {"vx": true, "te": false}}}}"""u8);
Check("reply", reply.Has(S390xFacility.Vx) && !reply.Has(S390xFacility.Te) && reply.Definition.Name == "z14");
Check("wrong reply", !QmpModelReader.TryParse(models, """{"return": 1}"""u8, out _, out _));

CpuModelRegistry x86 = CpuModels.X86;
CpuModel skylake = x86.Parse("Skylake-Server-v4,avx512f=off,+vmx");
Check("x86 model", skylake.Has(X86Facility.VmxEpt) && X86Levels.GetLevel(skylake.Facilities) == X86Level.V3);
Check("x86 editions", CpuModels.TryGet(CpuArchitecture.X86, "libvirt-12.8", out CpuModelRegistry? libvirt) && libvirt.TryFind("EPYC-Rome", out _));
Check("x86 migration", !skylake.CheckMigrationTo(x86.Parse("EPYC-v4")).IsCompatible && x86.Baseline([skylake, x86.Parse("Haswell-v4")]) is not null);
CpuidData table = CpuidData.FromModel(skylake);
Check("CPUID as XML", LibvirtCpuData.Read(LibvirtCpuData.Write(table)).ReadFacilities() == skylake.Facilities);
Check("CPUID as text", CpuidText.Read(CpuidText.Write(table)).Vendor == "GenuineIntel");
Check("mask", table.Mask(x86.Parse("Haswell-v4").Facilities, UnnamedBitsPolicy.Clear).Table.ReadFacilities().IsSubsetOf(table.ReadFacilities()));
Check("this machine", !ThisX86Machine.IsSupported || (ThisX86Machine.TryRead(out CpuidData? own86, out _) && own86.ReadFacilities().Count > 20));
Check("KVM", KvmX86.TryRead(out KvmX86? kvm, out string reason) ? kvm.Supported.ReadFacilities().Count > 20 : reason.Length > 0);

Check("Arm", CpuModels.Arm.Parse("cortex-a57").CheckMigrationTo(CpuModels.Arm.Parse("cortex-a57")).IsCompatible
    && ArmCpuInfo.TryParse("processor\t: 0\nFeatures\t: fp asimd\nCPU implementer\t: 0x41\nCPU architecture: 8\nCPU variant\t: 0x1\nCPU part\t: 0xd07\nCPU revision\t: 0\n"u8, out _, out _));
Check("POWER", CpuModels.Power.Parse("power9,max-cpu-compat=power8").ExpandFull().Properties.Length == 1);
Check("RISC-V", RiscVIsaString.Parse("rv64gc").ToString() == "rv64imafdc_zicsr_zifencei" && CpuModels.RiscV.Parse("rv64,v=on,vlen=256").Identity is RiscVIdentity);
Check("microarchitecture", MicroarchitectureDetection.Detect(LinuxMicroarchitecture.Describe(skylake)).Target.Name.Length > 0);
Check("libvirt's documents", LibvirtCpu.Read("<cpu><model>EPYC</model><feature policy='disable' name='svm'/></cpu>") is LibvirtCpu cpu
    && LibvirtConversion.TryToQemu(cpu, LibvirtEdition.Current, out CpuModel? started, out _, out _) && !started.Has(X86Facility.Svm));
using (var input = new MemoryStream("{'execute': 'qmp_capabilities'}{'execute': 'query-target'}"u8.ToArray()))
using (var output = new MemoryStream())
{
    await new QmpServer(new QmpServerOptions { Registry = models }).ServeAsync(input, output);
    Check("QMP server", System.Text.Encoding.UTF8.GetString(output.ToArray()).EndsWith("{\"return\": {\"arch\": \"s390x\"}}\r\n", StringComparison.Ordinal));
}

Console.WriteLine($"{checks - failures} of {checks} checks hold");
return failures == 0 ? 0 : 1;

static bool IsAheadOfTime() => !RuntimeFeature.IsDynamicCodeSupported;

void Check(string what, bool holds)
{
    checks++;
    if (!holds)
    {
        failures++;
        Console.WriteLine($"FAILED: {what}");
    }
}
