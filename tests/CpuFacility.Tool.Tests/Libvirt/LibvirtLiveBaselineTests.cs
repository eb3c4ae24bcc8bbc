using Xunit.Abstractions;

namespace CpuFacility.Tool.Tests.Libvirt;

/// <summary>Our <c>cpu-baseline</c> beside that of Debian's libvirt 9.0 on the same generated files: equal in output, errors and exit code.</summary>
public sealed class LibvirtLiveBaselineTests(ITestOutputHelper log)
{
    private const int Files = 1500;

    [SkippableFact]
    public void CpuBaseline_GeneratedDocuments_EqualsVirsh()
    {
        using var comparison = new LibvirtSideBySide("cpu-baseline");
        Virsh virsh = Virsh.Test(comparison.Folder);
        var generator = new LibvirtDocumentGenerator(seed: 6, hostsOnly: true);
        for (int i = 0; i < Files; i++)
        {
            comparison.Add(generator.Next(), i % 3 == 1 ? ["--features"] : []);
        }

        comparison.Run(virsh, []);
        log.WriteLine(comparison.ToString());

        // The files have to reach both what succeeds and what fails, or equality says little.
        Assert.InRange(comparison.Succeeded, Files / 4, Files * 3 / 4);
    }

    [SkippableTheory]
    [InlineData("cpu-baseline")]
    [InlineData("cpu-baseline", "nothing.xml")]
    [InlineData("cpu-baseline", ".")]
    [InlineData("cpu-baseline", "one.xml", "two.xml")]
    [InlineData("cpu-baseline", "--bogus", "one.xml")]
    [InlineData("cpu-baseline", "--file", "one.xml")]
    [InlineData("cpu-baseline", "one.xml", "--features")]
    [InlineData("cpu-models")]
    [InlineData("cpu-models", "bogus")]
    [InlineData("cpu-models", "x86_64")]
    [InlineData("cpu-models", "i686")]
    [InlineData("cpu-models", "ppc64le")]
    [InlineData("cpu-models", "s390x")]
    [InlineData("cpu-models", "aarch64")]
    [InlineData("cpu-models", "riscv64")]
    [InlineData("cpu-models", "mips")]
    [InlineData("cpu-models", "--arch", "ppc64")]
    public void CommandLine_RightAndWrong_EqualsVirsh(params string[] command)
    {
        using var comparison = new LibvirtSideBySide(command[0]);
        File.WriteAllText(Path.Combine(comparison.Folder, "one.xml"), "<cpu><arch>x86_64</arch><model>Haswell</model><feature name='vmx'/></cpu>");
        (Virsh.Reply theirs, int code) = Virsh.Test(comparison.Folder).RunAlone(command);
        ToolRun ours = comparison.RunOurs(command);
        Assert.Equal((code, theirs.Output, theirs.Errors), (ours.ExitCode, ours.Output, ours.Error));
    }
}
