using CpuFacility.Microarchitectures;

namespace CpuFacility.Tests.Microarchitectures;

/// <summary>Every sentence that says why a machine is not a microarchitecture, or is a better one.</summary>
public class MicroarchitectureReasonTests
{
    [Theory]
    [InlineData("m1", "m2", "The machine is of model m1, which does not descend from it.")]
    [InlineData("m3", "m1", "m3 descends from it and is compatible, too.")]
    [InlineData("", "m1", "The machine does not say its model.")]
    [InlineData("m1", "armv9.0a", "archspec does not detect versions of the Arm architecture.")]
    [InlineData("m1", "neoverse_n1", "It is of vendor ARM, the machine of Apple.|The machine is of model m1, which does not descend from it.")]
    public void Explain_Darwin_GoesByTheModel(string core, string target, string expected)
    {
        var host = new MicroarchitectureHost("aarch64") { Vendor = "Apple", Core = core, IsDarwin = true };
        Assert.Equal(expected, Reasons(host, target));
    }

    /// <summary>archspec does not detect them, so that what the machine lacks for one is no reason.</summary>
    [Fact]
    public void Explain_VersionOfArmThatTheMachineLacks_IsOneReason() =>
        Assert.Equal("archspec does not detect versions of the Arm architecture.", Reasons(new MicroarchitectureHost("aarch64") { Vendor = "ARM" }, "armv9.0a"));

    [Theory]
    [InlineData(8, "power9le", "It is of generation 9, the machine is of generation 8.")]
    [InlineData(0, "power9le", "It is of generation 9, the machine does not say its generation.")]
    [InlineData(10, "power9le", "power10le descends from it and is compatible, too.")]
    public void Explain_Power_GoesByTheGeneration(int generation, string target, string expected) =>
        Assert.Equal(expected, Reasons(new MicroarchitectureHost("ppc64le") { Generation = generation }, target));

    [Theory]
    [InlineData("u74mc", "x60", "The machine has the core u74mc.")]
    [InlineData("u74mc", "riscv64", "u74mc descends from it and is compatible, too.")]
    [InlineData("", "x60", "The machine does not say which core it has.")]
    public void Explain_RiscV_GoesByTheCore(string core, string target, string expected) =>
        Assert.Equal(expected, Reasons(new MicroarchitectureHost("riscv64") { Core = core }, target));

    [Fact]
    public void Explain_FamilyWithoutRules_SaysSo() =>
        Assert.Equal("archspec detects no microarchitectures of family x86.", Reasons(new MicroarchitectureHost("x86"), "i686"));

    /// <summary>A machine that has what a K10 has, too, on a branch that ends below the level.</summary>
    [Fact]
    public void Explain_CompatibleBelowTheLevel_NamesTheLevel()
    {
        var host = new MicroarchitectureHost("x86_64")
        {
            Vendor = "AuthenticAMD",
            Features = MicroarchitectureGraph.Get("zen").Features | MicroarchitectureGraph.Get("k10").Features,
        };
        Assert.Equal("It does not descend from x86_64_v3, the level that the machine reaches.", Reasons(host, "k10"));
    }

    [Fact]
    public void Explain_CompatibleAndAsGood_SaysWhatDecides()
    {
        var host = new MicroarchitectureHost("aarch64") { Vendor = "ARM", Features = MicroarchitectureGraph.Get("neoverse_n2").Features };
        Assert.Equal("neoverse_v2 is compatible, too, and has more ancestors, more features, or the earlier place in the table.", Reasons(host, "neoverse_n2"));
    }

    [Fact]
    public void TryFind_UnknownFeature_IsMinusOne()
    {
        Assert.False(MicroarchitectureFeatures.TryFind("zz", out int index));
        Assert.Equal(-1, index);
    }

    private static string Reasons(MicroarchitectureHost host, string target) =>
        string.Join('|', MicroarchitectureDetection.Detect(host).Explain(MicroarchitectureGraph.Get(target)).Reasons.Select(static reason => reason.Sentence));
}
