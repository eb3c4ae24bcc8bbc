namespace CpuFacility;

/// <summary>
/// One named capability of an architecture: the architecture and the facility's index in that architecture's catalog.
/// </summary>
/// <remarks>
/// <para>The index is the library's own numbering (0, 1, 2, ... in the order of the data file). It is no bit number of the
/// hardware: those are in the facility's block. An index never changes its meaning once released.</para>
/// <para>Two facilities are equal when architecture and index are. The default value has <see cref="CpuArchitecture.None"/> and
/// belongs to no catalog. There is no order. The type is immutable and safe to share between threads.</para>
/// </remarks>
public readonly struct Facility : IEquatable<Facility>
{
    private readonly ushort _index;
    private readonly CpuArchitecture _architecture;

    /// <summary>The checked doors are the generated constants and the catalogs.</summary>
    internal Facility(CpuArchitecture architecture, int index)
    {
        _architecture = architecture;
        _index = (ushort)index;
    }

    /// <summary>The architecture that defines the facility.</summary>
    public CpuArchitecture Architecture => _architecture;

    /// <summary>The index in the architecture's catalog, from 0 to the catalog's count minus 1: the bit in a <see cref="FacilitySet"/>.</summary>
    public int Index => _index;

    /// <inheritdoc/>
    public bool Equals(Facility other) => _index == other._index && _architecture == other._architecture;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Facility other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => ((int)_architecture << 16) | _index;

    /// <summary>Whether both are the same facility of the same architecture.</summary>
    /// <param name="left">The first facility.</param>
    /// <param name="right">The second facility.</param>
    public static bool operator ==(Facility left, Facility right) => left.Equals(right);

    /// <summary>Whether the facilities differ in index or architecture.</summary>
    /// <param name="left">The first facility.</param>
    /// <param name="right">The second facility.</param>
    public static bool operator !=(Facility left, Facility right) => !left.Equals(right);

    /// <summary>Architecture and index, as in <c>S390x#76</c>; the name is in the catalog.</summary>
    public override string ToString() => string.Create(null, $"{_architecture}#{_index}");
}
