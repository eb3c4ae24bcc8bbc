using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.IO.Hashing;
using System.Numerics;
using System.Runtime.InteropServices;

namespace CpuFacility;

/// <summary>
/// The hash over the facilities that a guest has in software: what tells <c>z13.2</c> with an emulated facility from <c>z13.2</c> in hardware
/// alone. An immutable value.
/// </summary>
/// <remarks>
/// <para>Specification: XXH128 (the 128-bit variant of XXH3) with seed 0 over the number of the <see cref="CpuArchitecture"/> as eight bytes,
/// least significant first, then the canonical bytes of the set (<see cref="FacilitySet.WriteBytes"/>) without their trailing zero bytes.
/// The empty set has no tag: that is the default value, 0.</para>
/// <para>Two tags are equal if and only if architecture and sets are, but for collisions: among a million different sets the chance that any
/// two share a tag is about 1.5e-27. A tag says "same" or "differs", never "compatible", and it is no authentication: who may choose the
/// facilities can look for a collision.</para>
/// </remarks>
/// <example>The s390x facility of index 0 alone: <c>printf '\1\0\0\0\0\0\0\0\1' | xxhsum -H2</c>.</example>
public readonly struct SoftwareTag : IEquatable<SoftwareTag>
{
    /// <summary>How many hexadecimal digits a tag has.</summary>
    public const int Digits = 32;

    /// <summary>How many digits the short form for people has.</summary>
    public const int ShortDigits = 8;

    private static readonly SearchValues<char> LowerHexDigits = SearchValues.Create("0123456789abcdef");

    private readonly UInt128 _value;

    private SoftwareTag(UInt128 value) => _value = value;

    /// <summary>Whether there is no tag, as nothing is done in software.</summary>
    public bool IsEmpty => _value == UInt128.Zero;

    /// <summary>The hash; 0 if the tag is empty.</summary>
    public UInt128 Value => _value;

    /// <summary>The tag of some facilities done in software.</summary>
    /// <param name="architecture">The architecture of the facilities.</param>
    /// <param name="software">The facilities done in software; the tag of none is empty.</param>
    public static SoftwareTag Create(CpuArchitecture architecture, in FacilitySet software) => Create(architecture, software, software);

    /// <summary>The tag of the facilities that two sets share.</summary>
    internal static SoftwareTag Create(CpuArchitecture architecture, in FacilitySet requested, in FacilitySet software)
    {
        ReadOnlySpan<ulong> left = FacilitySet.WordsOf(in requested);
        ReadOnlySpan<ulong> right = FacilitySet.WordsOf(in software);
        int count = left.Length;
        while (count > 0 && (left[count - 1] & right[count - 1]) == 0)
        {
            count--;
        }

        if (count == 0)
        {
            return default;
        }

        // Word by word: the hash reads words, and would wait for vectors that have just been stored.
        Span<ulong> words = stackalloc ulong[1 + FacilitySet.WordCount];
        words[0] = (ulong)architecture;
        for (int i = 0; i < count; i++)
        {
            words[i + 1] = left[i] & right[i];
        }

        int length = (count * sizeof(ulong)) + (BitOperations.Log2(words[count]) / 8) + 1;
        return new SoftwareTag(Hash(words, length, WordBytes.Host));
    }

    /// <summary>The hash of the first bytes of words as a machine of the given byte order holds them. The words may be changed.</summary>
    internal static UInt128 Hash(Span<ulong> words, int length, ByteOrder host)
    {
        if (host == ByteOrder.BigEndian)
        {
            BinaryPrimitives.ReverseEndianness(words, words);
        }

        return XxHash128.HashToUInt128(MemoryMarshal.AsBytes(words)[..length]);
    }

    /// <summary>Reads a whole tag.</summary>
    /// <param name="text">Exactly 32 hexadecimal digits in lower case.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="error">What is wrong, and at which character.</param>
    /// <returns>Whether the text is a tag.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out SoftwareTag tag, out FacilityFormatError error)
    {
        tag = default;
        if (FindWrongDigit(text) is int wrong)
        {
            error = new FacilityFormatError(wrong, $"'{text[wrong]}' is no digit of a tag: a tag has the digits 0 to 9 and a to f.");
        }
        else if (text.Length != Digits)
        {
            error = new FacilityFormatError(Math.Min(text.Length, Digits), $"A whole tag has {Digits} digits, but this one has {text.Length}.");
        }
        else
        {
            tag = new SoftwareTag(UInt128.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            error = tag.IsEmpty ? new FacilityFormatError(0, "Zeros are no tag: a model without a tag has everything in hardware.") : default;
        }

        return error == default;
    }

    /// <inheritdoc/>
    public bool Equals(SoftwareTag other) => _value == other._value;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is SoftwareTag other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _value.GetHashCode();

    /// <summary>Whether both stand for the same software facilities of the same architecture.</summary>
    /// <param name="left">The first tag.</param>
    /// <param name="right">The second tag.</param>
    public static bool operator ==(SoftwareTag left, SoftwareTag right) => left.Equals(right);

    /// <summary>Whether the tags differ.</summary>
    /// <param name="left">The first tag.</param>
    /// <param name="right">The second tag.</param>
    public static bool operator !=(SoftwareTag left, SoftwareTag right) => !left.Equals(right);

    /// <summary>All 32 digits, for machines; empty if there is no tag.</summary>
    public override string ToString() => IsEmpty ? "" : _value.ToString("x32", CultureInfo.InvariantCulture);

    /// <summary>The first eight digits, for people; empty if there is no tag.</summary>
    public string ToShortString() => IsEmpty ? "" : ToString()[..ShortDigits];

    /// <summary>A tag as a table holds it.</summary>
    internal static SoftwareTag FromWords(ulong upper, ulong lower) => new(new UInt128(upper, lower));

    /// <summary>The position of the first character that is no digit of a tag.</summary>
    internal static int? FindWrongDigit(ReadOnlySpan<char> text)
    {
        int wrong = text.IndexOfAnyExcept(LowerHexDigits);
        return wrong < 0 ? null : wrong;
    }

    /// <summary>Whether the digits begin with some others.</summary>
    internal bool StartsWith(ReadOnlySpan<char> digits) => ToString().AsSpan().StartsWith(digits, StringComparison.Ordinal);
}
