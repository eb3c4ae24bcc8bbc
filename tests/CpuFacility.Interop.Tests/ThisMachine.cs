using System.Runtime.Intrinsics.X86;

namespace CpuFacility.Interop.Tests;

/// <summary>Skips tests that need a kind of machine. CI accepts these reasons only where they are true.</summary>
internal static class ThisMachine
{
    /// <summary>How the reason begins for what needs KVM.</summary>
    public const string NoKvm = "This machine has no KVM that may be used";

    public static void RequireLinuxOnX86() =>
        Skip.IfNot(OperatingSystem.IsLinux() && X86Base.IsSupported, "This machine is not Linux on x86.");
}
