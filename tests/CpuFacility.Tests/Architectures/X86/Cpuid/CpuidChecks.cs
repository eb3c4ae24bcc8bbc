using CpuFacility.X86;

namespace CpuFacility.Tests.Architectures.X86.Cpuid;

/// <summary>The laws as checks, for generated tables and for real ones.</summary>
internal static class CpuidChecks
{
    public static void AssertRead(CpuidData table)
    {
        FacilitySet expected = CpuidOracle.Read(table);
        FacilitySet facilities = table.ReadFacilities(out FacilitySet unreported);
        Assert.Equal(expected, facilities);
        Assert.Equal(expected, table.ReadFacilities());
        foreach (CpuidOracle.OracleBit bit in CpuidOracle.Bits)
        {
            Assert.Equal(CpuidOracle.ReadBit(table, bit) is null && !IsKnownOff(table, bit), unreported.Contains(bit.Index));
        }
    }

    public static void AssertRoundTrip(CpuidData table)
    {
        FacilitySet facilities = table.ReadFacilities();
        CpuidData unnamed = table.GetUnnamed();
        Assert.Equal(FacilitySet.Empty, CpuidOracle.Read(unnamed));
        Assert.Equal(table, unnamed.Restore(facilities));
        Assert.Equal(table, table.WithFacilities(facilities));
    }

    public static void AssertMask(TableAndWanted given, UnnamedBitsPolicy policy)
    {
        CpuidData host = given.Table;
        CpuidMaskReport report = host.Mask(given.Wanted, policy);
        FacilitySet own = host.ReadFacilities(out FacilitySet unreported);
        FacilitySet kept = own.Intersect(given.Wanted);
        Assert.Equal(kept, CpuidOracle.Read(report.Table));
        Assert.Equal(own.Except(given.Wanted), report.Cleared);
        Assert.Equal(given.Wanted.Except(own).Except(unreported), report.NotOffered);
        Assert.Equal(given.Wanted.Intersect(unreported), report.Unreported);
        Assert.Equal(CpuModels.X86.Catalog.FindUnmetDependencies(kept).ToArray(), report.UnmetDependencies.ToArray());
        AssertContained(report.Table, host);

        CpuidMaskReport again = report.Table.Mask(given.Wanted, policy);
        Assert.Equal(report.Table, again.Table);
        Assert.Empty(again.Adjustments);
        Assert.Empty(again.ClearedUnnamed);
        AssertContained(report.Table, host.Mask(given.More, policy).Table);
        if (policy == UnnamedBitsPolicy.Clear)
        {
            AssertContained(report.Table, host.Mask(given.Wanted, UnnamedBitsPolicy.Keep).Table);
            Assert.All(report.Table.GetUnnamedBits(), static bits => Assert.Empty(bits.On));
        }

        CpuidMaskDifference difference = host.FindHidden(report.Table);
        Assert.Equal(FacilitySet.Empty, difference.Invented);
        Assert.Equal(report.Cleared, difference.Hidden.Union(difference.Unknown));
        foreach (CpuidAdjustment adjustment in report.Adjustments)
        {
            Assert.NotEqual(adjustment.Before, adjustment.After);
            Assert.True(report.Table.TryGet(adjustment.After.Leaf, adjustment.After.Subleaf, out CpuidRegisters after) && after == adjustment.After.Registers);
        }
    }

    /// <summary>Whether repeated bits agree with leaf 1, and KVM's two bits for its clock with each other.</summary>
    public static bool HasNoContradiction(CpuidData table) => table.GetUnnamedBits().All(static bits =>
        bits.Off.IsEmpty && bits.Block!.Name is not ("CPUID_80000001_EDX" or "CPUID_40000001_EAX"));

    private static void AssertContained(CpuidData inner, CpuidData outer)
    {
        Assert.Equal(outer.Entries.Select(static entry => (entry.Leaf, entry.Subleaf)), inner.Entries.Select(static entry => (entry.Leaf, entry.Subleaf)));
        foreach ((uint leaf, uint subleaf, int register) in CpuidOracle.Bits.Select(static bit => (bit.Leaf, bit.Subleaf, bit.Register)).Distinct())
        {
            if (register == 4)
            {
                inner.TryGetMsr(leaf, out ulong small);
                outer.TryGetMsr(leaf, out ulong large);
                Assert.Equal(0UL, small & ~large);
            }
            else
            {
                inner.TryGet(leaf, subleaf, out CpuidRegisters small);
                outer.TryGet(leaf, subleaf, out CpuidRegisters large);
                Assert.Equal(0u, CpuidLaws.Register(small, register) & ~CpuidLaws.Register(large, register));
            }
        }
    }

    /// <summary>What is known of a line or MSR that is not listed, told once more and differently from the library.</summary>
    private static bool IsKnownOff(CpuidData table, CpuidOracle.OracleBit bit)
    {
        if (bit.Register == 4)
        {
            string announcing = bit.Leaf switch
            {
                0x10A => "arch-capabilities",
                0xCF => "core-capability",
                0x345 => "pdcm",
                0x179 => "mca",
                _ => "vmx",
            };
            CpuidOracle.OracleBit feature = CpuidOracle.Bits.Single(candidate => candidate.Name == announcing);
            return CpuidOracle.ReadBit(table, feature) == false || (CpuidOracle.ReadBit(table, feature) is null && IsKnownOff(table, feature));
        }

        if (table.IsComplete)
        {
            return true;
        }

        uint range = bit.Leaf >> 30 << 30;
        if (!table.TryGet(range, 0, out CpuidRegisters first))
        {
            CpuidOracle.OracleBit hypervisor = CpuidOracle.Bits.Single(static candidate => candidate.Name == "hypervisor");
            return range == CpuidOracle.HypervisorLeaf
                && (CpuidOracle.ReadBit(table, hypervisor) == false || (CpuidOracle.ReadBit(table, hypervisor) is null && IsKnownOff(table, hypervisor)));
        }

        if (bit.Leaf > first.Eax)
        {
            return !(range == CpuidOracle.HypervisorLeaf && first is { Eax: 0, Ebx: 0x4b4d564b });
        }

        return bit.Subleaf > 0
            && table.TryGet(bit.Leaf, 0, out CpuidRegisters zero)
            && (bit.Leaf is 7 or 0x14 or 0x1E or 0x24 ? bit.Subleaf > zero.Eax : bit.Leaf == 0xF && (zero.Edx & 2) == 0);
    }
}
