using System.Diagnostics;

namespace CpuFacility.Interop.Tests;

/// <summary>Runs programs of the machine.</summary>
internal static class Command
{
    public static bool IsThere(string command) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, command)));

    /// <summary>What a program prints; fails the test if it ends with an error.</summary>
    public static string Run(string command, params string[] arguments)
    {
        (string output, string errors, int exitCode) = TryRun(command, arguments);
        Assert.True(exitCode == 0, $"{command} ended with {exitCode}: {errors}");
        return output;
    }

    public static (string Output, string Errors, int ExitCode) TryRun(string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (output, errors.Result, process.ExitCode);
    }
}
