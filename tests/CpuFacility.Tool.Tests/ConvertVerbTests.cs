using CpuFacility.Testing;

namespace CpuFacility.Tool.Tests;

/// <summary>What is written where, whose names are read, and what is not kept.</summary>
public sealed class ConvertVerbTests
{
    private static string Guest => $"@{RepositoryFolder.Locate("tests", "CpuFacility.Tool.Tests", "Machines", "guest.domain.xml")}";

    /// <summary>Standard output is the model alone, so that a script can use it.</summary>
    [Fact]
    public void Convert_WhatIsLost_IsOnStandardErrorAlone()
    {
        ToolRun run = ToolRun.Of("convert", Guest, "--to", "qemu");
        Assert.Equal((1, "Note: lost: npt, nrip-save.\n"), (run.ExitCode, run.Error));
        Assert.Matches("^EPYC-Rome,[^\n ]*svm=off[^\n ]*\n$", run.Output);
        Assert.Equal(0, ToolRun.Of("show", run.Output.TrimEnd()).ExitCode);
    }

    [Theory]
    [InlineData("not converted: optional avx, element topology.", "<cpu><model>Penryn</model><topology sockets='1' cores='1' threads='1'/><feature name='avx' policy='optional'/></cpu>", "qemu")]
    [InlineData("not converted: forbid avx.", "<cpu><model>Penryn</model><feature name='avx' policy='forbid'/></cpu>", "libvirt")]
    [InlineData("qemu-11.1 has no model cpu64-rhel5: it is described as ", "<cpu><model>cpu64-rhel5</model></cpu>", "qemu")]
    [InlineData("lost: cmt.", "<cpu><model>Penryn</model><feature name='cmt'/></cpu>", "qemu")]
    public void Convert_Document_SaysWhatIsNotKept(string note, string document, string to)
    {
        ToolRun run = ToolRun.WithInput(document, "convert", "@-", "--to", to);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"Note: {note}", run.Error, StringComparison.Ordinal);
        ToolRun json = ToolRun.WithInput(document, "convert", "@-", "--to", to, "--json");
        Assert.Equal((1, ""), (json.ExitCode, json.Error));
        Assert.Contains("\"exact\": false", json.Output, StringComparison.Ordinal);
    }

    /// <summary>QEMU refuses the limit after -cpu: it belongs to the machine.</summary>
    [Fact]
    public void Convert_PowerMode_IsTheMachines()
    {
        ToolRun run = ToolRun.WithInput("<cpu mode='host-model'><model>power8</model></cpu>", "convert", "@-", "--to", "qemu");
        Assert.Equal((1, "power8_v2.0\n"), (run.ExitCode, run.Output));
        Assert.EndsWith("Note: QEMU takes max-cpu-compat=power8 as a property of its machine: -machine pseries,max-cpu-compat=power8.\n", run.Error, StringComparison.Ordinal);
        ToolRun back = ToolRun.Of("convert", "power9_v2.2,max-cpu-compat=power8", "--to", "libvirt");
        Assert.Equal("<cpu mode='host-model'>\n  <model fallback='allow'>power8</model>\n</cpu>\n", back.Output);
        Assert.Equal((1, "Note: not converted: processor power9_v2.2.\n"), (back.ExitCode, back.Error));
    }

    /// <summary>Expressions have the names of the other side; the edition says which libvirt is meant.</summary>
    [Fact]
    public void Convert_Names_AreTheOtherSides()
    {
        // lahf_lm is libvirt's name, lahf-lm QEMU's.
        Assert.Equal(0, ToolRun.Of("convert", "Penryn,lahf_lm=off", "--to", "qemu", "--edition", "libvirt-9.0").ExitCode);
        Assert.Contains("lahf_lm", ToolRun.Of("convert", "Penryn,lahf-lm=off", "--to", "libvirt").Output, StringComparison.Ordinal);
        Assert.Contains("described as", ToolRun.Of("convert", "EPYC-Genoa", "--to", "libvirt", "--edition", "libvirt-9.0").Error, StringComparison.Ordinal);
        Assert.DoesNotContain("described as", ToolRun.Of("convert", "EPYC-Genoa", "--to", "libvirt").Error, StringComparison.Ordinal);
    }

    /// <summary>There and back: the output of one is the input of the other.</summary>
    [Theory]
    [InlineData("Skylake-Server-v4,-avx512f,+vmx")]
    [InlineData("z14,te=off,cte=off")]
    [InlineData("power9_v2.2")]
    public void Convert_ThereAndBack_IsTheModel(string model)
    {
        string document = ToolRun.Of("convert", model, "--to", "libvirt").Output;
        string back = ToolRun.WithInput(document, "convert", "@-", "--to", "qemu").Output.TrimEnd();
        Assert.StartsWith("identical", ToolRun.Of("compare", model, back).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"name\": \"z14\", \"props\": {\"te\": false}}", "z14,te=off\n", 0)]
    [InlineData("{\"name\": \"z14\", \"props\": {\"bogus\": false}}", "z14,bogus=false\n", 1)]
    public void Convert_QemusOwnWords_StayAsTheyAre(string reply, string expression, int code)
    {
        ToolRun run = ToolRun.WithInput(reply, "convert", "@-", "--to", "qemu");
        Assert.Equal((code, expression), (run.ExitCode, run.Output));
    }

    [Theory]
    [InlineData(2, "'xen' is nothing to convert to: --to takes libvirt or qemu.", "convert", "z14", "--to", "xen")]
    [InlineData(2, "Option '--to' is required.", "convert", "z14")]
    [InlineData(2, "'z99' is no model", "convert", "z99", "--to", "libvirt")]
    [InlineData(3, "There is no such model for libvirt: libvirt-12.8 has no model for PVR 00040103H.", "convert", "ppc32", "--to", "libvirt")]
    [InlineData(3, "There is no such model for QEMU: qemu-11.1 has no processor of POWER6.", "convert", "POWER6", "--to", "qemu")]
    public void Convert_Wrong_IsSaid(int code, string message, params string[] args)
    {
        ToolRun run = ToolRun.Of(args);
        Assert.Equal((code, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(message, run.Error, StringComparison.Ordinal);
    }
}
