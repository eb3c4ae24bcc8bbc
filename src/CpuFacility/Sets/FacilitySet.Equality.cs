using System.Numerics;
using System.Runtime.Intrinsics;

namespace CpuFacility;

public readonly partial struct FacilitySet : IEquatable<FacilitySet>
{
    /// <summary>Whether both sets have the same members.</summary>
    /// <param name="other">The other set.</param>
    public bool Equals(in FacilitySet other) =>
        Vector128.IsHardwareAccelerated ? EqualsVector256(in this, in other) : EqualsScalar(in this, in other);

    /// <summary>Whether the object is a <see cref="FacilitySet"/> with the same members.</summary>
    /// <param name="obj">The object, or <see langword="null"/>, which equals no set.</param>
    public override bool Equals(object? obj) => obj is FacilitySet other && Equals(in other);

    /// <summary>
    /// A quick hash of the members for hash tables. Equal sets have equal values within one process; nothing is promised across processes,
    /// machines or versions. For a value to store or send, take <see cref="GetStableHash"/>.
    /// </summary>
    public override int GetHashCode()
    {
        // Four independent chains of four steps each: a processor works on them side by side.
        const ulong Odd0 = 0x9E3779B97F4A7C15, Odd1 = 0xC2B2AE3D27D4EB4F, Odd2 = 0x165667B19E3779F9, Odd3 = 0xD6E8FEB86659FD93;
        ReadOnlySpan<ulong> words = WordsOf(in this);
        ulong chain0 = 0, chain1 = 0, chain2 = 0, chain3 = 0;
        for (int i = 0; i < WordCount; i += 4)
        {
            chain0 = (BitOperations.RotateLeft(chain0, 29) ^ words[i]) * Odd0;
            chain1 = (BitOperations.RotateLeft(chain1, 31) ^ words[i + 1]) * Odd1;
            chain2 = (BitOperations.RotateLeft(chain2, 33) ^ words[i + 2]) * Odd2;
            chain3 = (BitOperations.RotateLeft(chain3, 35) ^ words[i + 3]) * Odd3;
        }

        ulong hash = chain0 ^ BitOperations.RotateLeft(chain1, 17) ^ BitOperations.RotateLeft(chain2, 37) ^ BitOperations.RotateLeft(chain3, 53);
        hash = (hash ^ (hash >> 32)) * Odd3;
        return (int)(hash >> 32) ^ (int)hash;
    }

    /// <summary>Whether both sets have the same members.</summary>
    /// <param name="left">The first set.</param>
    /// <param name="right">The second set.</param>
    public static bool operator ==(in FacilitySet left, in FacilitySet right) => left.Equals(in right);

    /// <summary>Whether the sets differ in a member.</summary>
    /// <param name="left">The first set.</param>
    /// <param name="right">The second set.</param>
    public static bool operator !=(in FacilitySet left, in FacilitySet right) => !left.Equals(in right);

    // Explicit, so that a.Equals(b) binds to the member that takes a reference and copies no 128 bytes.
    bool IEquatable<FacilitySet>.Equals(FacilitySet other) => Equals(in other);
}
