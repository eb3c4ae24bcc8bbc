using CpuFacility.Arm;

namespace CpuFacility.Linux;

/// <summary>What the auxiliary vector says of an Arm processor.</summary>
public static class ArmAuxiliaryVector
{
    /// <summary>
    /// The words, or null if the vector has no AT_HWCAP. Kernels that do not know the second or third word do not have it: it is then 0.
    /// </summary>
    /// <param name="vector">The vector of a program of 64 bits on Arm.</param>
    public static ArmHwcaps? GetArmHwcaps(this AuxiliaryVector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        _ = vector.TryGet(AuxiliaryVector.HardwareCapabilities2, out ulong second);
        _ = vector.TryGet(AuxiliaryVector.HardwareCapabilities3, out ulong third);
        return vector.TryGet(AuxiliaryVector.HardwareCapabilities, out ulong first) ? new ArmHwcaps(first, second, third) : null;
    }
}
