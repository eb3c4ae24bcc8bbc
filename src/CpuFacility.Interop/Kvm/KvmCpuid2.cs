using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using CpuFacility.X86;

namespace CpuFacility.Kvm;

/// <summary>
/// The CPUID table that KVM on x86 gives and takes: <c>struct kvm_cpuid2</c> of Linux' <c>arch/x86/include/uapi/asm/kvm.h</c>, for the ioctls
/// <c>KVM_GET_SUPPORTED_CPUID</c>, <c>KVM_GET_EMULATED_CPUID</c>, <c>KVM_GET_CPUID2</c> and <c>KVM_SET_CPUID2</c>.
/// </summary>
/// <remarks>
/// Little-endian: <c>nent</c> at 0 (4 bytes), padding at 4 (4), then entries of 40 bytes: <c>function</c> at 0, <c>index</c> at 4, <c>flags</c> at 8,
/// EAX to EDX at 12 to 24, padding at 28 (12). The index of an entry without the flag <c>KVM_CPUID_FLAG_SIGNIFCANT_INDEX</c> says nothing and is read
/// as subleaf 0. Leaves that the table does not list are zero (<see cref="CpuidData.IsComplete"/>). Padding is not read, and written as zeros.
/// </remarks>
public static class KvmCpuid2
{
    /// <summary>The number of bytes before the entries.</summary>
    public const int HeaderLength = 8;

    /// <summary>The number of bytes of an entry.</summary>
    public const int EntryLength = 40;

    /// <summary>The most bytes that are read: those of <see cref="CpuidData.MaximumEntries"/> entries.</summary>
    public const int MaximumLength = HeaderLength + CpuidData.MaximumEntries * EntryLength;

    internal const int FunctionOffset = 0;
    internal const int IndexOffset = 4;
    internal const int FlagsOffset = 8;
    internal const int EaxOffset = 12;
    internal const int EbxOffset = 16;
    internal const int EcxOffset = 20;
    internal const int EdxOffset = 24;
    internal const int PaddingOffset = 28;

    internal const uint SignificantIndex = 1;
    internal const uint StatefulFunction = 2;
    internal const uint StateReadNext = 4;

    private const string Structure = "kvm_cpuid2";
    private const uint KnownFlags = SignificantIndex | StatefulFunction | StateReadNext;

    /// <summary>Reads the structure.</summary>
    /// <param name="source">The bytes: the header and as many entries as it says.</param>
    /// <exception cref="FacilityFormatException">The bytes are no such structure; the exception has the position.</exception>
    public static CpuidData Read(ReadOnlySpan<byte> source) =>
        TryRead(source, out CpuidData? data, out FacilityFormatError error) ? data : throw new FacilityFormatException(error);

    /// <summary>Reads the structure, without an exception for bad input.</summary>
    /// <param name="source">The bytes: the header and as many entries as it says.</param>
    /// <param name="data">The table, or null.</param>
    /// <param name="error">What is wrong, and from which byte on.</param>
    /// <returns>
    /// False if there are fewer or more bytes than <c>nent</c> says, if an entry has flags that are not known, or if two entries contradict each
    /// other.
    /// </returns>
    public static bool TryRead(ReadOnlySpan<byte> source, [NotNullWhen(true)] out CpuidData? data, out FacilityFormatError error)
    {
        data = null;
        if (!KvmStructure.TryReadCount(Structure, source, EntryLength, CpuidData.MaximumEntries, out int count, out error))
        {
            return false;
        }

        var lines = new CpuidData.Builder { IsComplete = true };
        for (int i = 0; i < count; i++)
        {
            int position = HeaderLength + i * EntryLength;
            ReadOnlySpan<byte> entry = source.Slice(position, EntryLength);
            uint flags = BinaryPrimitives.ReadUInt32LittleEndian(entry[FlagsOffset..]);
            if ((flags & ~KnownFlags) != 0)
            {
                error = new FacilityFormatError(
                    position + FlagsOffset,
                    string.Create(null, $"Entry {i} of structure {Structure} has flags 0x{flags:x}: only 1, 2 and 4 are known."));
                return false;
            }

            uint subleaf = (flags & SignificantIndex) != 0 ? BinaryPrimitives.ReadUInt32LittleEndian(entry[IndexOffset..]) : 0;
            var registers = new CpuidRegisters(
                BinaryPrimitives.ReadUInt32LittleEndian(entry[EaxOffset..]),
                BinaryPrimitives.ReadUInt32LittleEndian(entry[EbxOffset..]),
                BinaryPrimitives.ReadUInt32LittleEndian(entry[EcxOffset..]),
                BinaryPrimitives.ReadUInt32LittleEndian(entry[EdxOffset..]));
            if (!lines.TryAdd(BinaryPrimitives.ReadUInt32LittleEndian(entry[FunctionOffset..]), subleaf, registers, out string reason))
            {
                error = new FacilityFormatError(position, reason);
                return false;
            }
        }

        data = lines.ToCpuidData();
        return true;
    }

