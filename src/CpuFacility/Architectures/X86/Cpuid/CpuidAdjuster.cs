using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace CpuFacility.X86;

/// <summary>Brings the leaves that describe features into line with the features that are left.</summary>
internal sealed class CpuidAdjuster(CpuidData table)
{
    private const uint XsaveLeaf = X86XsaveState.Leaf;
    private const uint Any = uint.MaxValue;

    /// <summary>
    /// Leaves that say nothing without a feature, the feature's bit, and what the leaf describes. SGX, AMX and the others keep facilities in such
    /// a leaf that were wanted.
    /// </summary>
    private static readonly ImmutableArray<(uint Leaf, FeaturePlace Feature, string Name, string Content)> Announced = ReadAnnounced();

    private readonly SortedDictionary<(uint Leaf, uint Subleaf), CpuidAdjustment> _adjustments = [];

    /// <summary>The table with those leaves in line. Call it once.</summary>
    public CpuidData Adjust()
    {
        foreach ((uint leaf, FeaturePlace feature, string name, string content) in Announced)
        {
            if (table.ReadBit(feature) == false)
            {
                ClearLeaf(leaf, string.Create(CultureInfo.InvariantCulture, $"describes {content}, and {name} is off"));
            }
        }

        if (table.ReadBit(FeaturePlace.Of(X86Facility.Xsave)) == false)
        {
            ClearLeaf(XsaveLeaf, "describes XSAVE, and xsave is off");
        }
        else
        {
            AdjustComponents();
        }

        if (_adjustments.Count == 0)
        {
            return table;
        }

        CpuidData.Builder builder = table.ToBuilder();
        foreach (CpuidAdjustment adjustment in _adjustments.Values)
        {
            builder.Set(adjustment.After.Leaf, adjustment.After.Subleaf, adjustment.After.Registers);
        }

        return builder.ToCpuidData();
    }

    /// <summary>What <see cref="Adjust"/> changed, by leaf and subleaf.</summary>
    public ImmutableArray<CpuidAdjustment> ListAdjustments() => [.. _adjustments.Values];

    private static ImmutableArray<(uint Leaf, FeaturePlace Feature, string Name, string Content)> ReadAnnounced()
    {
        string[] unnamed = X86Data.AnnouncedLeaves.Unnamed();
        string[] contents = X86Data.AnnouncedLeaves.Content();
        return
        [
            .. Enumerable.Range(0, contents.Length).Select(row =>
            {
                short block = X86Data.AnnouncedLeaves.Block[row];
                short bit = X86Data.AnnouncedLeaves.Bit[row];
                return (X86Data.AnnouncedLeaves.Leaf[row], FeaturePlace.Of(block, bit), NameOf(block, bit, unnamed[row]), contents[row]);
            }),
        ];
    }

    /// <summary>The name of the facility at a place, or else the name that the data have for the bit, and the place.</summary>
    private static string NameOf(int block, int bit, string unnamed)
    {
        FacilityCatalogData data = X86Registry.Catalog.Data;
        int index = Enumerable.Range(0, data.Names.Length).FirstOrDefault(index => data.BlockNumbers[index] == block && data.Bits[index] == bit, -1);
        FeaturePlace place = FeaturePlace.Of(block, bit);
        return index >= 0
            ? data.Names[index]
            : string.Create(CultureInfo.InvariantCulture, $"{unnamed} (leaf {place.Leaf:X}, {X86BlockRegister.GetName((uint)place.Register)} bit {bit})");
    }

    private void ClearLeaf(uint leaf, string reason)
    {
        foreach (CpuidEntry entry in table.Entries)
        {
            if (entry.Leaf == leaf)
            {
                Change(entry, KeepFacilities(entry), reason + ": it is zero apart from features that were wanted.");
            }
        }
    }

