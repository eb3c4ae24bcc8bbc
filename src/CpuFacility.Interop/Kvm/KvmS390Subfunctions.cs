using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CpuFacility.S390x;

namespace CpuFacility.Kvm;

/// <summary>
/// The functions of instructions that have a query function: what KVM's attributes <c>KVM_S390_VM_CPU_MACHINE_SUBFUNC</c> and
/// <c>KVM_S390_VM_CPU_PROCESSOR_SUBFUNC</c> give and take, as <c>struct kvm_s390_vm_cpu_subfunc</c> of Linux'
/// <c>arch/s390/include/uapi/asm/kvm.h</c>.
/// </summary>
/// <remarks>
/// <para>2,048 bytes: a block for each of 18 instructions, as the instruction stores it (big-endian, bit 0 is the leftmost of the first byte), from
/// <c>plo</c> at 0 to <c>pfcr</c> at 320, then reserved bytes from 336 on. Linux before 6.13 has no <c>pfcr</c> and leaves its 16 bytes zero, as
/// KVM does with the block of every instruction that the machine lacks.</para>
/// <para>Unknown bits and reserved bytes are kept, so that what was read is written as the same bytes. Two values are equal if their bytes are.
/// Immutable and safe to share between threads.</para>
/// </remarks>
public sealed class KvmS390Subfunctions : IEquatable<KvmS390Subfunctions>
{
    /// <summary>The number of bytes of the structure.</summary>
    public const int Length = 2048;

    internal const int ReservedOffset = 336;

    private const string Structure = "kvm_s390_vm_cpu_subfunc";

    private static readonly ImmutableArray<Field> AllFields = CreateFields();
    private static readonly FacilitySet ReportedSet = AllFields.Aggregate(
        default(FacilitySet), static (set, field) => set.Union(field.Block.Facilities));

    private readonly ImmutableArray<KvmBlock> _blocks;
    private readonly ImmutableArray<byte> _reserved;
    private readonly FacilitySet _facilities;

    private KvmS390Subfunctions(ImmutableArray<KvmBlock> blocks, ImmutableArray<byte> reserved)
    {
        _blocks = blocks;
        _reserved = reserved;
        _facilities = blocks.Aggregate(default(FacilitySet), static (set, block) => set.Union(block.Facilities));
    }

    /// <summary>The facilities of all blocks.</summary>
    public ref readonly FacilitySet Facilities => ref _facilities;

    /// <summary>
    /// The bits that have no name, for each block with such bits, in the order of the structure. The block of an instruction that the machine
    /// lacks is among them: its query function is off, which is always on where there is the instruction.
    /// </summary>
    public ImmutableArray<UnknownBits> Unknown => [.. _blocks.Select(static block => block.Unknown).Where(static unknown => !unknown.IsEmpty)];

    /// <summary>The 1,712 reserved bytes; zero from the kernel.</summary>
    public ReadOnlySpan<byte> Reserved => _reserved.AsSpan();

    /// <summary>The blocks in the order of the structure.</summary>
    internal static ImmutableArray<Field> Fields => AllFields;

    /// <summary>The facilities that such a structure can report.</summary>
    internal static ref readonly FacilitySet Reported => ref ReportedSet;

    /// <summary>
    /// The functions that QEMU sets for a model (<c>configure_cpu_subfunc</c>): a block with its query function for each instruction whose
    /// facility the model has. Functions of other instructions are left out.
    /// </summary>
    /// <param name="model">A model of an s390x registry.</param>
    /// <exception cref="ArgumentException">The model is of another architecture.</exception>
    public static KvmS390Subfunctions FromModel(CpuModel model)
    {
        _ = KvmStructure.IdentityOf(model);
        byte[] bytes = new byte[Length];
        foreach (Field field in Fields)
        {
            if (field.ComesWith is not Facility facility || model.Has(facility))
            {
                field.Block.Write(model.Facilities, bytes.AsSpan(field.Offset, field.Length));
            }
        }

        return Read(bytes);
    }

    /// <summary>Reads the structure.</summary>
    /// <param name="source">The 2,048 bytes, big-endian.</param>
    /// <exception cref="FacilityFormatException">The number of bytes is another one.</exception>
    public static KvmS390Subfunctions Read(ReadOnlySpan<byte> source) =>
        TryRead(source, out KvmS390Subfunctions? value, out FacilityFormatError error) ? value : throw new FacilityFormatException(error);

