using System.Buffers.Binary;
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

    /// <summary>The number of entries of a little-endian structure: four bytes of count, four of padding, then entries of one length.</summary>
    public static bool TryReadCount(
        string structure, ReadOnlySpan<byte> source, int entryLength, int maximum, out int count, out FacilityFormatError error)
    {
        const int HeaderLength = 8;
        count = 0;
        error = default;
        if (source.Length < HeaderLength)
        {
            error = new FacilityFormatError(
                source.Length, string.Create(null, $"Structure {structure} has at least {HeaderLength} bytes, but {source.Length} were given."));
            return false;
        }

        uint said = BinaryPrimitives.ReadUInt32LittleEndian(source);
        if (said > maximum)
        {
            error = new FacilityFormatError(0, string.Create(null, $"Structure {structure} has {said} entries; at most {maximum} are read."));
            return false;
        }

        count = (int)said;
        return HasLength(structure, HeaderLength + count * entryLength, source.Length, out error);
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
