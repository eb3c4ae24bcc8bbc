namespace CpuFacility.Arm;

/// <summary>A field of which a guest's value is not accepted on a host.</summary>
/// <param name="Field">The field.</param>
/// <param name="GuestValue">The guest's value.</param>
/// <param name="HostValue">The host's value.</param>
/// <param name="Scope">Which check the field blocks: in <see cref="ArmScope.Kvm"/> a field can be one that must be equal.</param>
public readonly record struct ArmFieldDifference(ArmField Field, uint GuestValue, uint HostValue, ArmScope Scope)
{
    /// <summary>Whether the two values must be equal, as the hypervisor has no way to show a guest another than the host's.</summary>
    public bool MustBeEqual => Scope == ArmScope.Kvm && Field.KvmAccess == ArmKvmAccess.Fixed;

    /// <summary>Both values and what they mean, as in <c>ID_AA64PFR0_EL1.SVE: guest 1 (implemented), host 0 (not implemented)</c>.</summary>
    public override string ToString() =>
        $"{Field}: guest {Field.Describe(GuestValue)}, host {Field.Describe(HostValue)}{(MustBeEqual ? ", and KVM takes no other than the host's" : "")}";
}
