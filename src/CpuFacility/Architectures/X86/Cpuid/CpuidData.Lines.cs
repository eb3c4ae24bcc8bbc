namespace CpuFacility.X86;

public sealed partial class CpuidData
{
    /// <summary>The lines, MSRs and marks of this table in a builder, to be changed.</summary>
    public Builder ToBuilder()
    {
        var builder = new Builder { Xcr0 = Xcr0, IsComplete = IsComplete };
        foreach (CpuidEntry entry in Entries)
        {
            builder.Set(entry.Leaf, entry.Subleaf, entry.Registers);
        }

        foreach (MsrEntry msr in Msrs)
        {
            builder.TryAddMsr(msr.Index, msr.Value, out _);
        }

        return builder;
    }

    /// <summary>The table with zeros in lines and MSRs that it lacks and facilities need, and with the highest leaf raised to those lines.</summary>
    private CpuidData WithLinesFor(in FacilitySet facilities)
    {
        ThrowIfBeyondCatalog(facilities, nameof(facilities));
        Builder? builder = null;
        for (int number = 0; number < CpuidLayout.BlockCount; number++)
        {
            ref readonly CpuidLayout.BlockLayout block = ref CpuidLayout.Block(number);
            if (!block.Facilities.Overlaps(facilities) || FindBlock(block) >= 0)
            {
                continue;
            }

            if (IsForeign(block))
            {
                throw new ArgumentException(
                    "The table names a hypervisor that is not KVM: it has no place for facilities of KVM.", nameof(facilities));
            }

            builder ??= ToBuilder();
            if (block.IsMsr)
            {
                builder.TryAddMsr(block.Leaf, 0, out _);
            }
            else
            {
                AddLine(builder, block.Leaf, block.Subleaf);
            }
        }

        return builder is null ? this : builder.ToCpuidData();
    }

    /// <summary>Adds a line of zeros unless it is there, and what leads to it: the highest leaf of its range, the highest subleaf.</summary>
    private static void AddLine(Builder builder, uint leaf, uint subleaf)
    {
        builder.TryAdd(leaf, subleaf, default, out _);
        uint range = leaf & RangeMask;
        if (range == HypervisorRange)
        {
            bool isKnown = builder.TryGet(range, 0, out CpuidRegisters kvm) && IsKvm(kvm);
            builder.Set(range, 0, KvmSignature with { Eax = Math.Max(isKnown ? kvm.Eax : 0, leaf) });
        }
        else if (builder.TryGet(range, 0, out CpuidRegisters first) || builder.IsComplete)
        {
            // Of a table that is not complete and does not list its highest leaf, a guess would say too much.
            builder.Set(range, 0, first with { Eax = Math.Max(first.Eax, leaf) });
        }

        if (subleaf > 0)
        {
            builder.TryAdd(leaf, 0, default, out _);
            builder.TryGet(leaf, 0, out CpuidRegisters zero);
            builder.Set(leaf, 0, leaf switch
            {
                7 or 0x14 or 0x1E or 0x24 => zero with { Eax = Math.Max(zero.Eax, subleaf) },
                0xF => zero with { Edx = zero.Edx | 2 },
                _ => zero,
            });
        }
    }
}
