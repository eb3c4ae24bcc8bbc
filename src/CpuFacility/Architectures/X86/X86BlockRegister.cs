namespace CpuFacility.X86;

/// <summary>What the column <c>register</c> of blocks.csv holds: which register of a CPUID leaf a block is, or that it is an MSR.</summary>
internal static class X86BlockRegister
{
    public const uint Eax = 0;
    public const uint Ebx = 1;
    public const uint Ecx = 2;
    public const uint Edx = 3;
    public const uint Msr = 4;
}
