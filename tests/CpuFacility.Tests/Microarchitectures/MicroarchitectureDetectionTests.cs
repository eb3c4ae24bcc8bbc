using System.Globalization;
using CpuFacility.Microarchitectures;
using CpuFacility.Testing;
using CpuFacility.X86;

namespace CpuFacility.Tests.Microarchitectures;

/// <summary>Detection by archspec's rules: recorded hosts, each family by itself, and reasons.</summary>
public class MicroarchitectureDetectionTests
{
    /// <summary>Every recorded host with the target, the level and the number of candidates that archspec had.</summary>
    [SkippableFact]
    public void Detect_RecordedHosts_IsWhatArchspecAnswered()
    {
        List<Dictionary<string, string>> rows = CsvRows.Read(SharedFolder.Require("oracles", "archspec-hosts.csv"));
        foreach (Dictionary<string, string> row in rows)
        {
            MicroarchitectureDetection detection = MicroarchitectureDetection.Detect(HostOf(row));
            Assert.Equal((row["file"], row["detected"]), (row["file"], detection.Target.Name));
            Assert.Equal((row["file"], row["best_generic"]), (row["file"], detection.Level.Name));
            Assert.Equal((row["file"], row["candidates"]), (row["file"], detection.Candidates.Length.ToString(CultureInfo.InvariantCulture)));
            Assert.All(MicroarchitectureGraph.All, target =>
            {
                MicroarchitectureReport report = detection.Explain(target);
                Assert.Equal(detection.Compatible.Contains(target), report.IsCompatible);
                Assert.Equal(target == detection.Target, report.Reasons.IsEmpty);
            });
        }

        Assert.Equal(22, rows.Count);
    }

    /// <summary>Of each microarchitecture that can be detected, a machine with exactly what it asks for.</summary>
    [Fact]
    public void Detect_MachineWithWhatATargetAsksFor_IsThatTarget()
    {
        string[] sameAsAnother = ["x86", "i686", "pentium2", "pentium3", "pentium4", "prescott"];
        foreach (Microarchitecture target in MicroarchitectureGraph.All.Where(target => !sameAsAnother.Contains(target.Name)))
        {
            MicroarchitectureHost host = new(target.Family)
            {
                Vendor = target.Vendor,
                Features = target.GetAncestors().Aggregate(target.Features, static (features, ancestor) => features.Union(ancestor.Features)),
                ArmPart = target.ArmPart,
                Generation = target.Generation,
                Core = target.Name,
                IsDarwin = target.Vendor == "Apple",
            };
            bool isVersionOfArm = target.IsGeneric && target.Family == "aarch64";
            Assert.Equal(isVersionOfArm ? "aarch64" : target.Name, MicroarchitectureDetection.Detect(host).Target.Name);
        }
    }

    /// <summary>N2 and V2 ask for the same features: the part number alone tells them apart, and the first in the table counts without it.</summary>
    [Theory]
    [InlineData(0xD49, "neoverse_n2")]
    [InlineData(0xD4F, "neoverse_v2")]
    [InlineData(0xD0C, "neoverse_n1")]
    [InlineData(0xD08, "cortex_a72")]
    [InlineData(0, "neoverse_v2")]
    [InlineData(0xFFF, "neoverse_v2")]
    public void Detect_ArmPart_KeepsOnlyThoseWithIt(int part, string expected)
    {
        var host = new MicroarchitectureHost("aarch64") { Vendor = "ARM", Features = MicroarchitectureGraph.Get("neoverse_n2").Features, ArmPart = part };
        Assert.Equal(expected, MicroarchitectureDetection.Detect(host).Target.Name);
    }

    [Theory]
    [InlineData("ppc64le", 0, "ppc64le")]
    [InlineData("ppc64le", 7, "ppc64le")]
    [InlineData("ppc64le", 8, "power8le")]
    [InlineData("ppc64le", 11, "power10le")]
    [InlineData("ppc64", 7, "power7")]
    public void Detect_Power_IsTheGenerationOrAnOlderOne(string family, int generation, string expected) =>
        Assert.Equal(expected, MicroarchitectureDetection.Detect(new MicroarchitectureHost(family) { Generation = generation }).Target.Name);