    /// <summary>Reads the structure, without an exception for a wrong number of bytes.</summary>
    /// <param name="source">The 2,048 bytes, big-endian.</param>
    /// <param name="value">What was read, or null.</param>
    /// <param name="error">What is wrong, and from which byte on.</param>
    /// <returns>Whether there are 2,048 bytes; all of those are valid.</returns>
    public static bool TryRead(ReadOnlySpan<byte> source, [NotNullWhen(true)] out KvmS390Subfunctions? value, out FacilityFormatError error)
    {
        value = null;
        if (!KvmStructure.HasLength(Structure, Length, source.Length, out error))
        {
            return false;
        }

        var blocks = ImmutableArray.CreateBuilder<KvmBlock>(Fields.Length);
        foreach (Field field in Fields)
        {
            blocks.Add(KvmBlock.Read(field.Block, source.Slice(field.Offset, field.Length)));
        }

        value = new KvmS390Subfunctions(blocks.MoveToImmutable(), [.. source[ReservedOffset..]]);
        return true;
    }

    /// <summary>Writes the structure.</summary>
    /// <param name="destination">Where to write: 2,048 bytes, big-endian. All of them are written.</param>
    /// <exception cref="ArgumentException">The destination has another length; nothing is written.</exception>
    public void Write(Span<byte> destination) => KvmStructure.ThrowIfNotWritten(TryWrite(destination), Structure, Length, destination);

    /// <summary>Writes the structure as <see cref="Write"/> does, without an exception for a wrong length.</summary>
    /// <param name="destination">Where to write: 2,048 bytes, big-endian.</param>
    /// <returns>Whether the destination has 2,048 bytes; if not, nothing is written.</returns>
    public bool TryWrite(Span<byte> destination)
    {
        if (destination.Length != Length)
        {
            return false;
        }

        for (int i = 0; i < Fields.Length; i++)
        {
            _blocks[i].Write(Fields[i].Block, destination.Slice(Fields[i].Offset, Fields[i].Length));
        }

        Reserved.CopyTo(destination[ReservedOffset..]);
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(KvmS390Subfunctions? other) =>
        other is not null && _blocks.AsSpan().SequenceEqual(other._blocks.AsSpan()) && Reserved.SequenceEqual(other.Reserved);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as KvmS390Subfunctions);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (KvmBlock block in _blocks)
        {
            hash.Add(block);
        }

        hash.AddBytes(Reserved);
        return hash.ToHashCode();
    }

    /// <summary>The number of functions.</summary>
    public override string ToString() => string.Create(null, $"{_facilities.Count} functions of {Fields.Length} instructions");

    /// <summary>The fields as the header names and comments them: "always", "with TOD-clock steering", "with MSA", ...</summary>
    private static ImmutableArray<Field> CreateFields()
    {
        var fields = ImmutableArray.CreateBuilder<Field>();
        int offset = 0;
        Add("plo", null);
        Add("ptff", S390xFacility.TodsBase);
        Add("kmac", S390xFacility.MsaBase);
        Add("kmc", S390xFacility.MsaBase);
        Add("km", S390xFacility.MsaBase);
        Add("kimd", S390xFacility.MsaBase);
        Add("klmd", S390xFacility.MsaBase);
        Add("pckmo", S390xFacility.Msa3Base);
        Add("kmctr", S390xFacility.Msa4Base);
        Add("kmf", S390xFacility.Msa4Base);
        Add("kmo", S390xFacility.Msa4Base);
        Add("pcc", S390xFacility.Msa4Base);
        Add("ppno", S390xFacility.Msa5Base);
        Add("kma", S390xFacility.Msa8Base);
        Add("kdsa", S390xFacility.Msa9Base);
        Add("sortl", S390xFacility.EsortBase);
        Add("dfltcc", S390xFacility.DeflateBase);
        Add("pfcr", S390xFacility.CcfBase);
        return fields.ToImmutable();

        void Add(string name, Facility? comesWith)
        {
            FacilityBlock block = S390xBlocks.Functions(name.ToUpperInvariant());
            fields.Add(new Field(name, offset, block, comesWith));
            offset += block.Width / 8;
        }
    }

    /// <summary>A field of the structure.</summary>
    /// <param name="Name">Its name in the header.</param>
    /// <param name="Offset">Where it begins, in bytes.</param>
    /// <param name="Block">The block that it is.</param>
    /// <param name="ComesWith">The facility with which there is the instruction; null for always.</param>
    internal sealed record Field(string Name, int Offset, FacilityBlock Block, Facility? ComesWith)
    {
        public int Length => Block.Width / 8;
    }
}
