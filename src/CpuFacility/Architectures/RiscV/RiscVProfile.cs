using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CpuFacility.RiscV;

/// <summary>
/// A RISC-V profile such as RVA23U64: extensions that software can count on together. Immutable and safe to share between threads.
/// </summary>
/// <remarks>A profile for user mode ends in U64, one for supervisor mode, which includes it, in S64; RVI20 is the base alone.</remarks>
public sealed class RiscVProfile
{
    private readonly FacilitySet _mandatory;
    private readonly FacilitySet _facilities;
    private readonly FacilitySet _optional;

    private RiscVProfile(string name, string? qemuProperty, in FacilitySet mandatory, in FacilitySet optional)
    {
        Name = name;
        QemuProperty = qemuProperty;
        _mandatory = mandatory;
        _facilities = RiscVFacilities.Close(mandatory);
        _optional = optional;
    }

    /// <summary>All profiles, older ones first, each for supervisor mode behind that for user mode.</summary>
    public static ImmutableArray<RiscVProfile> All { get; } = Read();

    /// <summary>The name, such as <c>RVA23U64</c>.</summary>
    public string Name { get; }

    /// <summary>QEMU's property for the profile, such as <c>rva23u64</c>; null if it has none.</summary>
    public string? QemuProperty { get; }

    /// <summary>What the profile asks for, as it is published: the width and base, and the mandatory extensions, those of included profiles too.</summary>
    public ref readonly FacilitySet Mandatory => ref _mandatory;

    /// <summary><see cref="Mandatory"/> with all that it implies: profiles are within each other in this form.</summary>
    public ref readonly FacilitySet Facilities => ref _facilities;

    /// <summary>The extensions that the profile names as options.</summary>
    public ref readonly FacilitySet Optional => ref _optional;

    /// <summary>Finds a profile by its name.</summary>
    /// <param name="name">The name, in any case: QEMU writes it in small letters.</param>
    /// <param name="profile">The profile found.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryFind(ReadOnlySpan<char> name, [NotNullWhen(true)] out RiscVProfile? profile)
    {
        foreach (RiscVProfile candidate in All)
        {
            if (name.Equals(candidate.Name, StringComparison.OrdinalIgnoreCase))
            {
                profile = candidate;
                return true;
            }
        }

        profile = null;
        return false;
    }

    /// <summary>
    /// What a processor has not got of what the profile asks for. Where a mandatory extension is missing, parts of it that the profile does not
    /// name itself are not listed. It does not allocate.
    /// </summary>
    /// <param name="facilities">What the processor has; what that implies is added.</param>
    public FacilitySet FindMissing(in FacilitySet facilities) => _mandatory.Except(RiscVFacilities.Close(facilities));

    /// <summary>Compares a processor with the profile, where some extensions are not known.</summary>
    /// <param name="facilities">What the processor is known to have; what that implies is added.</param>
    /// <param name="unreported">What may be there or not, because its description cannot say: see <see cref="RiscVExtensions.NotNamedByLinux"/>.</param>
    public RiscVProfileCheck Check(in FacilitySet facilities, in FacilitySet unreported)
    {
        FacilitySet missing = FindMissing(facilities);
        return new RiscVProfileCheck(this, missing.Except(unreported), missing.Intersect(unreported));
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private static ImmutableArray<RiscVProfile> Read()
    {
        string[] names = RiscVData.IsaProfiles.Name();
        string[] includes = RiscVData.IsaProfiles.Includes();
        var profiles = ImmutableArray.CreateBuilder<RiscVProfile>(names.Length);
        for (int i = 0; i < names.Length; i++)
        {
            string included = includes[i];
            FacilitySet mandatory = RiscVData.MarkSets[RiscVData.IsaProfiles.Own[i]];
            mandatory = included.Length == 0 ? mandatory : mandatory.Union(profiles.First(profile => profile.Name == included).Mandatory);
            int optional = RiscVData.IsaProfiles.Optional[i];
            string qemu = RiscVData.IsaProfiles.Qemu()[i];
            profiles.Add(new RiscVProfile(names[i], qemu.Length == 0 ? null : qemu, mandatory, optional < 0 ? default : RiscVData.MarkSets[optional]));
        }

        return profiles.MoveToImmutable();
    }
}
