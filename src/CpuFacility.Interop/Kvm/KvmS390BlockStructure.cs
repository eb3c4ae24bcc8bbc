namespace CpuFacility.Kvm;

/// <summary>A structure of KVM that is one block of facilities and nothing else.</summary>
/// <remarks>
/// Unknown bits are kept, so that what was read is written as the same bytes. Two values are equal if their types and bytes are. Immutable and
/// safe to share between threads.
/// </remarks>
public abstract class KvmS390BlockStructure
{
    private readonly string _structure;
    private readonly FacilityBlock _shape;
    private readonly KvmBlock _block;
    private readonly FacilitySet _facilities;

    private protected KvmS390BlockStructure(string structure, FacilityBlock shape, KvmBlock block)
    {
        _structure = structure;
        _shape = shape;
        _block = block;
        _facilities = block.Facilities;
    }

    /// <summary>The facilities.</summary>
    public ref readonly FacilitySet Facilities => ref _facilities;

    /// <summary>The bits that have no name.</summary>
    public UnknownBits Unknown => _block.Unknown;

    private int ByteLength => _shape.Width / 8;

    /// <summary>Writes the structure.</summary>
    /// <param name="destination">Where to write: as many bytes as the structure has, big-endian. All of them are written.</param>
    /// <exception cref="ArgumentException">The destination has another length; nothing is written.</exception>
    public void Write(Span<byte> destination) => KvmStructure.ThrowIfNotWritten(TryWrite(destination), _structure, ByteLength, destination);

    /// <summary>Writes the structure as <see cref="Write"/> does, without an exception for a wrong length.</summary>
    /// <param name="destination">Where to write: as many bytes as the structure has, big-endian.</param>
    /// <returns>Whether the destination has that length; if not, nothing is written.</returns>
    public bool TryWrite(Span<byte> destination)
    {
        if (destination.Length != ByteLength)
        {
            return false;
        }

        _block.Write(_shape, destination);
        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is KvmS390BlockStructure other && GetType() == other.GetType() && _block == other._block;

    /// <inheritdoc/>
    public override int GetHashCode() => _block.GetHashCode();

    /// <summary>The names of the facilities.</summary>
    public override string ToString() => CpuModels.S390x.Vocabulary.Format(_facilities);
}
