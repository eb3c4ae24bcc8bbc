using CpuFacility.Libvirt;
using CpuFacility.Power;
using CpuFacility.S390x;

namespace CpuFacility.Interop.Tests.Libvirt;

/// <summary>Conversion for s390x and POWER.</summary>
public class LibvirtOtherConversionTests
{
    private static readonly LibvirtEdition Edition = LibvirtEdition.Current;

    /// <summary>
    /// The expressions are what libvirt 9.0 gave QEMU 7.2 for these definitions on 2026-11-26 (<c>virsh domxml-to-native qemu-argv</c>).
    /// </summary>
    [Theory]
    [InlineData("<model>z13</model><feature policy='disable' name='te'/><feature policy='force' name='aen'/>", "z13,te=off,aen=on")]
    [InlineData("<model>z13</model><feature policy='disable' name='te'/><feature policy='forbid' name='aen'/>", "z13,te=off,aen=off")]
    [InlineData(
        "<model>z14-base</model><feature policy='require' name='msa5'/><feature policy='disable' name='vx'/><feature policy='require' name='vxeh'/>",
        "z14-base,msa5=on,vx=off,vxeh=on")]
    public void ToQemu_S390x_IsWhatLibvirtGivesQemu(string inner, string expression)
    {
        LibvirtCpu cpu = LibvirtCpu.Read($"<cpu>{inner}</cpu>") with { Architecture = "s390x" };

        CpuModel model = LibvirtConversion.ToQemu(cpu, Edition, out LibvirtConversionReport report);

        Assert.Equal(CpuModels.S390x.Parse(expression), model);
        Assert.Equal(!inner.Contains("'for", StringComparison.Ordinal), report.IsExact);
    }

    [Fact]
    public void ToQemu_S390xOptional_IsLeftOutAndSaid()
    {
        LibvirtCpu cpu = LibvirtCpu.Read("<cpu><model>z14-base</model><feature policy='optional' name='vx'/></cpu>") with { Architecture = "s390x" };

        CpuModel model = LibvirtConversion.ToQemu(cpu, Edition, out LibvirtConversionReport report);

        Assert.False(model.Has(S390xFacility.Vx));
        Assert.Equal(["optional vx"], report.Unknown.ToArray());
    }

    [Theory]
    [InlineData("z14,te=off,cte=off", "  <feature policy='disable' name='cte'/>\n  <feature policy='disable' name='te'/>\n")]
    [InlineData("z14-base,msa5=on,vx=on", "  <feature policy='require' name='msa5'/>\n  <feature policy='require' name='vx'/>\n")]
    [InlineData("z14", "")]
    public void FromQemu_S390x_NamesWhatDiffers(string expression, string features)
    {
        LibvirtCpu cpu = LibvirtConversion.FromQemu(CpuModels.S390x.Parse(expression), Edition, out LibvirtConversionReport report);

        string model = expression.Split(',')[0];
        Assert.Equal($"<cpu mode='custom' match='exact'>\n  <model fallback='allow'>{model}</model>\n{features}</cpu>\n", cpu.ToXml());
        Assert.True(report.IsExact);
    }

    /// <summary>The generations as libvirt 9.0 hands them to QEMU 7.2, and the processor that QEMU 7.2 starts for them.</summary>
    [Theory]
    [InlineData("POWER7", "power7_v2.3")]
    [InlineData("POWER8", "power8_v2.0")]
    [InlineData("POWER9", "power9_v2.2")]
    [InlineData("POWER7_v2.3", "power7_v2.3")]
    [InlineData("POWER8_v1.0", "power8_v2.0")]
    [InlineData("POWERPC_e5500", "e5500")]
    [InlineData("POWERPC_e6500", "e6500")]
    public void ToQemu_Power_IsTheProcessorOfTheGeneration(string model, string processor)
    {
        CpuModel made = LibvirtConversion.ToQemu(new LibvirtCpu { Architecture = "ppc64", Model = model }, Edition, out LibvirtConversionReport report);

        Assert.Equal(CpuModels.Power.Parse(processor).Definition.AliasOf ?? processor, made.Name);
        Assert.False(report.IsRenamed);
        Assert.Empty(report.Unknown);
    }

