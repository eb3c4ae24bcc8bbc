using System.Diagnostics.CodeAnalysis;
using CpuFacility.S390x;

namespace CpuFacility.Kvm;

/// <summary>
/// Processor features that KVM numbers by itself: what its attributes <c>KVM_S390_VM_CPU_MACHINE_FEAT</c> and
/// <c>KVM_S390_VM_CPU_PROCESSOR_FEAT</c> give and take, as <c>struct kvm_s390_vm_cpu_feat</c> of Linux'
/// <c>arch/s390/include/uapi/asm/kvm.h</c>.
/// </summary>
/// <remarks>
/// <para>128 bytes, the doublewords <c>feat</c> in the byte order of the machine, which is big-endian: bit <c>KVM_S390_VM_CPU_FEAT_x</c> is counted
/// from the leftmost of the first byte.</para>
/// <para>Unknown bits are kept, so that what was read is written as the same bytes. Two values are equal if their bytes are. Immutable and safe to
/// share between threads.</para>
/// </remarks>
public sealed class KvmS390Features : KvmS390BlockStructure, IEquatable<KvmS390Features>
{
    /// <summary>The number of bytes of the structure.</summary>
    public const int Length = 128;

    private const string Structure = "kvm_s390_vm_cpu_feat";

    /// <summary>Makes features of their parts.</summary>
    /// <param name="facilities">The facilities; those that KVM has no number for are left out.</param>
    /// <param name="unknown">Unknown bits of such a structure.</param>
    /// <exception cref="ArgumentException">The unknown bits are of another block.</exception>
    public KvmS390Features(in FacilitySet facilities, UnknownBits unknown = default)
        : this(KvmBlock.Create(S390xBlocks.KvmFeatures, facilities, unknown))
    {
    }

    private KvmS390Features(KvmBlock block)
        : base(Structure, S390xBlocks.KvmFeatures, block)
    {
    }

    /// <summary>The features that a model asks for.</summary>
    /// <param name="model">A model of an s390x registry.</param>
    /// <exception cref="ArgumentException">The model is of another architecture.</exception>
    public static KvmS390Features FromModel(CpuModel model)
    {
        _ = KvmStructure.IdentityOf(model);
        return new KvmS390Features(model.Facilities);
    }

    /// <summary>Reads the structure.</summary>
    /// <param name="source">The 128 bytes, big-endian.</param>
    /// <exception cref="FacilityFormatException">The number of bytes is another one.</exception>
    public static KvmS390Features Read(ReadOnlySpan<byte> source) =>
        TryRead(source, out KvmS390Features? value, out FacilityFormatError error) ? value : throw new FacilityFormatException(error);

    /// <summary>Reads the structure, without an exception for a wrong number of bytes.</summary>
    /// <param name="source">The 128 bytes, big-endian.</param>
    /// <param name="value">What was read, or null.</param>
    /// <param name="error">What is wrong, and from which byte on.</param>
    /// <returns>Whether there are 128 bytes; all of those are valid.</returns>
    public static bool TryRead(ReadOnlySpan<byte> source, [NotNullWhen(true)] out KvmS390Features? value, out FacilityFormatError error)
    {
        value = KvmStructure.HasLength(Structure, Length, source.Length, out error)
            ? new KvmS390Features(KvmBlock.Read(S390xBlocks.KvmFeatures, source))
            : null;
        return value is not null;
    }

    /// <inheritdoc/>
    public bool Equals(KvmS390Features? other) => base.Equals(other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => base.Equals(obj);

    /// <inheritdoc/>
    public override int GetHashCode() => base.GetHashCode();
}