    /// <summary>A newer feature does not help where the vendor is another or a level's feature is missing.</summary>
    [Theory]
    [InlineData("GenuineIntel", "", "haswell", "x86_64_v3")]
    [InlineData("AuthenticAMD", "", "x86_64_v3", "x86_64_v3")]
    [InlineData("GenuineIntel", "movbe", "ivybridge", "x86_64_v2")]
    [InlineData("GenuineIntel", "cx16", "core2", "x86_64")]
    public void Detect_X86_FollowsVendorAndLevel(string vendor, string missing, string expected, string level)
    {
        MicroarchitectureHost host = new MicroarchitectureHost("x86_64") { Vendor = vendor }
            .WithFeatures(MicroarchitectureFeatures.GetNames(MicroarchitectureGraph.Get("haswell").Features).Where(name => name != missing));
        MicroarchitectureDetection detection = MicroarchitectureDetection.Detect(host);
        Assert.Equal((expected, level), (detection.Target.Name, detection.Level.Name));
    }

    [Theory]
    [InlineData("sparc64", "sparc64")]
    [InlineData("arm", "arm")]
    [InlineData("x86", "x86")]
    [InlineData("riscv64", "riscv64")]
    public void Detect_FamilyWithoutRules_IsItsRoot(string family, string expected) =>
        Assert.Equal(expected, MicroarchitectureDetection.Detect(new MicroarchitectureHost(family)).Target.Name);

