using CpuFacility.Power;

namespace CpuFacility.Linux;

/// <summary>What the auxiliary vector says of a POWER processor.</summary>
public static class PowerAuxiliaryVector
{
    /// <summary>The feature words, or null if the vector has no AT_HWCAP. Kernels before 3.10 have no AT_HWCAP2: it is then 0.</summary>
    /// <param name="vector">The vector of a program on POWER.</param>
    public static PowerFeatureWords? GetPowerFeatureWords(this AuxiliaryVector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        _ = vector.TryGet(AuxiliaryVector.HardwareCapabilities2, out ulong second);
        return vector.TryGet(AuxiliaryVector.HardwareCapabilities, out ulong first) ? new PowerFeatureWords(first, second) : null;
    }
}
