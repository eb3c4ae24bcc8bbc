namespace CpuFacility.Tool;

/// <summary>Where a run reads and writes: the console, or a test's buffers.</summary>
internal sealed class Terminal
{
    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Opens standard input, which is read only when an argument asks for it.</summary>
    public required Func<Stream> OpenInput { get; init; }

    /// <summary>What was read and cannot be read again: standard input and pipes, by the name on the command line.</summary>
    public Dictionary<string, byte[]> ReadOnce { get; } = [];

    /// <summary>Opens standard output as bytes, for what is no text.</summary>
    public required Func<Stream> OpenOutput { get; init; }

    /// <summary>Whether a person sees the output: only then are tables drawn.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>Whether colours are unwanted (no-color.org).</summary>
    public bool NoColor { get; init; }

    public static Terminal FromConsole() => new()
    {
        Output = Console.Out,
        Error = Console.Error,
        OpenInput = Console.OpenStandardInput,
        OpenOutput = Console.OpenStandardOutput,
        IsInteractive = !Console.IsOutputRedirected,
        NoColor = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
    };
}
