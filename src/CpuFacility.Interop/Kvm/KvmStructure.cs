using CpuFacility.S390x;

namespace CpuFacility.Kvm;

/// <summary>The checks that the readers and writers of all structures share.</summary>
internal static class KvmStructure
{
    /// <summary>Whether a span is as long as the structure.</summary>
    public static bool HasLength(string structure, int expected, int actual, out FacilityFormatError error)
    {
        error = expected == actual ? default : new FacilityFormatError(Math.Min(expected, actual), LengthRule(structure, expected, actual));
        return expected == actual;
    }

    public static void ThrowIfNotWritten(bool isWritten, string structure, int expected, ReadOnlySpan<byte> destination)
    {
        if (!isWritten)
        {
            throw new ArgumentException(LengthRule(structure, expected, destination.Length), nameof(destination));
        }
    }

    /// <summary>The identity of a model, which must be of this architecture.</summary>
    public static S390xIdentity IdentityOf(CpuModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Architecture == CpuArchitecture.S390x && model.Identity is S390xIdentity identity
            ? identity
            : throw new ArgumentException($"The model is of {model.Architecture}, not of {CpuArchitecture.S390x}.", nameof(model));
    }

    private static string LengthRule(string structure, int expected, int actual) =>
        $"Structure {structure} has {expected} bytes, but {actual} were given.";
}
