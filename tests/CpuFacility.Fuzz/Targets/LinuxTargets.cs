using CpuFacility.Linux;

namespace CpuFacility.Fuzz.Targets;

/// <summary>What Linux says of its machine.</summary>
internal static class LinuxTargets
{
    private delegate bool Reader<T>(ReadOnlySpan<byte> source, out T? value, out FacilityFormatError error);

    private static readonly string[] Machines = ["x86_64", "aarch64", "ppc64le", "riscv64"];

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        Text<X86CpuInfo>("cpuinfo-x86", X86CpuInfo.TryParse, static text => X86CpuInfo.Parse(text), static info =>
        {
            Contract.That(info.Facilities.IsSubsetOf(info.Reported), "a facility is there that is not reported");
            Contract.That(info.Differences.All(static difference => difference.ToString().Length > 0), "a difference without words");
        }),
        Text<S390xCpuInfo>("cpuinfo-s390x", S390xCpuInfo.TryParse, static text => S390xCpuInfo.Parse(text), static info =>
        {
            Contract.That(info.Facilities.IsSubsetOf(info.Reported), "a facility is there that is not reported");
            info.Identify(CpuModels.S390x);
            info.TryGetHost(CpuModels.S390x, out _);
        }),
        Text<PowerCpuInfo>("cpuinfo-power", PowerCpuInfo.TryParse, static text => PowerCpuInfo.Parse(text), static info =>
        {
            try
            {
                info.CreateHost(CpuModels.Power, info.FeatureWords);
            }
            catch (FacilityFormatException)
            {
                // As documented: the registry has no model of that PVR.
            }
        }),
        Text<ArmCpuInfo>("cpuinfo-arm", ArmCpuInfo.TryParse, static text => ArmCpuInfo.Parse(text), static info => info.CreateHost(CpuModels.Arm)),
        Text<RiscVCpuInfo>("cpuinfo-riscv", RiscVCpuInfo.TryParse, static text => RiscVCpuInfo.Parse(text), static info => info.CreateHost(CpuModels.RiscV)),
        Text<ArmIdRegisterText>("arm-id-registers", ArmIdRegisterText.TryRead, static text => ArmIdRegisterText.Read(text), static registers => registers.CreateHost(CpuModels.Arm)),
        new("cpuinfo-any", ReadAny),
        FuzzTarget.OfText("ultravisor", ReadUltravisor),
        new("auxiliary-vector", ReadVector),
    ];

    private static FuzzTarget Text<T>(string name, Reader<T> read, Func<byte[], T> twin, Action<T> derive)
        where T : class => new(name, text =>
    {
        bool isRead = read(text, out T? value, out FacilityFormatError error);
        Contract.Hold(isRead, error, text.Length, () => twin(text));
        if (value is not null)
        {
            derive(value);
            value.ToString();
        }
    });

    private static void ReadAny(byte[] text)
    {
        X86CpuInfo.Matches(text);
        S390xCpuInfo.Matches(text);
        PowerCpuInfo.Matches(text);
        ArmCpuInfo.Matches(text);
        RiscVCpuInfo.Matches(text);
        ArmIdRegisterText.Matches(text);
        LinuxMicroarchitecture.FindMachine(text);
        foreach (string machine in Machines)
        {
            Microarchitectures.MicroarchitectureDetection.Detect(LinuxMicroarchitecture.Read(text, machine));
        }

        // archspec has no family of these: no graph to look in.
        LinuxMicroarchitecture.Read(text, "s390x");
    }

    private static void ReadUltravisor(string text)
    {
        S390xCpuInfo plain = S390xCpuInfo.Parse("vendor_id : IBM/S390\nfacilities : 0 1 2 129\nmachine : 2964\n"u8);
        bool isRead = plain.TryAddUltravisor(text, out _, out FacilityFormatError error);
        Contract.Hold(isRead, error, text.Length, () => plain.WithUltravisor(text));
    }

    private static void ReadVector(byte[] source)
    {
        foreach (bool isLittleEndian in (ReadOnlySpan<bool>)[true, false])
        {
            bool isRead = AuxiliaryVector.TryParse(source, isLittleEndian, out AuxiliaryVector? vector, out FacilityFormatError error);
            Contract.Hold(isRead, error, source.Length, () => AuxiliaryVector.Parse(source, isLittleEndian));
            if (vector is not null)
            {
                Contract.That(vector.Entries.Length * 16 < source.Length, "more entries than bytes");
                vector.GetArmHwcaps();
                vector.GetPowerFeatureWords();
            }
        }
    }
}
