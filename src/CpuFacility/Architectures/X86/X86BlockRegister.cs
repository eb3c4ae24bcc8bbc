namespace CpuFacility.X86;

/// <summary>What the column <c>register</c> of blocks.csv holds: which register of a CPUID leaf a block is, or that it is an MSR.</summary>
internal static class X86BlockRegister
{
    public const uint Eax = 0;
    public const uint Ebx = 1;
    public const uint Ecx = 2;
    public const uint Edx = 3;
    public const uint Msr = 4;

    /// <summary>The name that manuals give one of the four registers.</summary>
    public static string GetName(uint register) => register switch
    {
        Eax => "EAX",
        Ebx => "EBX",
        Ecx => "ECX",
        Edx => "EDX",
        _ => throw new ArgumentOutOfRangeException(nameof(register), register, "A register of CPUID is 0 to 3."),
    };
}
