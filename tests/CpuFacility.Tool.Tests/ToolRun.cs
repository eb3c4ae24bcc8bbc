using System.Text;

namespace CpuFacility.Tool.Tests;

/// <summary>One run of the command in this process.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    public static ToolRun Of(params string[] args) => Of(Stream.Null, args);

    public static ToolRun WithInput(string input, params string[] args) => Of(new MemoryStream(Encoding.UTF8.GetBytes(input)), args);

    public static ToolRun Of(Stream input, string[] args, bool interactive = false, bool noColor = false)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var bytes = new MemoryStream();
        var terminal = new Terminal
        {
            Output = output,
            Error = error,
            OpenInput = () => input,
            OpenOutput = () => bytes,
            IsInteractive = interactive,
            NoColor = noColor,
        };
        int code = CommandLine.RunAsync(args, terminal).GetAwaiter().GetResult();
        return new ToolRun(code, output + Encoding.UTF8.GetString(bytes.ToArray()), error.ToString());
    }
}
