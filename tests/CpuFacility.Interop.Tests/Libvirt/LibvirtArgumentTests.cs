using System.Collections.Immutable;
using CpuFacility.Libvirt;

namespace CpuFacility.Interop.Tests.Libvirt;

/// <summary>What callers give wrongly: an <see cref="ArgumentException"/>, or what an unset array amounts to.</summary>
public class LibvirtArgumentTests
{
    private static readonly LibvirtEdition Edition = LibvirtEdition.Current;
    private static readonly LibvirtCpu Cpu = LibvirtCpu.Read("<cpu><model>486</model></cpu>");
    private static readonly LibvirtDomainCapabilities Capabilities = LibvirtDomainCapabilities.Read("<domainCapabilities/>");

    public static TheoryData<string, Action> Nulls() => new()
    {
        { "host", static () => Edition.Compare(null!, Cpu) },
        { "cpu", static () => Edition.Compare(Cpu, null!) },
        { "capabilities", static () => Edition.CompareHypervisor(null!, Cpu) },
        { "cpu", static () => Edition.CompareHypervisor(Capabilities, null!) },
        { "cpus", static () => Edition.Baseline([Cpu, null!]) },
        { "capabilities", static () => Edition.BaselineHypervisor(null!, [Cpu]) },
        { "cpus", static () => Edition.BaselineHypervisor(Capabilities, [null!]) },
        { "guest", static () => Edition.Update(null!, Cpu) },
        { "host", static () => Edition.Update(Cpu, null!) },
        { "cpu", static () => Edition.Translate(null!, []) },
        { "guest", static () => Edition.TryResolveGuest(null!, Cpu, null, out _, out _) },
        { "host", static () => Edition.TryResolveGuest(Cpu, null!, null, out _, out _) },
        { "cpu", static () => Edition.Expand(null!) },
        { "cpu", static () => Edition.HasFeature(null!, "avx") },
        { "feature", static () => Edition.HasFeature(Cpu, null!) },
        { "cpu", static () => Edition.WithoutUnmigratable(null!) },
        { "cpu", static () => Edition.UpdateLive(null!, default, default) },
        { "architecture", static () => Edition.GetModels(null!) },
        { "name", static () => Capabilities.TryFind(null!, out _) },
        { "name", static () => Capabilities.Document.Find(null!) },
        { "name", static () => Capabilities.Document.GetAttribute(null!) },
        { "name", static () => _ = new LibvirtHypervisorModel(null!) },
        { "name", static () => _ = new LibvirtElement(null!) },
        { "text", static () => _ = new LibvirtElement("a", text: null!) },
        { "table", static () => LibvirtX86Data.FromCpuid(null!) },
        { "failure", static () => _ = new LibvirtException(null!) },
    };

    [Theory]
    [MemberData(nameof(Nulls))]
    public void AnyMember_Null_IsRefusedByName(string name, Action action) =>
        Assert.Equal(name, Assert.Throws<ArgumentNullException>(action).ParamName);

    public static TheoryData<string, Action> Undefined() => new()
    {
        { "Custom, HostModel", static () => _ = new LibvirtCpu { Mode = (LibvirtCpuMode)4 } },
        { "Minimum, Exact", static () => _ = new LibvirtCpu { Match = (LibvirtCpuMatch)(-1) } },
        { "Default, None", static () => _ = new LibvirtCpu { Check = (LibvirtCpuCheck)4 } },
        { "Allow, Forbid", static () => _ = new LibvirtCpu { Fallback = (LibvirtFallback)2 } },
        { "Guest", static () => _ = new LibvirtCpu { Type = (LibvirtCpuType)2 } },
    };

    [Theory]
    [MemberData(nameof(Undefined))]
    public void LibvirtCpu_UndefinedValue_IsRefusedWithTheDefinedOnes(string names, Action action) =>
        Assert.Contains(names, Assert.Throws<ArgumentOutOfRangeException>(action).Message, StringComparison.Ordinal);

    [Fact]
    public void UnsetArrays_AreEmptyOrNotGiven()
    {
        var cpu = new LibvirtCpu { Features = default, OtherAttributes = default, OtherElements = default, Ignored = default };

        Assert.Equal("<cpu/>\n", cpu.ToXml());
        Assert.Equal(new LibvirtCpu(), cpu);
        Assert.Empty(cpu.Ignored);
        Assert.Equal(Edition.Baseline([Cpu]), Edition.Baseline([Cpu], new LibvirtBaselineOptions { Models = default(ImmutableArray<LibvirtHypervisorModel>), Features = default(ImmutableArray<string>) }));
        Assert.Equal(Edition.DecodeGuest(default), Edition.DecodeGuest(default, default(ImmutableArray<LibvirtHypervisorModel>)));
        Assert.False(Edition.TryTranslate(Cpu, default, out _, out LibvirtFailure? failure));
        Assert.Equal("internal error: Cannot find suitable CPU model for given data", failure.FullMessage);
        Assert.Empty(new LibvirtHypervisorModel("a", default(ImmutableArray<string>)).Blockers);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("<")]
    public void LibvirtElement_NoXmlName_IsRefused(string name) => Assert.ThrowsAny<Exception>(() => new LibvirtElement(name));

    [Fact]
    public void LibvirtElement_TextAndChildren_IsRefused() =>
        Assert.Equal("text", Assert.Throws<ArgumentException>(() => new LibvirtElement("a", children: [new LibvirtElement("b")], text: "c")).ParamName);
}