    [Fact]
    public void TryToQemu_PowerWithoutAProcessor_Fails()
    {
        Assert.False(LibvirtConversion.TryToQemu(new LibvirtCpu { Architecture = "ppc64", Model = "POWER6" }, Edition, out _, out _, out LibvirtFailure? failure));
        Assert.Equal(LibvirtFailureKind.NoSuitableModel, failure.Kind);
    }

    [Theory]
    [InlineData("power8", "power8_v2.0")]
    [InlineData("power9", "power9_v2.2")]
    [InlineData("power10", "power10_v2.0")]
    public void ToQemu_PowerMode_LimitsTheProcessorAndSaysSo(string mode, string processor)
    {
        LibvirtCpu cpu = LibvirtCpu.Read($"<cpu mode='host-model'><model>{mode}</model></cpu>") with { Architecture = "ppc64le" };

        CpuModel model = LibvirtConversion.ToQemu(cpu, Edition, out LibvirtConversionReport report);

        Assert.Equal($"{processor},max-cpu-compat={mode}", model.ToString());
        Assert.Equal(["mode host-model"], report.Unknown.ToArray());
        Assert.Empty(report.Lost);
        Assert.Empty(report.Added);
    }

    /// <summary>There and back: the mode stays, and so do the facilities, for each mode that libvirt has a word for.</summary>
    [Fact]
    public void FromQemu_PowerInAMode_IsTheHostsModelInTheMode()
    {
        foreach (PowerCompatibilityMode mode in PowerCompatibilityMode.All)
        {
            foreach (string name in (string[])["power7_v2.3", "power8_v2.0", "power9_v2.2", "power10_v2.0", "power11_v2.0"])
            {
                if (!CpuModels.Power.TryParse($"{name},max-cpu-compat={mode}", out CpuModel? model, out _))
                {
                    continue;
                }

                LibvirtCpu cpu = LibvirtConversion.FromQemu(model, Edition, out LibvirtConversionReport report);
                if (mode.Name == "power7+")
                {
                    Assert.Equal(LibvirtCpuMode.Custom, cpu.Mode);
                    Assert.Contains("max-cpu-compat=power7+", report.Unknown);
                    continue;
                }

                Assert.Equal((LibvirtCpuMode.HostModel, mode.Name), (cpu.Mode, cpu.Model));
                Assert.Contains($"processor {name}", report.Unknown);
                CpuModel back = LibvirtModels.ToModel(cpu with { Architecture = "ppc64" }, Edition);
                Assert.Equal(model.Facilities, back.Facilities.Except(Names(report.Added)).Union(Names(report.Lost)));
                Assert.Equal(mode, ((PowerIdentity)back.Identity).Limit);
            }
        }
    }

    /// <summary>All processors of QEMU: those of a generation of libvirt's are its, with what differs; for the others libvirt has no model.</summary>
    [Fact]
    public void TryFromQemu_EveryProcessor_IsItsGenerationOrNone()
    {
        int made = 0;
        foreach (CpuModel model in CpuModels.Power.NamedModels)
        {
            uint pvr = ((PowerIdentity)model.Identity).Pvr;
            bool isKnown = PowerEditions.Libvirt.TryFindByPvr(pvr, out PowerModelDefinition? generation);

            Assert.Equal(isKnown, LibvirtConversion.TryFromQemu(model, Edition, out LibvirtCpu? cpu, out LibvirtConversionReport? report, out LibvirtFailure? failure));
            if (!isKnown)
            {
                Assert.Equal(LibvirtFailureKind.NoSuitableModel, failure!.Kind);
                Assert.Throws<LibvirtException>(() => LibvirtConversion.FromQemu(model, Edition, out _));
                continue;
            }

            made++;
            Assert.Equal(generation!.Name, cpu!.Model);
            Assert.Equal(model.Facilities, generation.Default.Except(Names(report!.Added)).Union(Names(report.Lost)));
            CpuModel back = LibvirtConversion.ToQemu(cpu with { Architecture = "ppc64" }, Edition, out _);
            Assert.Equal(back.Name != (model.Definition.AliasOf ?? model.Name), report.Unknown.Contains($"processor {model.Name}"));
        }

        Assert.InRange(made, 15, CpuModels.Power.NamedModels.Length - 100);
    }

    private static FacilitySet Names(IEnumerable<string> names) => CpuModels.Power.Vocabulary.CreateSet([.. names]);
}
