using CpuFacility.RiscV;

namespace CpuFacility.Qemu;

/// <summary>
/// QEMU's properties for profiles of RISC-V. In a reply, <c>true</c> says that the processor has all that the profile asks for, letters that the reply does
/// not name among them; <c>false</c> says nothing that the other properties do not say.
/// </summary>
internal static class QemuProfiles
{
    /// <summary>Finds what the property of a profile switches.</summary>
    public static bool TryFind(CpuModelRegistry registry, string name, out FacilitySet switched)
    {
        RiscVProfile? profile = registry.Architecture == CpuArchitecture.RiscV
            ? RiscVProfile.All.FirstOrDefault(profile => profile.QemuProperty == name)
            : null;
        switched = profile is null ? default : RiscVQemuExpansion.GetSwitched(profile);
        return profile is not null;
    }
}
