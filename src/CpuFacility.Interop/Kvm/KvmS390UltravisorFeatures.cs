using System.Diagnostics.CodeAnalysis;
using CpuFacility.S390x;

namespace CpuFacility.Kvm;

/// <summary>
/// What the ultravisor can give to secure guests: what KVM's attributes <c>KVM_S390_VM_CPU_MACHINE_UV_FEAT_GUEST</c> and
/// <c>KVM_S390_VM_CPU_PROCESSOR_UV_FEAT_GUEST</c> give and take, as <c>struct kvm_s390_vm_cpu_uv_feat</c> of the file
/// <c>arch/s390/include/uapi/asm/kvm.h</c> of Linux 6.7 and later.
/// </summary>
/// <remarks>
/// <para>8 bytes, one doubleword in the byte order of the machine, which is big-endian: bit 4 (<c>ap</c>) and bit 5 (<c>ap_intr</c>) are counted from
/// the leftmost of the first byte.</para>
/// <para>Unknown bits are kept, so that what was read is written as the same bytes. Two values are equal if their bytes are. Immutable and safe to
/// share between threads.</para>
/// </remarks>
public sealed class KvmS390UltravisorFeatures : IEquatable<KvmS390UltravisorFeatures>
{
    /// <summary>The number of bytes of the structure.</summary>
    public const int Length = 8;

    private const string Structure = "kvm_s390_vm_cpu_uv_feat";

    private readonly KvmBlock _block;
    private readonly FacilitySet _facilities;

    /// <summary>Makes features of their parts.</summary>
    /// <param name="facilities">The facilities; those that the ultravisor does not report are left out.</param>
    /// <param name="unknown">Unknown bits of such a structure.</param>
    /// <exception cref="ArgumentException">The unknown bits are of another block.</exception>
    public KvmS390UltravisorFeatures(in FacilitySet facilities, UnknownBits unknown = default)
        : this(KvmBlock.Create(S390xBlocks.UltravisorGuest, facilities, unknown))
    {
    }

    private KvmS390UltravisorFeatures(KvmBlock block)
    {
        _block = block;
        _facilities = block.Facilities;
    }

    /// <summary>The facilities.</summary>
    public ref readonly FacilitySet Facilities => ref _facilities;

    /// <summary>The bits that have no name.</summary>
    public UnknownBits Unknown => _block.Unknown;

    /// <summary>The features that a model asks for.</summary>
    /// <param name="model">A model of an s390x registry.</param>
    /// <exception cref="ArgumentException">The model is of another architecture.</exception>
    public static KvmS390UltravisorFeatures FromModel(CpuModel model)
    {
        _ = KvmStructure.IdentityOf(model);
        return new KvmS390UltravisorFeatures(model.Facilities);
    }

    /// <summary>Reads the structure.</summary>
    /// <param name="source">The 8 bytes, big-endian.</param>
    /// <exception cref="FacilityFormatException">The number of bytes is another one.</exception>
    public static KvmS390UltravisorFeatures Read(ReadOnlySpan<byte> source) =>
        TryRead(source, out KvmS390UltravisorFeatures? value, out FacilityFormatError error) ? value : throw new FacilityFormatException(error);

    /// <summary>Reads the structure, without an exception for a wrong number of bytes.</summary>
    /// <param name="source">The 8 bytes, big-endian.</param>
    /// <param name="value">What was read, or null.</param>
    /// <param name="error">What is wrong, and from which byte on.</param>
    /// <returns>Whether there are 8 bytes; all of those are valid.</returns>
    public static bool TryRead(ReadOnlySpan<byte> source, [NotNullWhen(true)] out KvmS390UltravisorFeatures? value, out FacilityFormatError error)
    {
        value = KvmStructure.HasLength(Structure, Length, source.Length, out error)
            ? new KvmS390UltravisorFeatures(KvmBlock.Read(S390xBlocks.UltravisorGuest, source))
            : null;
        return value is not null;
    }

    /// <summary>Writes the structure.</summary>
    /// <param name="destination">Where to write: 8 bytes, big-endian. All of them are written.</param>
    /// <exception cref="ArgumentException">The destination has another length; nothing is written.</exception>
    public void Write(Span<byte> destination) => KvmStructure.ThrowIfNotWritten(TryWrite(destination), Structure, Length, destination);

    /// <summary>Writes the structure as <see cref="Write"/> does, without an exception for a wrong length.</summary>
    /// <param name="destination">Where to write: 8 bytes, big-endian.</param>
    /// <returns>Whether the destination has 8 bytes; if not, nothing is written.</returns>
    public bool TryWrite(Span<byte> destination)
    {
        if (destination.Length != Length)
        {
            return false;
        }

        _block.Write(S390xBlocks.UltravisorGuest, destination);
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(KvmS390UltravisorFeatures? other) => other is not null && _block == other._block;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as KvmS390UltravisorFeatures);

    /// <inheritdoc/>
    public override int GetHashCode() => _block.GetHashCode();

    /// <summary>The names of the facilities.</summary>
    public override string ToString() => CpuModels.S390x.Vocabulary.Format(_facilities);
}
