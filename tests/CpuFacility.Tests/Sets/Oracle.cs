using System.Numerics;
using System.Runtime.InteropServices;

namespace CpuFacility.Tests.Sets;

/// <summary>Sets made and read bit by bit from their memory, beside the code under test, to compare it with HashSet and BigInteger.</summary>
internal static class Oracle
{
    /// <summary>The members as the memory of the value says: word i / 64, bit i mod 64.</summary>
    public static HashSet<int> Members(in FacilitySet set)
    {
        var members = new HashSet<int>();
        ReadOnlySpan<ulong> words = Words(in set);
        for (int i = 0; i < 1024; i++)
        {
            if (((words[i / 64] >> (i % 64)) & 1) == 1)
            {
                members.Add(i);
            }
        }

        return members;
    }

    /// <summary>The set as a number in which index i weighs 2 to the power i.</summary>
    public static BigInteger Number(in FacilitySet set)
    {
        BigInteger number = BigInteger.Zero;
        ReadOnlySpan<ulong> words = Words(in set);
        for (int i = 15; i >= 0; i--)
        {
            number = (number << 64) | words[i];
        }

        return number;
    }

    public static FacilitySet FromMembers(IEnumerable<int> members)
    {
        var words = new ulong[16];
        foreach (int member in members)
        {
            words[member / 64] |= 1UL << (member % 64);
        }

        return MemoryMarshal.Cast<ulong, FacilitySet>(words)[0];
    }

    public static ulong[] Words(in FacilitySet set) =>
        MemoryMarshal.Cast<FacilitySet, ulong>(new ReadOnlySpan<FacilitySet>(in set)).ToArray();
}
