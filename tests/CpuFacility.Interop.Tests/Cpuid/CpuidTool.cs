namespace CpuFacility.Interop.Tests.Cpuid;

/// <summary>The tool <c>cpuid</c> of Debian's package of that name.</summary>
internal static class CpuidTool
{
    public static void Require()
    {
        ThisMachine.RequireLinuxOnX86();
        Skip.IfNot(Command.IsThere("cpuid"), "The tool cpuid is missing: Debian's package cpuid has it.");
    }

    /// <summary>The raw text that the tool makes of a raw text.</summary>
    public static (string Output, string Errors, int ExitCode) Repeat(string text)
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, text);
            return Command.TryRun("cpuid", "-r", "-f", file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
