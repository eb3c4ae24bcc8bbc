using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace CpuFacility;

/// <summary>
/// What a block held beyond the facilities that its catalog has names for. Passing it back when the block is written gives the
/// same bytes again.
/// </summary>
/// <remarks>
/// Bits are numbered as the block numbers them. Two values are equal when block and bits are. The default value is "nothing
/// unknown" and goes with every block. Immutable and safe to share between threads.
/// </remarks>
public readonly struct UnknownBits : IEquatable<UnknownBits>
{
    private readonly ImmutableArray<int> _on;
    private readonly ImmutableArray<int> _off;

    internal UnknownBits(FacilityBlock block, ImmutableArray<int> on, ImmutableArray<int> off)
    {
        Block = block;
        _on = on;
        _off = off;
    }

    /// <summary>The block that was read, or null for the default value.</summary>
    public FacilityBlock? Block { get; }

    /// <summary>Bits that are on and have no name, in ascending order.</summary>
    public ImmutableArray<int> On => _on.IsDefault ? [] : _on;

    /// <summary>
    /// Bits that are off although hardware always has them on, or has them on together with a facility that is there; in ascending
    /// order. Empty for what real hardware stores.
    /// </summary>
    public ImmutableArray<int> Off => _off.IsDefault ? [] : _off;

    /// <summary>Whether everything that the block held has a name.</summary>
    public bool IsEmpty => On.IsEmpty && Off.IsEmpty;

    /// <inheritdoc/>
    public bool Equals(UnknownBits other) =>
        ReferenceEquals(Block, other.Block) && On.AsSpan().SequenceEqual(other.On.AsSpan()) && Off.AsSpan().SequenceEqual(other.Off.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is UnknownBits other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (int bit in On)
        {
            hash.Add(bit);
        }

        foreach (int bit in Off)
        {
            hash.Add(~bit);
        }

        return hash.ToHashCode();
    }

    /// <summary>Whether both hold the same bits of the same block.</summary>
    /// <param name="left">The first value.</param>
    /// <param name="right">The second value.</param>
    public static bool operator ==(UnknownBits left, UnknownBits right) => left.Equals(right);

    /// <summary>Whether block or bits differ.</summary>
    /// <param name="left">The first value.</param>
    /// <param name="right">The second value.</param>
    public static bool operator !=(UnknownBits left, UnknownBits right) => !left.Equals(right);

    /// <summary>The bits in words, as in <c>STFL bits 3, 200 are on without a name</c>; <c>none</c> when empty.</summary>
    public override string ToString()
    {
        if (IsEmpty)
        {
            return "none";
        }

        var text = new StringBuilder();
        Append(text, On, "on without a name");
        Append(text, Off, "off against the rule");
        return text.ToString();
    }

    private void Append(StringBuilder text, ImmutableArray<int> bits, string what)
    {
        if (bits.IsEmpty)
        {
            return;
        }

        text.Append(text.Length == 0 ? $"{Block?.Name} " : "; ")
            .Append(bits.Length == 1 ? "bit " : "bits ")
            .AppendJoin(", ", bits.Select(static bit => bit.ToString(CultureInfo.InvariantCulture)))
            .Append(bits.Length == 1 ? " is " : " are ")
            .Append(what);
    }
}