    private void AdjustComponents()
    {
        if (!table.TryGet(XsaveLeaf, 0, out CpuidRegisters main))
        {
            return;
        }

        table.TryGet(XsaveLeaf, 1, out CpuidRegisters extensions);
        ulong user = main.Eax | (ulong)main.Edx << 32;
        ulong supervisor = extensions.Ecx | (ulong)extensions.Edx << 32;
        ulong gone = 0;
        for (int component = 2; component < 63; component++)
        {
            FeaturePlace[] features = X86XsaveComponents.FeaturesOf(component);
            if (features.Length > 0 && features.All(feature => table.ReadBit(feature) == false))
            {
                gone |= 1UL << component;
            }
        }

        foreach (CpuidEntry entry in table.Entries)
        {
            if (entry.Leaf == XsaveLeaf && entry.Subleaf is >= 2 and < 63 && (gone >> (int)entry.Subleaf & 1) != 0)
            {
                Change(entry, default, $"describes the state component {(X86XsaveComponent)entry.Subleaf}, whose feature is off: it is zero.");
            }
        }

        if (((user | supervisor) & gone) == 0)
        {
            return;
        }

        user &= ~gone;
        supervisor &= ~gone;
        string names = string.Join(", ", Components((main.Eax | (ulong)main.Edx << 32 | extensions.Ecx | (ulong)extensions.Edx << 32) & gone));
        Change(
            new CpuidEntry(XsaveLeaf, 0, main),
            new CpuidRegisters((uint)user, Math.Min(main.Ebx, EndOf(user, main.Ebx)), Math.Min(main.Ecx, EndOf(user, Any)), (uint)(user >> 32)),
            $"loses the state components {names}, whose features are off: so do its sizes.");

        // Where subleaf 1 is not listed, it is zero before and after: then nothing changes.
        Change(
            new CpuidEntry(XsaveLeaf, 1, extensions),
            extensions with
            {
                Ebx = Math.Min(extensions.Ebx, GetCompactedSize(user | supervisor)),
                Ecx = (uint)supervisor,
                Edx = (uint)(supervisor >> 32),
            },
            $"loses the state components {names}, whose features are off: so does its size, which is at most that of all that are left.");
    }

    private static IEnumerable<X86XsaveComponent> Components(ulong bits)
    {
        for (; bits != 0; bits &= bits - 1)
        {
            yield return (X86XsaveComponent)BitOperations.TrailingZeroCount(bits);
        }
    }

    /// <summary>The end of the component that ends last, of those that end within a size. A component that is not listed may end anywhere.</summary>
    private uint EndOf(ulong user, uint within)
    {
        uint end = X86XsaveComponents.LegacySize;
        foreach (X86XsaveComponent component in Components(user & ~X86XsaveComponents.Legacy))
        {
            if (!table.TryGet(XsaveLeaf, (uint)component, out CpuidRegisters area))
            {
                return within;
            }

            ulong last = (ulong)area.Eax + area.Ebx;
            end = last <= within ? Math.Max(end, (uint)last) : end;
        }

        return end;
    }

    private uint GetCompactedSize(ulong components)
    {
        ulong size = X86XsaveComponents.LegacySize;
        foreach (X86XsaveComponent component in Components(components & ~X86XsaveComponents.Legacy))
        {
            if (!table.TryGet(XsaveLeaf, (uint)component, out CpuidRegisters area))
            {
                return uint.MaxValue;
            }

            size = ((area.Ecx & X86XsaveComponents.AlignedFlag) != 0 ? (size + 63) & ~63UL : size) + area.Eax;
        }

        return (uint)Math.Min(size, uint.MaxValue);
    }

    /// <summary>The bits of a line that are facilities: those in it were wanted.</summary>
    private static CpuidRegisters KeepFacilities(CpuidEntry entry)
    {
        Span<uint> mask = [0, 0, 0, 0];
        for (int number = 0; number < CpuidLayout.BlockCount; number++)
        {
            ref readonly CpuidLayout.BlockLayout block = ref CpuidLayout.Block(number);
            if (!block.IsMsr && block.Leaf == entry.Leaf && block.Subleaf == entry.Subleaf)
            {
                mask[block.Register] = (uint)block.NamedBits;
            }
        }

        CpuidRegisters all = entry.Registers;
        return new CpuidRegisters(all.Eax & mask[0], all.Ebx & mask[1], all.Ecx & mask[2], all.Edx & mask[3]);
    }

    private void Change(CpuidEntry entry, CpuidRegisters registers, string reason)
    {
        if (entry.Registers != registers)
        {
            _adjustments[(entry.Leaf, entry.Subleaf)] = new CpuidAdjustment(
                entry,
                entry with { Registers = registers },
                string.Create(CultureInfo.InvariantCulture, $"Leaf 0x{entry.Leaf:x} subleaf 0x{entry.Subleaf:x} {reason}"));
        }
    }
}
