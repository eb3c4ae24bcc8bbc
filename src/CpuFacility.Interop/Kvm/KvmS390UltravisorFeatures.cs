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
public sealed class KvmS390UltravisorFeatures : KvmS390BlockStructure, IEquatable<KvmS390UltravisorFeatures>
{
    /// <summary>The number of bytes of the structure.</summary>
    public const int Length = 8;

    private const string Structure = "kvm_s390_vm_cpu_uv_feat";

    /// <summary>Makes features of their parts.</summary>
    /// <param name="facilities">The facilities; those that the ultravisor does not report are left out.</param>
    /// <param name="unknown">Unknown bits of such a structure.</param>
    /// <exception cref="ArgumentException">The unknown bits are of another block.</exception>
    public KvmS390UltravisorFeatures(in FacilitySet facilities, UnknownBits unknown = default)
        : this(KvmBlock.Create(S390xBlocks.UltravisorGuest, facilities, unknown))
    {
    }

    private KvmS390UltravisorFeatures(KvmBlock block)
        : base(Structure, S390xBlocks.UltravisorGuest, block)
    {
    }

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

    /// <inheritdoc/>
    public bool Equals(KvmS390UltravisorFeatures? other) => base.Equals(other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => base.Equals(obj);

    /// <inheritdoc/>
    public override int GetHashCode() => base.GetHashCode();
}