    [Theory]
    [InlineData("haswell")]
    [InlineData("s390x")]
    [InlineData("")]
    public void Detect_NoFamily_Throws(string family)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => MicroarchitectureDetection.Detect(new MicroarchitectureHost(family)));
        Assert.Contains("the families are x86, x86_64, ppc64, ppc64le, aarch64, arm, ppc, ppcle, sparc, sparc64, riscv64.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("haswell", "The machine is haswell.")]
    [InlineData("x86_64_v3", "The machine runs code for x86_64_v3, but is haswell.\n  haswell descends from it and is compatible, too.")]
    [InlineData("broadwell", "The machine is not broadwell: it is haswell.\n  The machine lacks adx, rdseed.")]
    [InlineData("zen", "The machine is not zen: it is haswell.\n  It is of vendor AuthenticAMD, the machine of GenuineIntel.\n  The machine lacks clflushopt, clzero, fsgsbase, rdseed, sse4a, xsavec, xsaveopt.")]
    [InlineData("power9", "The machine is not power9: it is haswell.\n  It is of family ppc64, the machine of x86_64.")]
    public void Explain_X86_NamesAllThatIsMissing(string target, string expected)
    {
        var host = new MicroarchitectureHost("x86_64") { Vendor = "GenuineIntel", Features = MicroarchitectureGraph.Get("haswell").Features };
        MicroarchitectureReport report = MicroarchitectureDetection.Detect(host).Explain(MicroarchitectureGraph.Get(target));
        Assert.Equal(expected, report.ToString());
    }

    [Theory]
    [InlineData("neoverse_v2", MicroarchitectureReasonKind.Part, "The part number is 0xd49, which is that of neoverse_n2.")]
    [InlineData("armv8.1a", MicroarchitectureReasonKind.Level, "archspec does not detect versions of the Arm architecture.")]
    [InlineData("a64fx", MicroarchitectureReasonKind.Vendor, "It is of vendor Fujitsu, the machine of ARM.")]
    [InlineData("aarch64", MicroarchitectureReasonKind.Better, "neoverse_n2 descends from it and is compatible, too.")]
    public void Explain_Arm_SaysWhichPart(string target, MicroarchitectureReasonKind kind, string expected)
    {
        var host = new MicroarchitectureHost("aarch64") { Vendor = "ARM", Features = MicroarchitectureGraph.Get("neoverse_n2").Features, ArmPart = 0xD49 };
        MicroarchitectureReason reason = Assert.Single(MicroarchitectureDetection.Detect(host).Explain(MicroarchitectureGraph.Get(target)).Reasons);
        Assert.Equal((kind, expected), (reason.Kind, reason.Sentence));
    }

    [Theory]
    [InlineData("ppc64le", "power9le", "It is of generation 9, the machine does not say its generation.")]
    [InlineData("riscv64", "x60", "The machine does not say which core it has.")]
    public void Explain_NothingKnown_SaysSo(string family, string target, string expected) =>
        Assert.Equal(expected, MicroarchitectureDetection.Detect(new MicroarchitectureHost(family)).Explain(MicroarchitectureGraph.Get(target)).Reasons[0].Sentence);

    [Theory]
    [InlineData(0x41, "ARM")]
    [InlineData(0x61, "Apple")]
    [InlineData(0xC0, "Ampere")]
    [InlineData(0x70, "0x70")]
    public void GetArmVendor_Implementer_IsArchspecsName(int implementer, string expected) =>
        Assert.Equal(expected, MicroarchitectureHost.GetArmVendor(implementer));

    [Theory]
    [InlineData("sifive,u74-mc", "u74mc")]
    [InlineData("spacemit,x60", "x60")]
    [InlineData("thead,c906", "")]
    public void GetRiscVCore_Word_IsArchspecsName(string uarch, string expected) => Assert.Equal(expected, MicroarchitectureHost.GetRiscVCore(uarch));

    [Fact]
    public void WithFeatures_UnknownWords_AreKept()
    {
        MicroarchitectureHost host = new MicroarchitectureHost("x86_64").WithFeatures("sse2", "zz_new", "avx", "constant_tsc");
        Assert.Equal(["avx", "sse2"], MicroarchitectureFeatures.GetNames(host.Features).ToArray());
        Assert.Equal(["constant_tsc", "zz_new"], host.OtherFeatures.ToArray());
    }

    /// <summary>Words as macOS writes them; <c>popcnt lzcnt</c> counts where the two stand beside each other.</summary>
    [Theory]
    [InlineData("sse4.1 avx1.0 lahf", "avx lahf_lm sse4_1")]
    [InlineData("popcnt lzcnt", "abm popcnt")]
    [InlineData("lzcnt popcnt", "popcnt")]
    [InlineData("xsave", "xsave xsavec xsaveopt")]
    public void WithDarwinFeatures_Words_AreThoseOfLinux(string words, string expected) =>
        Assert.Equal(expected, string.Join(' ', MicroarchitectureFeatures.GetNames(new MicroarchitectureHost("x86_64").WithDarwinFeatures(words).Features)));

    /// <summary>The features that archspec read from a Broadwell's CPUID on Windows, as registers and back.</summary>
    [SkippableFact]
    public void ToMicroarchitectureHost_RecordedFeatures_AreReadFromTheirBits()
    {
        Dictionary<string, string> row = CsvRows.Read(SharedFolder.Require("oracles", "archspec-hosts.csv")).Single(static row => row["platform"] == "windows");
        string[] names = row["features"].Split(' ');
        var registers = new Dictionary<(uint Leaf, uint Subleaf), uint[]>();
        foreach (Dictionary<string, string> bit in CsvRows.Read(SharedFolder.Require("facts", "archspec", "cpuid_bits.csv")).Where(bit => names.Contains(bit["name"])))
        {
            (uint, uint) leaf = (uint.Parse(bit["leaf"].AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), uint.Parse(bit["subleaf"], CultureInfo.InvariantCulture));
            registers.TryAdd(leaf, new uint[4]);
            registers[leaf][Array.IndexOf((string[])["eax", "ebx", "ecx", "edx"], bit["register"])] |= 1u << int.Parse(bit["bit"], CultureInfo.InvariantCulture);
        }

        registers[(0, 0)] = [0x14, 0x756E6547, 0x6C65746E, 0x49656E69];
        var builder = new CpuidData.Builder();
        foreach (((uint leaf, uint subleaf), uint[] values) in registers)
        {
            Assert.True(builder.TryAdd(leaf, subleaf, new CpuidRegisters(values[0], values[1], values[2], values[3]), out _));
        }

        MicroarchitectureHost host = builder.ToCpuidData().ToMicroarchitectureHost();
        Assert.Equal(names.Order(StringComparer.Ordinal), MicroarchitectureFeatures.GetNames(host.Features));
        Assert.Equal((row["detected"], row["best_generic"]), (MicroarchitectureDetection.Detect(host).Target.Name, MicroarchitectureDetection.Detect(host).Level.Name));
    }

    private static MicroarchitectureHost HostOf(Dictionary<string, string> row)
    {
        var host = new MicroarchitectureHost(row["arch"])
        {
            Vendor = row["vendor"].Length == 0 ? Microarchitecture.GenericVendor : row["vendor"],
            ArmPart = row["cpu_part"].Length == 0 ? 0 : int.Parse(row["cpu_part"].AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
            Generation = row["generation"].Length == 0 ? 0 : int.Parse(row["generation"], CultureInfo.InvariantCulture),
            Core = row["uarch"],
            IsDarwin = row["platform"] == "darwin",
        };
        return host.WithFeatures(row["features"].Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
