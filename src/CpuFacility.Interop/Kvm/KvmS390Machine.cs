using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using CpuFacility.S390x;

namespace CpuFacility.Kvm;

/// <summary>
/// What a host offers to virtual machines: what KVM's attribute <c>KVM_S390_VM_CPU_MACHINE</c> gives, as
/// <c>struct kvm_s390_vm_cpu_machine</c> of Linux' <c>arch/s390/include/uapi/asm/kvm.h</c>.
/// </summary>
/// <remarks>
/// <para>4,112 bytes in the byte order of the machine, which is big-endian whatever machine reads or writes them here: <c>cpuid</c> at 0 (8 bytes),
/// <c>ibc</c> at 8 (4), padding at 12 (4), <c>fac_mask</c> at 16 (2,048) and <c>fac_list</c> at 2,064 (2,048), in which bit 0 is the leftmost of the
/// first byte.</para>
/// <para>Nothing is lost: unknown bits and padding are kept, so that what was read is written as the same bytes. Two values are equal if their bytes
/// are. Immutable and safe to share between threads.</para>
/// </remarks>
public sealed partial class KvmS390Machine : IEquatable<KvmS390Machine>
{
    /// <summary>The number of bytes of the structure.</summary>
    public const int Length = 4112;

    internal const int CpuIdOffset = 0;
    internal const int IbcOffset = 8;
    internal const int PaddingOffset = 12;
    internal const int MaskOffset = 16;
    internal const int ListOffset = 2064;

    private const string Structure = "kvm_s390_vm_cpu_machine";

    private readonly KvmBlock _maskBlock;
    private readonly KvmBlock _listBlock;
    private readonly FacilitySet _mask;
    private readonly FacilitySet _list;

    /// <summary>Makes a machine of its parts.</summary>
    /// <param name="cpuId">The CPU identification of the host.</param>
    /// <param name="ibc">The instruction blocking control values of the host.</param>
    /// <param name="mask">The facilities that guests may have; those that the facility list does not report are left out.</param>
    /// <param name="list">The facilities of the hardware; those that the facility list does not report are left out.</param>
    /// <param name="unknownInMask">Unknown bits of the mask.</param>
    /// <param name="unknownInList">Unknown bits of the list.</param>
    /// <param name="padding">The 4 bytes of padding as a number.</param>
    /// <exception cref="ArgumentException">Unknown bits are of another block.</exception>
    public KvmS390Machine(
        S390xCpuId cpuId,
        S390xIbcRange ibc,
        in FacilitySet mask,
        in FacilitySet list,
        UnknownBits unknownInMask = default,
        UnknownBits unknownInList = default,
        uint padding = 0)
        : this(cpuId, ibc, padding, KvmBlock.Create(S390xBlocks.Stfl, mask, unknownInMask), KvmBlock.Create(S390xBlocks.Stfl, list, unknownInList))
    {
    }

    private KvmS390Machine(S390xCpuId cpuId, S390xIbcRange ibc, uint padding, KvmBlock mask, KvmBlock list)
    {
        CpuId = cpuId;
        Ibc = ibc;
        Padding = padding;
        _maskBlock = mask;
        _listBlock = list;
        _mask = mask.Facilities;
        _list = list.Facilities;
    }

    /// <summary>The CPU identification of the host.</summary>
    public S390xCpuId CpuId { get; }

    /// <summary>The instruction blocking control values of the host.</summary>
    public S390xIbcRange Ibc { get; }

    /// <summary>The 4 bytes of padding as a number; 0 from the kernel.</summary>
    public uint Padding { get; }

    /// <summary>The facilities that guests may have.</summary>
    public ref readonly FacilitySet Mask => ref _mask;

    /// <summary>The facilities of the hardware.</summary>
    public ref readonly FacilitySet List => ref _list;

    /// <summary>The bits of the mask that have no name.</summary>
    public UnknownBits UnknownInMask => _maskBlock.Unknown;

    /// <summary>The bits of the list that have no name.</summary>
    public UnknownBits UnknownInList => _listBlock.Unknown;

    /// <summary>Reads the structure.</summary>
    /// <param name="source">The 4,112 bytes, big-endian.</param>
    /// <exception cref="FacilityFormatException">The number of bytes is another one.</exception>
    public static KvmS390Machine Read(ReadOnlySpan<byte> source) =>
        TryRead(source, out KvmS390Machine? value, out FacilityFormatError error) ? value : throw new FacilityFormatException(error);

    /// <summary>Reads the structure, without an exception for a wrong number of bytes.</summary>
    /// <param name="source">The 4,112 bytes, big-endian.</param>
    /// <param name="value">What was read, or null.</param>
    /// <param name="error">What is wrong, and from which byte on.</param>
    /// <returns>Whether there are 4,112 bytes; all of those are valid.</returns>
    public static bool TryRead(ReadOnlySpan<byte> source, [NotNullWhen(true)] out KvmS390Machine? value, out FacilityFormatError error)
    {
        value = !KvmStructure.HasLength(Structure, Length, source.Length, out error) ? null : new KvmS390Machine(
            new S390xCpuId(BinaryPrimitives.ReadUInt64BigEndian(source[CpuIdOffset..])),
            new S390xIbcRange(BinaryPrimitives.ReadUInt32BigEndian(source[IbcOffset..])),
            BinaryPrimitives.ReadUInt32BigEndian(source[PaddingOffset..]),
            KvmBlock.Read(S390xBlocks.Stfl, source[MaskOffset..ListOffset]),
            KvmBlock.Read(S390xBlocks.Stfl, source[ListOffset..]));
        return value is not null;
    }

    /// <summary>Writes the structure.</summary>
    /// <param name="destination">Where to write: 4,112 bytes, big-endian. All of them are written.</param>
    /// <exception cref="ArgumentException">The destination has another length; nothing is written.</exception>
    public void Write(Span<byte> destination) => KvmStructure.ThrowIfNotWritten(TryWrite(destination), Structure, Length, destination);

    /// <summary>Writes the structure as <see cref="Write"/> does, without an exception for a wrong length.</summary>
    /// <param name="destination">Where to write: 4,112 bytes, big-endian.</param>
    /// <returns>Whether the destination has 4,112 bytes; if not, nothing is written.</returns>
    public bool TryWrite(Span<byte> destination)
    {
        if (destination.Length != Length)
        {
            return false;
        }

        BinaryPrimitives.WriteUInt64BigEndian(destination[CpuIdOffset..], CpuId.Value);
        BinaryPrimitives.WriteUInt32BigEndian(destination[IbcOffset..], Ibc.Word);
        BinaryPrimitives.WriteUInt32BigEndian(destination[PaddingOffset..], Padding);
        _maskBlock.Write(S390xBlocks.Stfl, destination[MaskOffset..ListOffset]);
        _listBlock.Write(S390xBlocks.Stfl, destination[ListOffset..]);
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(KvmS390Machine? other) =>
        other is not null && CpuId == other.CpuId && Ibc == other.Ibc && Padding == other.Padding
        && _maskBlock == other._maskBlock && _listBlock == other._listBlock;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as KvmS390Machine);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(CpuId, Ibc, Padding, _maskBlock, _listBlock);

    /// <summary>CPU identification, ibc and numbers of facilities.</summary>
    public override string ToString() => string.Create(
        null, $"cpuid {CpuId}, ibc 0x{Ibc.Word:x8}, {_mask.Count} facilities in the mask, {_list.Count} in the list");
}
