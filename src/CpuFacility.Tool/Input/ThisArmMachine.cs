using System.Text;
using CpuFacility.Arm;
using CpuFacility.Linux;

namespace CpuFacility.Tool;

/// <summary>
/// Reads what Linux says of this Arm machine: <c>/proc/cpuinfo</c>, the auxiliary vector, and <c>/sys</c>. ID registers themselves can be read by programs
/// that execute MRS, which .NET cannot.
/// </summary>
internal static class ThisArmMachine
{
    private const string Identification = "sys/devices/system/cpu/cpu0/regs/identification";

    public static HostDescription Read(ReleaseView view, byte[] text, string root, Terminal terminal)
    {
        if (!ArmCpuInfo.TryParse(text, out ArmCpuInfo? info, out FacilityFormatError error))
        {
            throw new UsageException($"/proc/cpuinfo cannot be read. {ModelFile.Place(text, error)}");
        }

        ArmHwcaps? words = ThisMachine.ReadVector(root, terminal)?.GetArmHwcaps();
        HostDescription found = words is ArmHwcaps vector
            ? ArmCpuInfoFormat.Describe(view, info, vector, "/proc/cpuinfo and /proc/self/auxv")
            : ArmCpuInfoFormat.Describe(view, info, info.Words, "/proc/cpuinfo");
        found = found with { Notes = [.. found.Notes, .. CompareIdentification(info, root, terminal)] };
        ModelFile.WriteNotes(found.Notes, terminal);
        return found;
    }

    /// <summary>The first processor's own registers, which kernels show since 4.7.</summary>
    private static IEnumerable<string> CompareIdentification(ArmCpuInfo info, string root, Terminal terminal)
    {
        if (ReadRegister(root, "midr_el1", terminal)?.Identity is ArmIdentity identity && !info.Kinds.Any(kind => kind.Identity.Equals(identity)))
        {
            yield return $"/{Identification}/midr_el1 has another processor than /proc/cpuinfo, which counts here: {identity}.";
        }

        if (ReadRegister(root, "revidr_el1", terminal)?.Revision is ulong revision and not 0)
        {
            yield return $"REVIDR_EL1 of the first processor is {revision:X}H: what that means is its implementer's own.";
        }
    }

    private static ArmIdRegisterText? ReadRegister(string root, string name, Terminal terminal)
    {
        string file = Path.Combine(root, Identification, name);
        if (!File.Exists(file))
        {
            return null;
        }

        // Alone, the one says nothing without the other: a line for MIDR_EL1 makes a text of both.
        byte[] line = [.. Encoding.ASCII.GetBytes($"{name} "), .. ModelFile.ReadBytes(file, terminal)];
        byte[] text = name == "midr_el1" ? line : [.. line, .. "\nMIDR_EL1 0x0\n"u8];
        return ArmIdRegisterText.TryRead(text, out ArmIdRegisterText? register, out FacilityFormatError error)
            ? register
            : throw new UsageException($"/{Identification}/{name} cannot be read. {error.Reason}");
    }
}
