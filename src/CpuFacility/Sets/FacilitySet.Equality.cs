namespace CpuFacility;

public readonly partial struct FacilitySet : IEquatable<FacilitySet>
{
    /// <summary>Whether both sets have the same members.</summary>
    /// <param name="other">The other set.</param>
    public bool Equals(in FacilitySet other) =>
        IsVectorPath ? EqualsVector256(in this, in other) : EqualsScalar(in this, in other);

    /// <summary>Whether the object is a <see cref="FacilitySet"/> with the same members.</summary>
    /// <param name="obj">The object, or <see langword="null"/>, which equals no set.</param>
    public override bool Equals(object? obj) => obj is FacilitySet other && Equals(in other);

    /// <summary>
    /// A quick hash of the members for hash tables. Equal sets have equal values within one process; nothing is promised across processes,
    /// machines or versions. For a value to store or send, take <see cref="GetStableHash"/>.
    /// </summary>
    public override int GetHashCode()
    {
        // Four independent chains of four steps each: a processor works on them side by side. The shift in a step spreads the high bits
        // of a word; without it, the highest bit of one word and some bit of the next would cancel.
        ReadOnlySpan<ulong> words = WordsOf(in this);
        ulong chain0 = 0, chain1 = 0, chain2 = 0, chain3 = 0;
        for (int i = 0; i < WordCount; i += 4)
        {
            chain0 = Mix(chain0 ^ words[i], 0x9E3779B97F4A7C15);
            chain1 = Mix(chain1 ^ words[i + 1], 0xC2B2AE3D27D4EB4F);
            chain2 = Mix(chain2 ^ words[i + 2], 0x165667B19E3779F9);
            chain3 = Mix(chain3 ^ words[i + 3], 0xD6E8FEB86659FD93);
        }

        // One after the other. A multiplier of the chains here would let a bit of one chain cancel a bit of another.
        ulong hash = Mix(Mix(Mix(chain0, 0xBF58476D1CE4E5B9) ^ chain1, 0x94D049BB133111EB) ^ chain2, 0xFF51AFD7ED558CCD) ^ chain3;
        return (int)Mix(hash, 0xC4CEB9FE1A85EC53);
    }

    /// <summary>Whether both sets have the same members.</summary>
    /// <param name="left">The first set.</param>
    /// <param name="right">The second set.</param>
    public static bool operator ==(in FacilitySet left, in FacilitySet right) => left.Equals(in right);

    /// <summary>Whether the sets differ in a member.</summary>
    /// <param name="left">The first set.</param>
    /// <param name="right">The second set.</param>
    public static bool operator !=(in FacilitySet left, in FacilitySet right) => !left.Equals(in right);

    private static ulong Mix(ulong value, ulong odd)
    {
        value *= odd;
        return value ^ (value >> 32);
    }

    // Explicit, so that a.Equals(b) binds to the member that takes a reference and copies no 128 bytes.
    bool IEquatable<FacilitySet>.Equals(FacilitySet other) => Equals(in other);
}
