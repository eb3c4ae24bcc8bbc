using System.Collections.Immutable;
using CpuFacility.S390x;

namespace CpuFacility.Kvm;

/// <summary>
/// What KVM made of a processor that was set: user space sets, reads back and compares, as KVM takes what it does not know without a word.
/// </summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class KvmS390ProcessorComparison
{
    private readonly FacilityReadBack _facilities;

    internal KvmS390ProcessorComparison(KvmS390Processor set, KvmS390Processor got)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(got);
        Set = set;
        Got = got;
        _facilities = new FacilityReadBack(set.Facilities, got.Facilities);
        (DroppedBits, AddedBits) = CompareUnnamedBits(set, got);
    }

    /// <summary>What was set.</summary>
    public KvmS390Processor Set { get; }

    /// <summary>What was read back.</summary>
    public KvmS390Processor Got { get; }

    /// <summary>The facilities that were set and are gone.</summary>
    public FacilitySet Dropped => _facilities.Dropped;

    /// <summary>The facilities that were not set and are there.</summary>
    public FacilitySet Added => _facilities.Added;

    /// <summary>The bits without a name of their own that were set and are gone, in ascending order, counted from the left.</summary>
    public ImmutableArray<int> DroppedBits { get; }

    /// <summary>The bits without a name of their own that were not set and are there, in ascending order, counted from the left.</summary>
    public ImmutableArray<int> AddedBits { get; }

    /// <summary>Whether the CPU identification is another one.</summary>
    public bool IsCpuIdChanged => Set.CpuId != Got.CpuId;

    /// <summary>Whether the instruction blocking control value is another one: KVM moves it into the range of the machine.</summary>
    public bool IsIbcChanged => Set.IbcWord != Got.IbcWord;

    /// <summary>Whether the padding is another one.</summary>
    public bool IsPaddingChanged => Set.Padding != Got.Padding;

    /// <summary>Whether every bit was read back as it was set.</summary>
    public bool IsEqual => Set.Equals(Got);

    /// <summary>All differences in one sentence, or <c>Read back as set.</c></summary>
    public override string ToString()
    {
        var parts = new List<string>();
        if (IsCpuIdChanged)
        {
            parts.Add($"cpuid {Set.CpuId} became {Got.CpuId}");
        }

        if (IsIbcChanged)
        {
            parts.Add($"ibc 0x{Set.IbcWord:x4} became 0x{Got.IbcWord:x4}");
        }

        if (IsPaddingChanged)
        {
            parts.Add($"padding {Set.Padding:x12} became {Got.Padding:x12}");
        }

        AddFacilities(parts, Dropped, DroppedBits, "dropped");
        AddFacilities(parts, Added, AddedBits, "added");
        return parts.Count == 0 ? "Read back as set." : $"Not read back as set: {string.Join("; ", parts)}.";
    }

    private static void AddFacilities(List<string> parts, in FacilitySet facilities, ImmutableArray<int> bits, string what)
    {
        if (!facilities.IsEmpty)
        {
            parts.Add($"{what} {CpuModels.S390x.Vocabulary.Format(facilities)}");
        }

        if (!bits.IsEmpty)
        {
            parts.Add($"{what} {S390xBlocks.Stfl.Name} {(bits.Length == 1 ? "bit" : "bits")} {string.Join(", ", bits)}");
        }
    }

    /// <summary>Compares the bytes: bits that come with a facility are no facility of their own, and can differ by themselves.</summary>
    private static (ImmutableArray<int> Dropped, ImmutableArray<int> Added) CompareUnnamedBits(KvmS390Processor set, KvmS390Processor got)
    {
        byte[] before = new byte[KvmS390Processor.Length], after = new byte[KvmS390Processor.Length];
        set.Write(before);
        got.Write(after);
        var dropped = ImmutableArray.CreateBuilder<int>();
        var added = ImmutableArray.CreateBuilder<int>();
        for (int bit = 0; bit < S390xBlocks.Stfl.Width; bit++)
        {
            int position = KvmS390Processor.ListOffset + (bit / 8);
            bool was = (before[position] << (bit % 8) & 0x80) != 0;
            bool isNow = (after[position] << (bit % 8) & 0x80) != 0;
            if (was != isNow && !S390xBlocks.Stfl.TryFind(bit, out _))
            {
                (was ? dropped : added).Add(bit);
            }
        }

        return (dropped.ToImmutable(), added.ToImmutable());
    }
}
