using System.Text.Json;
using CpuFacility.Testing;

namespace CpuFacility.Tool.Tests;

/// <summary>What each verb writes, as text and as JSON, and its exit code: held against the files in Approved.</summary>
public sealed class ApprovedTests
{
    public static TheoryData<string, string[]> Cases => new()
    {
        { "models", ["models"] },
        { "models-all-names", ["models", "--all-names", "--qemu-version", "7.2"] },
        { "models-host", ["models", "--host", "z13,te=off"] },
        { "models-runnable", ["models", "--host", "z13,te=off", "--runnable"] },
        { "show", ["show", "z14,te=off"] },
        { "show-unknown-property", ["show", Reply("unknown-property.json")] },
        { "expand", ["expand", "z14,te=off"] },
        { "expand-full", ["expand", "z14,te=off", "--full"] },
        { "compare-identical", ["compare", "z14", "z14"] },
        { "compare-subset", ["compare", "z13", "z14"] },
        { "compare-superset", ["compare", "z14", "z14,te=off,cte=off"] },
        { "compare-incompatible", ["compare", "z14,te=off,cte=off", "z13"] },
        { "compare-unknown", ["compare", Reply("unknown-property.json"), "z14"] },
        { "baseline", ["baseline", "zEC12.2,msa5=on", "zEC12,te=off"] },
        { "baseline-lost", ["baseline", "z14,srs=off", "z14"] },
        { "check-yes", ["check", "z13", "--on", "z14"] },
        { "check-no", ["check", "zEC12.2,msa5=on", "--on", "zEC12,te=off"] },
        { "check-unknown", ["check", Reply("unknown-property.json"), "--on", "z14"] },
        { "check-policy-strict", ["check", "z13", "--on", "z13,vx=off", "--emulated", "vx", "--policy", "strict"] },
        { "check-policy-effective", ["check", "z13", "--on", "z13,vx=off", "--emulated", "vx", "--policy", "effective"] },
        { "check-policy-hardware-only", ["check", "z13", "--on", "z13,vx=off,te=off", "--emulated", "vx,te", "--policy", "hardware-only"] },
        { "check-allowed-software", ["check", "z13", "--on", "z13,vx=off,te=off", "--emulated", "vx,te", "--allow-software", "vx"] },
        { "check-tag-unknown", ["check", "z13~77777777777777777777777777777777", "--on", "z13", "--policy", "strict"] },
        { "check-tag-without-policy", ["check", "z13~77777777777777777777777777777777", "--on", "z13"] },
        { "check-cpuinfo-policy", ["check", "z13-base", "--on", Text("z13.txt"), "--policy", "strict"] },
        { "check-cpuinfo", ["check", "z13", "--on", Text("z13.txt")] },
        { "host-cpuinfo", ["host", Text("z17.txt")] },
        { "host-emulated", ["host", "z13,vx=off", "--emulated", "vx"] },
        { "identify-type", ["identify", "--cpuid", "2064"] },
        { "identify-numbers", ["identify", "--cpuid", "ff00000029640000", "--ibc", "00100031", "--stfle", "fbebfffbfcfffd40007ce00000000000d0"] },
        { "identify-cpuinfo", ["identify", Text("z13.txt")] },
        { "identify-none", ["identify", "--cpuid", "ffff", "--stfle", "20"] },
        { "negotiate-exact", ["negotiate", "z13", "--on", "z13,vx=off", "--emulated", "vx"] },
        { "negotiate-part", ["negotiate", "z13", "--on", "z13,vx=off,te=off", "--emulated", "vx"] },
        { "negotiate-strict", ["negotiate", "z13", "--on", "z13,te=off", "--strict"] },
        { "negotiate-too-new", ["negotiate", "max", "--on", "z13", "--emulated", "tcg"] },
        { "negotiate-unknown", ["negotiate", "z13-base", "--on", Text("z13.txt")] },
        { "tag-host", ["tag", "z13,te=off", "--on", "z13,vx=off", "--emulated", "vx"] },
        { "tag-hardware", ["tag", "z13", "--on", "z14"] },
        { "tag-table", ["tag", "z13"] },
        { "tag-preset", ["tag", "max"] },
        { "tag-unknown", ["tag", "z13~77777777777777777777777777777777"] },
        { "facilities-name", ["facilities", "--name", "vector"] },
        { "facilities-block", ["facilities", "--block", "stfl", "--model", "z900-base"] },
        { "facilities-no-bit", ["facilities", "--block", "misc"] },
        { "facilities-none", ["facilities", "--name", "no such thing"] },
        { "lint-clean", ["lint", "gen16a-base"] },
        { "lint-findings", ["lint", "z14,vx=off"] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Run_Text_IsApproved(string name, string[] args)
    {
        ToolRun run = ToolRun.Of(args);
        Approved.Check($"{name}.txt", $"{run.Output}exit code {run.ExitCode}\n");
        Assert.Empty(run.Error);
        Assert.DoesNotContain('\e', run.Output);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Run_Json_IsApprovedAndOneDocument(string name, string[] args)
    {
        ToolRun run = ToolRun.Of([.. args, "--json"]);
        Approved.Check($"{name}.json", run.Output);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        Assert.Equal($"cpufacility/{args[0]}/1", document.RootElement.GetProperty("schema").GetString());
        Assert.Equal(run, ToolRun.Of([.. args, "--json"]));
        Assert.Equal(ToolRun.Of(args).ExitCode, run.ExitCode);
        Assert.Empty(run.Error);
    }

    private static string Text(string file) => $"@{RepositoryFolder.Locate("tests", "CpuFacility.Interop.Tests", "Linux", "Texts", file)}";

    private static string Reply(string file) => $"@{RepositoryFolder.Locate("tests", "CpuFacility.Tool.Tests", "Replies", file)}";
}
