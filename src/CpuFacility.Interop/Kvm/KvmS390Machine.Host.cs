using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CpuFacility.S390x;

namespace CpuFacility.Kvm;

public sealed partial class KvmS390Machine
{
    private const string DefaultSource = "KVM";

    /// <summary>The host as guests can use it.</summary>
    /// <param name="registry">A registry of s390x models: its edition gives the names and the definition.</param>
    /// <param name="features">What <c>KVM_S390_VM_CPU_MACHINE_FEAT</c> gives, if it was asked for.</param>
    /// <param name="subfunctions">What <c>KVM_S390_VM_CPU_MACHINE_SUBFUNC</c> gives, if it was asked for.</param>
    /// <param name="ultravisor">What <c>KVM_S390_VM_CPU_MACHINE_UV_FEAT_GUEST</c> gives, if it was asked for.</param>
    /// <param name="source">Where this comes from, for reports.</param>
    /// <returns>
    /// <para>Of the facility list: what is in the mask and the list is done in hardware, what is in the mask alone in software (in Linux,
    /// <c>sthyi</c>), what is in the list alone is hidden from guests. <c>dateh2</c>, which no bit reports, goes with <c>stfle</c>. What the
    /// other structures report is done in hardware; what no structure given can report is unreported.</para>
    /// <para>The definition is the one that QEMU takes (<see cref="S390xIdentification.IdentifyAsQemu"/>). Bits without a name are described
    /// in <see cref="HostCapability.Unnamed"/>; those of subfunctions stay with their structure.</para>
    /// </returns>
    /// <exception cref="ArgumentException">The registry is of another architecture.</exception>
    /// <exception cref="FacilityFormatException">The registry has no definition for the machine.</exception>
    public HostCapability ToHostCapability(
        CpuModelRegistry registry,
        KvmS390Features? features = null,
        KvmS390Subfunctions? subfunctions = null,
        KvmS390UltravisorFeatures? ultravisor = null,
        string source = DefaultSource) =>
        TryToHostCapability(registry, out HostCapability? host, out FacilityFormatError error, features, subfunctions, ultravisor, source)
            ? host
            : throw new FacilityFormatException(error);

    /// <summary>The host as <see cref="ToHostCapability"/> gives it, without an exception for a machine that no definition fits.</summary>
    /// <param name="registry">A registry of s390x models.</param>
    /// <param name="host">The host, or null.</param>
    /// <param name="error">Why the machine cannot be identified, at the position of the CPU identification in the structure.</param>
    /// <param name="features">What <c>KVM_S390_VM_CPU_MACHINE_FEAT</c> gives, if it was asked for.</param>
    /// <param name="subfunctions">What <c>KVM_S390_VM_CPU_MACHINE_SUBFUNC</c> gives, if it was asked for.</param>
    /// <param name="ultravisor">What <c>KVM_S390_VM_CPU_MACHINE_UV_FEAT_GUEST</c> gives, if it was asked for.</param>
    /// <param name="source">Where this comes from, for reports.</param>
    /// <returns>Whether the registry has a definition for the machine.</returns>
    /// <exception cref="ArgumentException">The registry is of another architecture.</exception>
    public bool TryToHostCapability(
        CpuModelRegistry registry,
        [NotNullWhen(true)] out HostCapability? host,
        out FacilityFormatError error,
        KvmS390Features? features = null,
        KvmS390Subfunctions? subfunctions = null,
        KvmS390UltravisorFeatures? ultravisor = null,
        string source = DefaultSource)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(source);
        FacilitySet hardware = S390xFacilitySets.AddUnreportable(_mask.Intersect(_list))
            .Union(features?.Facilities ?? default)
            .Union(subfunctions?.Facilities ?? default)
            .Union(ultravisor?.Facilities ?? default);
        FacilitySet emulated = S390xFacilitySets.AddUnreportable(_mask.Except(_list));
        FacilitySet hidden = S390xFacilitySets.AddUnreportable(_list.Except(_mask));
        FacilitySet unreported = registry.Catalog.All
            .Except(S390xBlocks.Stfl.Facilities.With(S390xFacility.Dateh2.Index))
            .Except(features is null ? default : S390xBlocks.KvmFeatures.Facilities)
            .Except(subfunctions is null ? default : KvmS390Subfunctions.Reported)
            .Except(ultravisor is null ? default : S390xBlocks.UltravisorGuest.Facilities);

        // Of an unknown type, what was not asked for must not rule out a definition.
        FacilitySet possible = hardware.Union(emulated).Union(unreported);
        CpuModel? model = registry.IdentifyAsQemu(CpuId, Ibc, possible);
        host = model is null ? null : new HostCapability(model, hardware, emulated, hidden, unreported, source)
        {
            Unnamed = DescribeUnnamed(
                ("fac_mask", UnknownInMask), ("fac_list", UnknownInList), ("feat", features?.Unknown ?? default), ("uv_feat", ultravisor?.Unknown ?? default)),
        };
        error = model is null ? new FacilityFormatError(CpuIdOffset, WhyNotIdentified(registry, possible)) : default;
        return host is not null;
    }

    private static ImmutableArray<string> DescribeUnnamed(params ReadOnlySpan<(string Field, UnknownBits Unknown)> fields)
    {
        var unnamed = ImmutableArray.CreateBuilder<string>();
        foreach ((string field, UnknownBits unknown) in fields)
        {
            if (!unknown.IsEmpty)
            {
                unnamed.Add($"{field}: {unknown}");
            }
        }

        return unnamed.ToImmutable();
    }

    private string WhyNotIdentified(CpuModelRegistry registry, in FacilitySet offered)
    {
        string why = $"Machine type {CpuId.Type:x4} is not in {registry.Edition}";
        if (registry.Definitions.IsEmpty)
        {
            return $"{why}, which has no definitions.";
        }

        CpuModelDefinition oldest = registry.Definitions[0];
        FacilitySet missing = oldest.Base.Except(offered).Except(S390xFacilitySets.IgnoredForBaseline);
        return $"{why}, and for {oldest.Name}, its first definition, {registry.Vocabulary.Format(missing)} is missing.";
    }
}
