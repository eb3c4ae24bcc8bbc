using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using CpuFacility.S390x;

namespace CpuFacility.Kvm;

/// <summary>
/// The processor that a virtual machine is to have: what user space sets and reads back through KVM's attribute
/// <c>KVM_S390_VM_CPU_PROCESSOR</c>, as <c>struct kvm_s390_vm_cpu_processor</c> of Linux' <c>arch/s390/include/uapi/asm/kvm.h</c>.
/// </summary>
/// <remarks>
/// <para>2,064 bytes in the byte order of the machine, which is big-endian whatever machine reads or writes them here: <c>cpuid</c> at 0 (8 bytes),
/// <c>ibc</c> at 8 (2), padding at 10 (6), <c>fac_list</c> at 16 (2,048), in which bit 0 is the leftmost of the first byte.</para>
/// <para>Nothing is lost: unknown bits and padding are kept, so that what was read is written as the same bytes. Two values are equal if their bytes
/// are. Immutable and safe to share between threads.</para>
/// </remarks>
public sealed class KvmS390Processor : IEquatable<KvmS390Processor>
{
    /// <summary>The number of bytes of the structure.</summary>
    public const int Length = 2064;

    internal const int CpuIdOffset = 0;
    internal const int IbcOffset = 8;
    internal const int PaddingOffset = 10;
    internal const int ListOffset = 16;

    private const string Structure = "kvm_s390_vm_cpu_processor";
    private const ulong HighestPadding = 0xFFFF_FFFF_FFFF;

    private readonly KvmBlock _list;
    private readonly FacilitySet _facilities;

