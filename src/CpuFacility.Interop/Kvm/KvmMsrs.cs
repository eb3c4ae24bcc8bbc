using System.Buffers.Binary;
using System.Collections.Immutable;
using CpuFacility.X86;

namespace CpuFacility.Kvm;

/// <summary>
/// Model-specific registers as KVM on x86 gives and takes them: <c>struct kvm_msrs</c> of Linux' <c>arch/x86/include/uapi/asm/kvm.h</c>, for the
/// ioctls <c>KVM_GET_MSRS</c> and <c>KVM_SET_MSRS</c>.
/// </summary>
/// <remarks>
/// Little-endian: <c>nmsrs</c> at 0 (4 bytes), padding at 4 (4), then entries of 16 bytes: <c>index</c> at 0, reserved at 4, <c>data</c> at 8.
/// Padding and what is reserved is not read, and written as zeros.
/// </remarks>
public static class KvmMsrs
{
    /// <summary>The number of bytes before the entries.</summary>
    public const int HeaderLength = 8;

    /// <summary>The number of bytes of an entry.</summary>
    public const int EntryLength = 16;

    /// <summary>The most bytes that are read: those of <see cref="CpuidData.MaximumEntries"/> registers.</summary>
    public const int MaximumLength = HeaderLength + CpuidData.MaximumEntries * EntryLength;

    internal const int IndexOffset = 0;
    internal const int ReservedOffset = 4;
    internal const int DataOffset = 8;

    private const string Structure = "kvm_msrs";

    /// <summary>Reads the structure.</summary>
    /// <param name="source">The bytes: the header and as many entries as it says.</param>
    /// <exception cref="FacilityFormatException">The bytes are no such structure; the exception has the position.</exception>
    public static ImmutableArray<MsrEntry> Read(ReadOnlySpan<byte> source) =>
        TryRead(source, out ImmutableArray<MsrEntry> msrs, out FacilityFormatError error) ? msrs : throw new FacilityFormatException(error);

    /// <summary>Reads the structure, without an exception for bad input.</summary>
    /// <param name="source">The bytes: the header and as many entries as it says.</param>
    /// <param name="msrs">The registers in the order of the entries; empty if the bytes cannot be read.</param>
    /// <param name="error">What is wrong, and from which byte on.</param>
    /// <returns>False if there are fewer or more bytes than <c>nmsrs</c> says, or if a register has two values.</returns>
    public static bool TryRead(ReadOnlySpan<byte> source, out ImmutableArray<MsrEntry> msrs, out FacilityFormatError error)
    {
        msrs = [];
        if (!KvmStructure.TryReadCount(Structure, source, EntryLength, CpuidData.MaximumEntries, out int count, out error))
        {
            return false;
        }

        var check = new CpuidData.Builder();
        var read = ImmutableArray.CreateBuilder<MsrEntry>(count);
        for (int i = 0; i < count; i++)
        {
            int position = HeaderLength + i * EntryLength;
            uint index = BinaryPrimitives.ReadUInt32LittleEndian(source[(position + IndexOffset)..]);
            ulong value = BinaryPrimitives.ReadUInt64LittleEndian(source[(position + DataOffset)..]);
            if (!check.TryAddMsr(index, value, out string reason))
            {
                error = new FacilityFormatError(position, reason);
                return false;
            }

            read.Add(new MsrEntry(index, value));
        }

        msrs = read.MoveToImmutable();
        return true;
    }

    /// <summary>The number of bytes that registers take.</summary>
    /// <param name="msrs">The registers.</param>
    public static int GetByteCount(ReadOnlySpan<MsrEntry> msrs) => HeaderLength + msrs.Length * EntryLength;

    /// <summary>Writes the structure.</summary>
    /// <param name="msrs">The registers, in the order in which they are written.</param>
    /// <param name="destination">Where to write: as many bytes as <see cref="GetByteCount"/> says. All of them are written.</param>
    /// <exception cref="ArgumentException">The destination has another length; nothing is written.</exception>
    public static void Write(ReadOnlySpan<MsrEntry> msrs, Span<byte> destination) =>
        KvmStructure.ThrowIfNotWritten(TryWrite(msrs, destination), Structure, GetByteCount(msrs), destination);

    /// <summary>Writes the structure as <see cref="Write"/> does, without an exception for a wrong length.</summary>
    /// <param name="msrs">The registers.</param>
    /// <param name="destination">Where to write: as many bytes as <see cref="GetByteCount"/> says.</param>
    /// <returns>Whether the destination has that length; if not, nothing is written.</returns>
    public static bool TryWrite(ReadOnlySpan<MsrEntry> msrs, Span<byte> destination)
    {
        if (destination.Length != GetByteCount(msrs))
        {
            return false;
        }

        destination.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(destination, msrs.Length);
        for (int i = 0; i < msrs.Length; i++)
        {
            int position = HeaderLength + i * EntryLength;
            BinaryPrimitives.WriteUInt32LittleEndian(destination[(position + IndexOffset)..], msrs[i].Index);
            BinaryPrimitives.WriteUInt64LittleEndian(destination[(position + DataOffset)..], msrs[i].Value);
        }

        return true;
    }
}