    /// <summary>The number of bytes that a table takes.</summary>
    /// <param name="data">The table.</param>
    public static int GetByteCount(CpuidData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return HeaderLength + data.Entries.Length * EntryLength;
    }

    /// <summary>Writes the structure.</summary>
    /// <param name="data">The table. Its model-specific registers and XCR0 go other ways (<see cref="KvmMsrs"/>).</param>
    /// <param name="destination">Where to write: as many bytes as <see cref="GetByteCount"/> says. All of them are written.</param>
    /// <exception cref="ArgumentException">The destination has another length; nothing is written.</exception>
    /// <remarks>
    /// The index is marked as significant for the leaves of which KVM's own tables say so, and for any leaf with a line of a subleaf other than 0.
    /// </remarks>
    public static void Write(CpuidData data, Span<byte> destination) =>
        KvmStructure.ThrowIfNotWritten(TryWrite(data, destination), Structure, GetByteCount(data), destination);

    /// <summary>Writes the structure as <see cref="Write"/> does, without an exception for a wrong length.</summary>
    /// <param name="data">The table.</param>
    /// <param name="destination">Where to write: as many bytes as <see cref="GetByteCount"/> says.</param>
    /// <returns>Whether the destination has that length; if not, nothing is written.</returns>
    public static bool TryWrite(CpuidData data, Span<byte> destination)
    {
        if (destination.Length != GetByteCount(data))
        {
            return false;
        }

        destination.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(destination, data.Entries.Length);
        for (int i = 0; i < data.Entries.Length; i++)
        {
            Span<byte> entry = destination.Slice(HeaderLength + i * EntryLength, EntryLength);
            (uint leaf, uint subleaf, CpuidRegisters registers) = data.Entries[i];
            // The lines of a leaf stand together, the one with the greatest subleaf last.
            bool hasNext = i + 1 < data.Entries.Length && data.Entries[i + 1].Leaf == leaf;
            BinaryPrimitives.WriteUInt32LittleEndian(entry[FunctionOffset..], leaf);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[IndexOffset..], subleaf);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[FlagsOffset..], subleaf != 0 || hasNext || HasSubleaves(leaf) ? SignificantIndex : 0);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[EaxOffset..], registers.Eax);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[EbxOffset..], registers.Ebx);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[EcxOffset..], registers.Ecx);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[EdxOffset..], registers.Edx);
        }

        return true;
    }

    /// <summary>As <c>cpuid_function_is_indexed</c> of Linux' <c>arch/x86/kvm/cpuid.c</c>.</summary>
    private static bool HasSubleaves(uint leaf) => leaf is
        0x4 or 0x7 or 0xB or 0xD or 0xF or 0x10 or 0x12 or 0x14 or 0x17 or 0x18 or 0x1D or 0x1E or 0x1F or 0x24 or 0x8000_001D;
}
