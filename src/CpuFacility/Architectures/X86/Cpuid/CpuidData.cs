using System.Collections.Immutable;

namespace CpuFacility.X86;

/// <summary>
/// What a processor, a dump or a hypervisor says in CPUID, and in the model-specific registers that were read beside it: a table of
/// (leaf, subleaf) to four registers.
/// </summary>
/// <remarks>
/// Two tables are equal when their lines, MSRs, XCR0 and completeness are. Immutable and safe to share between threads; look-ups do not
/// allocate.
/// </remarks>
public sealed partial class CpuidData : IEquatable<CpuidData>
{
    private CpuidData(ImmutableArray<CpuidEntry> entries, ImmutableArray<MsrEntry> msrs, ulong? xcr0, bool isComplete)
    {
        Entries = entries;
        Msrs = msrs;
        Xcr0 = xcr0;
        IsComplete = isComplete;
        (_sources, _unreported) = FindSources();
        _readings = CreateReadings(_sources, ofMsrs: false);
        _msrReadings = CreateReadings(_sources, ofMsrs: true);
    }

    /// <summary>The lines by leaf, then subleaf; each once.</summary>
    public ImmutableArray<CpuidEntry> Entries { get; }

    /// <summary>The model-specific registers that were read, by number; each once. Others are not known.</summary>
    public ImmutableArray<MsrEntry> Msrs { get; }

    /// <summary>The extended control register XCR0, which says what state the operating system has enabled, or null if it was not read.</summary>
    public ulong? Xcr0 { get; }

    /// <summary>
    /// Whether leaves that are not listed are known to be zero, as in a hypervisor's table. If not, a leaf that is within the highest one and
    /// not listed is not known.
    /// </summary>
    public bool IsComplete { get; }

    /// <summary>Finds the registers of a leaf and subleaf.</summary>
    /// <param name="leaf">The leaf.</param>
    /// <param name="subleaf">The subleaf; 0 for leaves that have none.</param>
    /// <param name="registers">The registers; all 0 if they are not listed.</param>
    /// <returns>Whether the table lists them.</returns>
    public bool TryGet(uint leaf, uint subleaf, out CpuidRegisters registers)
    {
        int position = Find(leaf, subleaf);
        registers = position < 0 ? default : Entries[position].Registers;
        return position >= 0;
    }

    /// <summary>Finds the value of a model-specific register.</summary>
    /// <param name="index">The number of the register.</param>
    /// <param name="value">The value; 0 if it was not read.</param>
    /// <returns>Whether it was read.</returns>
    public bool TryGetMsr(uint index, out ulong value)
    {
        int position = FindMsr(index);
        value = position < 0 ? 0 : Msrs[position].Value;
        return position >= 0;
    }

    /// <inheritdoc/>
    public bool Equals(CpuidData? other) =>
        other is not null
        && Entries.AsSpan().SequenceEqual(other.Entries.AsSpan())
        && Msrs.AsSpan().SequenceEqual(other.Msrs.AsSpan())
        && Xcr0 == other.Xcr0
        && IsComplete == other.IsComplete;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CpuidData);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (CpuidEntry entry in Entries)
        {
            hash.Add(entry);
        }

        return hash.ToHashCode();
    }

    private int Find(uint leaf, uint subleaf)
    {
        ReadOnlySpan<CpuidEntry> entries = Entries.AsSpan();
        int low = 0;
        int high = entries.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            ref readonly CpuidEntry entry = ref entries[middle];
            if (entry.Leaf == leaf && entry.Subleaf == subleaf)
            {
                return middle;
            }

            if (entry.Leaf < leaf || (entry.Leaf == leaf && entry.Subleaf < subleaf))
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return -1;
    }
}
