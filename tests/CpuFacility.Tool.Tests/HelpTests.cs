using System.Text.RegularExpressions;

namespace CpuFacility.Tool.Tests;

public sealed class HelpTests
{
    private static readonly string[] Names = ["models", "show", "expand", "compare", "baseline", "check", "facilities", "lint", "host", "identify", "negotiate", "tag", "convert", "qmp"];

    public static TheoryData<string> Verbs => [.. Names];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Help_OfAVerb_EndsWithTwoExamples(string verb)
    {
        ToolRun run = ToolRun.Of(verb, "--help");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"\n  cpufacility {verb} ", run.Output[..run.Output.IndexOf("Examples:", StringComparison.Ordinal)], StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(run.Output[run.Output.IndexOf("Examples:", StringComparison.Ordinal)..], $@"(?m)^  cpufacility {verb} \S"));
    }

    [Fact]
    public void Help_OfTheCommand_ListsEveryVerb()
    {
        ToolRun run = ToolRun.Of("--help");
        Assert.Equal(0, run.ExitCode);
        Assert.All(Names, name => Assert.Matches($@"(?m)^  {name}\b", run.Output));
    }

    [Fact]
    public void Version_IsThePackages()
    {
        ToolRun run = ToolRun.Of("--version");
        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+", run.Output);
    }

    [Fact]
    public void Suggest_StartOfAVerb_CompletesIt()
    {
        ToolRun run = ToolRun.Of("[suggest:2]", "ch");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("check", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_OnATerminal_AreDrawn()
    {
        Assert.Contains("╭", ToolRun.Of(Stream.Null, ["models"], interactive: true).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("╭", ToolRun.Of("models").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_WithoutColour_HaveNoEscapes() =>
        Assert.DoesNotContain('\e', ToolRun.Of(Stream.Null, ["models"], interactive: true, noColor: true).Output);
}
