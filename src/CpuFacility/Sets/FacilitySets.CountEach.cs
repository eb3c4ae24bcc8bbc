using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CpuFacility;

// The positional population count. The vector path counts 64 sets at a time with carry-save adders (the scheme of Harley and Seal): bit i
// of the six sums, which weigh 1 to 32, is together the number of sets with index i, modulo 64. What is carried out of them has the weight
// 64 and is tallied in bytes, one for each index, which are emptied before they are full. The more sets go through the adders together, the
// fewer are the tallies, which take longer than an adder.
public static partial class FacilitySets
{
    /// <summary>How many sets go through the adders together, and what a tally weighs.</summary>
    private const int GroupSize = 64;

    /// <summary>How many sets go through the adders of the three low sums together.</summary>
    private const int StepSize = 8;

    private const int StepsInGroup = GroupSize / StepSize;

    /// <summary>Sums, which weigh 1, 2, 4, 8, 16 and 32.</summary>
    private const int Sums = 6;

    /// <summary>Vectors in a set.</summary>
    private const int Lanes = 4;

    /// <summary>The bytes of a tally are full after this many groups.</summary>
    private const int GroupsToFullBytes = byte.MaxValue;

    private const ulong LowBitOfEachByte = 0x0101010101010101;

    internal static void AddEachScalar(ReadOnlySpan<FacilitySet> sets, Span<int> counts)
    {
        foreach (ref readonly FacilitySet set in sets)
        {
            AddWeighted(in set, 1, counts);
        }
    }

    internal static void AddEachVector256(ReadOnlySpan<FacilitySet> sets, Span<int> counts)
    {
        // Tally 8 * lane + j has in byte b of word w the count for index 256 * lane + 64 * w + 8 * b + j.
        Span<Vector256<ulong>> tallies = stackalloc Vector256<ulong>[Lanes * 8];
        Span<FacilitySet> sums = stackalloc FacilitySet[Sums];
        Span<FacilitySet> eights = stackalloc FacilitySet[StepsInGroup];
        tallies.Clear();
        sums.Clear();
        int groups = 0;
        while (sets.Length >= StepSize)
        {
            // A last group of fewer steps is filled up with empty carries.
            int steps = Math.Min(sets.Length / StepSize, StepsInGroup);
            if (steps < StepsInGroup)
            {
                eights.Clear();
            }

            AddSteps(sets, sums, eights[..steps]);
            for (int lane = 0; lane < Lanes; lane++)
            {
                Tally(AddCarries(eights, sums, lane), ref tallies[lane * 8]);
            }

            sets = sets[(steps * StepSize)..];
            if (++groups == GroupsToFullBytes)
            {
                EmptyTallies(tallies, counts);
                groups = 0;
            }
        }

        EmptyTallies(tallies, counts);
        for (int i = 0; i < Sums; i++)
        {
            AddWeighted(in sums[i], 1 << i, counts);
        }

        AddEachScalar(sets, counts);
    }

    /// <summary>Counts for each index how many have it when every set stands for a number of equal ones.</summary>
    internal static void CountEach(ReadOnlySpan<FacilitySet> sets, ReadOnlySpan<int> numbers, Span<int> counts)
    {
        // All of them once, which is quick, and then those that there are more of.
        CountEach(sets, counts);
        for (int i = 0; i < sets.Length; i++)
        {
            if (numbers[i] > 1)
            {
                AddWeighted(in sets[i], numbers[i] - 1, counts);
            }
        }
    }

    /// <summary>Adds a weight to the counts of a set's members.</summary>
    private static void AddWeighted(ref readonly FacilitySet set, int weight, Span<int> counts)
    {
        foreach (int index in set)
        {
            counts[index] += weight;
        }
    }

    /// <summary>Adds eight sets a step to the sums that weigh 1, 2 and 4, all lanes of a step at once, so that memory is read as it lies.</summary>
    /// <param name="sets">At least the sets of all steps.</param>
    /// <param name="sums">The sums.</param>
    /// <param name="eights">Receives what is carried out of each step: bits that weigh 8.</param>
    private static void AddSteps(ReadOnlySpan<FacilitySet> sets, Span<FacilitySet> sums, Span<FacilitySet> eights)
    {
        // The spans are long enough by construction; a check at each of the loads would take longer than the adders.
        ref Vector256<ulong> input = ref Unsafe.As<FacilitySet, Vector256<ulong>>(ref MemoryMarshal.GetReference(sets));
        ref Vector256<ulong> sum = ref Unsafe.As<FacilitySet, Vector256<ulong>>(ref MemoryMarshal.GetReference(sums));
        ref Vector256<ulong> carried = ref Unsafe.As<FacilitySet, Vector256<ulong>>(ref MemoryMarshal.GetReference(eights));
        for (int step = 0; step < eights.Length; step++)
        {
            for (int lane = 0; lane < Lanes; lane++)
            {
                ref Vector256<ulong> low = ref Unsafe.Add(ref sum, lane);
                Vector256<ulong> ones = low, twos = Unsafe.Add(ref low, Lanes), fours = Unsafe.Add(ref low, 2 * Lanes);
                Unsafe.Add(ref carried, (step * Lanes) + lane) = AddEight(ref Unsafe.Add(ref input, (step * StepSize * Lanes) + lane), ref ones, ref twos, ref fours);
                low = ones;
                Unsafe.Add(ref low, Lanes) = twos;
                Unsafe.Add(ref low, 2 * Lanes) = fours;
            }
        }
    }

