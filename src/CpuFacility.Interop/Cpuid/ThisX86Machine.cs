using System.Diagnostics.CodeAnalysis;
using System.Runtime.Intrinsics.X86;
using CpuFacility.X86;

namespace CpuFacility.Cpuid;

/// <summary>The processor that this program runs on, by its own CPUID instruction.</summary>
/// <remarks>
/// The answers are of the processor on which the system happens to run the thread, and may change between two of them: leaves with an APIC id, and
/// on machines with two kinds of cores others too. .NET cannot execute XGETBV, so that <see cref="CpuidData.Xcr0"/> is null.
/// </remarks>
public static class ThisX86Machine
{
    private const string OnlyReason =
        "There is no CPUID to read: the program does not run on x86, or .NET's use of its instructions is switched off.";

    /// <summary>Whether the program runs on x86 and may use its instructions (<c>DOTNET_EnableHWIntrinsic=0</c> takes them away).</summary>
    public static bool IsSupported => X86Base.IsSupported;

    /// <summary>Reads CPUID, all leaves and subleaves, as <see cref="CpuidWalk"/> does.</summary>
    /// <param name="data">The table, or null.</param>
    /// <param name="reason">Why there is none, as a sentence; empty if there is one.</param>
    /// <returns>Whether the program runs on x86 and may use its instructions.</returns>
    public static bool TryRead([NotNullWhen(true)] out CpuidData? data, out string reason)
    {
        data = IsSupported ? CpuidWalk.Read(Execute) : null;
        reason = data is not null ? "" : OnlyReason;
        return data is not null;
    }

    private static CpuidRegisters Execute(uint leaf, uint subleaf)
    {
        (int eax, int ebx, int ecx, int edx) = X86Base.CpuId((int)leaf, (int)subleaf);
        return new CpuidRegisters((uint)eax, (uint)ebx, (uint)ecx, (uint)edx);
    }
}
