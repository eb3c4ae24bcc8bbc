namespace CpuFacility.Arm;

/// <summary>What KVM lets user space do with a field of a guest's ID register.</summary>
public enum ArmKvmAccess
{
    /// <summary>The guest always reads 0, whatever the host has.</summary>
    Zero = 0,

    /// <summary>A value can be written that is safe by the field's rule.</summary>
    Writable = 1,

    /// <summary>The value is the host's: a guest with another one is refused.</summary>
    Fixed = 2,

    /// <summary>The guest reads the hardware's own register, and nothing is checked.</summary>
    NotVirtualized = 3,
}