    /// <summary>Adds one lane of what a group carried to the sums that weigh 8, 16 and 32.</summary>
    /// <returns>What is carried out: bits that weigh 64.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> AddCarries(Span<FacilitySet> eights, Span<FacilitySet> sums, int lane)
    {
        ref Vector256<ulong> input = ref Unsafe.Add(ref Unsafe.As<FacilitySet, Vector256<ulong>>(ref MemoryMarshal.GetReference(eights)), lane);
        ref Vector256<ulong> sum = ref Unsafe.Add(ref Unsafe.As<FacilitySet, Vector256<ulong>>(ref MemoryMarshal.GetReference(sums)), (3 * Lanes) + lane);
        return AddEight(ref input, ref sum, ref Unsafe.Add(ref sum, Lanes), ref Unsafe.Add(ref sum, 2 * Lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> AddEight(
        ref Vector256<ulong> input, ref Vector256<ulong> ones, ref Vector256<ulong> twos, ref Vector256<ulong> fours)
    {
        Vector256<ulong> foursA = AddFour(ref input, ref ones, ref twos);
        Vector256<ulong> foursB = AddFour(ref Unsafe.Add(ref input, 4 * Lanes), ref ones, ref twos);
        return Add(ref fours, foursA, foursB);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> AddFour(ref Vector256<ulong> input, ref Vector256<ulong> ones, ref Vector256<ulong> twos)
    {
        Vector256<ulong> twosA = Add(ref ones, input, Unsafe.Add(ref input, Lanes));
        Vector256<ulong> twosB = Add(ref ones, Unsafe.Add(ref input, 2 * Lanes), Unsafe.Add(ref input, 3 * Lanes));
        return Add(ref twos, twosA, twosB);
    }

    /// <summary>A full adder for each bit: three bits of one weight become one of it, in place, and one of twice the weight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Add(ref Vector256<ulong> sum, Vector256<ulong> first, Vector256<ulong> second)
    {
        Vector256<ulong> half = sum ^ first;
        // The majority of the three: the second where the others differ, and else what they both are.
        Vector256<ulong> carry = Vector256.ConditionalSelect(half, second, first);
        sum = half ^ second;
        return carry;
    }

    /// <summary>Adds each bit to its byte of a lane's eight tallies. Written out: a shift by a constant is one instruction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tally(Vector256<ulong> bits, ref Vector256<ulong> tallies)
    {
        Vector256<ulong> lowBits = Vector256.Create(LowBitOfEachByte);
        tallies += bits & lowBits;
        Unsafe.Add(ref tallies, 1) += (bits >>> 1) & lowBits;
        Unsafe.Add(ref tallies, 2) += (bits >>> 2) & lowBits;
        Unsafe.Add(ref tallies, 3) += (bits >>> 3) & lowBits;
        Unsafe.Add(ref tallies, 4) += (bits >>> 4) & lowBits;
        Unsafe.Add(ref tallies, 5) += (bits >>> 5) & lowBits;
        Unsafe.Add(ref tallies, 6) += (bits >>> 6) & lowBits;
        Unsafe.Add(ref tallies, 7) += (bits >>> 7) & lowBits;
    }

    /// <summary>Adds the tallies, whose bytes weigh 64, to the counts and empties them.</summary>
    private static void EmptyTallies(Span<Vector256<ulong>> tallies, Span<int> counts)
    {
        Span<ulong> words = MemoryMarshal.Cast<Vector256<ulong>, ulong>(tallies);
        for (int i = 0; i < words.Length; i++)
        {
            // Word i belongs to tally i / 4, which has bit i / 4 mod 8 of each byte of lane i / 32.
            int first = (i / 32 * 256) + (i % 4 * 64) + (i / 4 % 8);
            for (int b = 0; b < 8; b++)
            {
                counts[first + (8 * b)] += (int)((words[i] >> (8 * b)) & byte.MaxValue) * GroupSize;
            }
        }

        tallies.Clear();
    }
}
