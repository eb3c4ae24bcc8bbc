using System.Collections.Immutable;

namespace CpuFacility.RiscV;

/// <summary>RISC-V models and profiles.</summary>
public static class RiscVModels
{
    /// <summary>
    /// What a model's description cannot say: the facilities that QEMU has no property for, such as <c>ziccif</c>. Nothing of a model of one's own.
    /// </summary>
    /// <remarks>A model that QEMU itself says to be of a profile has what that asks for and QEMU has no switch for.</remarks>
    /// <param name="model">A model of RISC-V.</param>
    /// <exception cref="ArgumentException">The model is of another architecture.</exception>
    public static FacilitySet GetUnreported(this CpuModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Architecture != CpuArchitecture.RiscV)
        {
            throw new ArgumentException($"'{model.Name}' is of architecture {model.Architecture}, not {CpuArchitecture.RiscV}.", nameof(model));
        }

        return model.Definition.Edition == RiscVRegistry.QemuEdition
            ? RiscVRegistry.Catalog.All.Except(RiscVRegistry.Known).Except(Widths).Except(model.Facilities).Except(GetOfProfiles(model))
            : default;
    }

    /// <summary>Compares a model with each profile, in the order of <see cref="RiscVProfile.All"/>.</summary>
    /// <param name="model">A model of RISC-V.</param>
    /// <exception cref="ArgumentException">The model is of another architecture.</exception>
    public static ImmutableArray<RiscVProfileCheck> CheckProfiles(this CpuModel model)
    {
        FacilitySet unreported = model.GetUnreported();
        return RiscVProfileCheck.CheckAll(model.Facilities.Union(GetOfProfiles(model)), unreported);
    }

    private static FacilitySet Widths => RiscVRegistry.Catalog.CreateSet(RiscVFacility.Rv32, RiscVFacility.Rv64, RiscVFacility.Rv128);

    /// <summary>
    /// Of what the profiles of a model ask for, all that QEMU has no switch for. It depends on the privileged specification and on the sizes of
    /// cache blocks: where these are set, nothing of it is known.
    /// </summary>
    private static FacilitySet GetOfProfiles(CpuModel model)
    {
        int row = Array.IndexOf(RiscVData.ModelProfilesQemu11_1.Model(), model.Definition.Name);
        if (row < 0 || !model.Properties.IsEmpty)
        {
            return default;
        }

        var facilities = default(FacilitySet.Builder);
        foreach (string name in RiscVData.ModelProfilesQemu11_1.Profiles()[row].Split(' '))
        {
            facilities.UnionWith(RiscVProfile.TryFind(name, out RiscVProfile? profile) ? profile.Facilities : default);
        }

        return facilities.ToFacilitySet().Except(RiscVRegistry.Known);
    }
}