    /// <summary>Makes a processor of its parts.</summary>
    /// <param name="cpuId">The CPU identification.</param>
    /// <param name="ibcWord">The instruction blocking control value to run at, in the low 12 bits; 0 for none.</param>
    /// <param name="facilities">The facilities; those that the facility list does not report are left out.</param>
    /// <param name="unknown">Unknown bits of a facility list.</param>
    /// <param name="padding">The 6 bytes of padding as a number.</param>
    /// <exception cref="ArgumentException">The unknown bits are of another block, or the padding has more than 6 bytes.</exception>
    public KvmS390Processor(S390xCpuId cpuId, ushort ibcWord, in FacilitySet facilities, UnknownBits unknown = default, ulong padding = 0)
        : this(cpuId, ibcWord, padding, KvmBlock.Create(S390xBlocks.Stfl, facilities, unknown))
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(padding, HighestPadding);
    }

    private KvmS390Processor(S390xCpuId cpuId, ushort ibcWord, ulong padding, KvmBlock list)
    {
        CpuId = cpuId;
        IbcWord = ibcWord;
        Padding = padding;
        _list = list;
        _facilities = list.Facilities;
    }

    /// <summary>The CPU identification.</summary>
    public S390xCpuId CpuId { get; }

    /// <summary>The field <c>ibc</c>, all 16 bits.</summary>
    public ushort IbcWord { get; }

    /// <summary>The instruction blocking control value: the low 12 bits of <see cref="IbcWord"/>.</summary>
    public S390xIbc Ibc => new(IbcWord & 0xFFF);

    /// <summary>The 6 bytes of padding as a number; 0 from kernel and user space alike.</summary>
    public ulong Padding { get; }

    /// <summary>The facilities of the list.</summary>
    public ref readonly FacilitySet Facilities => ref _facilities;

    /// <summary>The bits of the list that have no name.</summary>
    public UnknownBits Unknown => _list.Unknown;

    /// <summary>The processor that QEMU sets for a model (<c>kvm_s390_apply_cpu_model</c>).</summary>
    /// <param name="model">
    /// A model of an s390x registry. Its facilities in other blocks than the facility list go other ways (<see cref="KvmS390Features"/>,
    /// <see cref="KvmS390Subfunctions"/>, <see cref="KvmS390UltravisorFeatures"/>), and its unknown properties none.
    /// </param>
    /// <param name="serial">The serial number, 0 to 0xFFFFFF; QEMU takes the host's.</param>
    /// <exception cref="ArgumentException">The model is of another architecture, or the serial number has more than 24 bits.</exception>
    public static KvmS390Processor FromModel(CpuModel model, int serial = 0)
    {
        S390xIdentity identity = KvmStructure.IdentityOf(model);
        return new KvmS390Processor(identity.GetCpuId(serial), (ushort)identity.Ibc.Value, model.Facilities);
    }

    /// <summary>Compares what was set with what KVM gives back, bit by bit.</summary>
    /// <param name="set">What was set.</param>
    /// <param name="got">What was read back.</param>
    public static KvmS390ProcessorComparison Compare(KvmS390Processor set, KvmS390Processor got) => new(set, got);

    /// <summary>Reads the structure.</summary>
    /// <param name="source">The 2,064 bytes, big-endian.</param>
    /// <exception cref="FacilityFormatException">The number of bytes is another one.</exception>
    public static KvmS390Processor Read(ReadOnlySpan<byte> source) =>
        TryRead(source, out KvmS390Processor? value, out FacilityFormatError error) ? value : throw new FacilityFormatException(error);

    /// <summary>Reads the structure, without an exception for a wrong number of bytes.</summary>
    /// <param name="source">The 2,064 bytes, big-endian.</param>
    /// <param name="value">What was read, or null.</param>
    /// <param name="error">What is wrong, and from which byte on.</param>
    /// <returns>Whether there are 2,064 bytes; all of those are valid.</returns>
    public static bool TryRead(ReadOnlySpan<byte> source, [NotNullWhen(true)] out KvmS390Processor? value, out FacilityFormatError error)
    {
        value = !KvmStructure.HasLength(Structure, Length, source.Length, out error) ? null : new KvmS390Processor(
            new S390xCpuId(BinaryPrimitives.ReadUInt64BigEndian(source[CpuIdOffset..])),
            BinaryPrimitives.ReadUInt16BigEndian(source[IbcOffset..]),
            // The 6 bytes are the low ones of the doubleword that begins with the ibc.
            BinaryPrimitives.ReadUInt64BigEndian(source[IbcOffset..]) & HighestPadding,
            KvmBlock.Read(S390xBlocks.Stfl, source[ListOffset..]));
        return value is not null;
    }

    /// <summary>Writes the structure.</summary>
    /// <param name="destination">Where to write: 2,064 bytes, big-endian. All of them are written.</param>
    /// <exception cref="ArgumentException">The destination has another length; nothing is written.</exception>
    public void Write(Span<byte> destination) => KvmStructure.ThrowIfNotWritten(TryWrite(destination), Structure, Length, destination);

    /// <summary>Writes the structure as <see cref="Write"/> does, without an exception for a wrong length.</summary>
    /// <param name="destination">Where to write: 2,064 bytes, big-endian.</param>
    /// <returns>Whether the destination has 2,064 bytes; if not, nothing is written.</returns>
    public bool TryWrite(Span<byte> destination)
    {
        if (destination.Length != Length)
        {
            return false;
        }

        BinaryPrimitives.WriteUInt64BigEndian(destination[CpuIdOffset..], CpuId.Value);
        BinaryPrimitives.WriteUInt64BigEndian(destination[IbcOffset..], ((ulong)IbcWord << 48) | Padding);
        _list.Write(S390xBlocks.Stfl, destination[ListOffset..]);
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(KvmS390Processor? other) =>
        other is not null && CpuId == other.CpuId && IbcWord == other.IbcWord && Padding == other.Padding && _list == other._list;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as KvmS390Processor);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(CpuId, IbcWord, Padding, _list);

    /// <summary>CPU identification, ibc and number of facilities, as in <c>cpuid ff00000039068000, ibc 0x0041, 75 facilities</c>.</summary>
    public override string ToString() => string.Create(null, $"cpuid {CpuId}, ibc 0x{IbcWord:x4}, {_facilities.Count} facilities");
}
