using System.Diagnostics;

namespace CpuFacility.Tool.Tests;

/// <summary>The built tool as a process of its own, with redirected output.</summary>
public sealed class ProcessTests
{
    [Fact]
    public void Process_Redirected_AnswersInPlainText()
    {
        (int code, string output, string error) = Run("{\"name\": \"z13\"}", "check", "@-", "--on", "z14");
        Assert.Equal(0, code);
        Assert.Equal(ToolRun.Of("check", "z13", "--on", "z14").Output, output);
        Assert.Empty(error);
    }

    [Fact]
    public void Process_WrongInput_EndsWithTwo()
    {
        (int code, string output, string error) = Run("", "show", "z99");
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.StartsWith("'z99' is no model", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("show z14 >&-")]
    [InlineData("show z14 --json >/dev/full")]
    [InlineData("qmp </dev/null >/dev/full")]
    public void Process_OutputCannotBeWritten_EndsWithTwoInWords(string command)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        (int code, _, string error) = Run(new ProcessStartInfo("sh", ["-c", $"exec dotnet '{typeof(Terminal).Assembly.Location}' {command}"]), "");
        Assert.Equal(2, code);
        Assert.Matches("^Reading or writing failed: [^\n]*\n$", error);
    }

    [Fact]
    public void Process_ReaderGoes_IsNoError()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        (int code, _, string error) = Run(
            new ProcessStartInfo("bash", ["-c", $"dotnet '{typeof(Terminal).Assembly.Location}' facilities --json | true; exit ${{PIPESTATUS[0]}}"]), "");
        Assert.Equal(0, code);
        Assert.Empty(error);
    }

    private static (int Code, string Output, string Error) Run(string input, params string[] args) =>
        Run(new ProcessStartInfo("dotnet", [typeof(Terminal).Assembly.Location, .. args]), input);

    private static (int Code, string Output, string Error) Run(ProcessStartInfo start, string input)
    {
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
