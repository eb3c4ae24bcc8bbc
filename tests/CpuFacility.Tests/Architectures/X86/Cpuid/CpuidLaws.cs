using CpuFacility.Testing;
using CpuFacility.X86;
using FsCheck.Xunit;

namespace CpuFacility.Tests.Architectures.X86.Cpuid;

/// <summary>What must hold for reading, writing and masking any table.</summary>
[Properties(Arbitrary = [typeof(CpuidGenerators)])]
public class CpuidLaws
{
    [Law]
    public void ReadFacilities_AnyTable_IsWhatTheRowsOfTheDataSay(CpuidData table) =>
        CpuidChecks.AssertRead(table);

    [Law]
    public void Restore_OwnFacilities_GivesTheSameTable(CpuidData table) =>
        CpuidChecks.AssertRoundTrip(table);

    [Law]
    public void WithFacilities_AnySet_HasExactlyThoseAndKeepsTheRest(TableAndWanted given)
    {
        if (CpuidOracle.NamesAnotherHypervisor(given.Table))
        {
            return;
        }

        CpuidData changed = given.Table.WithFacilities(given.Wanted);
        Assert.Equal(given.Wanted, CpuidOracle.Read(changed));
        Assert.Equal(given.Wanted, changed.ReadFacilities(out FacilitySet unreported));
        Assert.False(unreported.Overlaps(given.Wanted));
        Assert.Equal(changed, changed.WithFacilities(given.Wanted));

        // Whatever is not a facility's, a bit that goes with one or a highest leaf is as it was.
        foreach (CpuidEntry entry in given.Table.Entries)
        {
            changed.TryGet(entry.Leaf, entry.Subleaf, out CpuidRegisters now);
            for (int register = 0; register < 4; register++)
            {
                Assert.Equal(0u, (Register(now, register) ^ Register(entry.Registers, register)) & ~Changeable(entry, register));
            }
        }
    }

    [Law]
    public void WithFacilities_ThereAndBack_KeepsUnnamedBits(TableAndWanted given)
    {
        if (!CpuidOracle.NamesAnotherHypervisor(given.Table) && CpuidChecks.HasNoContradiction(given.Table))
        {
            CpuidData back = given.Table.WithFacilities(given.Wanted).WithFacilities(given.Table.ReadFacilities());
            Assert.Equal(given.Table.GetUnnamedBits().AsEnumerable(), back.GetUnnamedBits().Where(bits => given.Table.GetUnnamedBits().Any(known => known.Block == bits.Block)));
        }
    }

    [Law]
    public void Mask_AnyTable_KeepsTheLawsOfMasks(TableAndWanted given)
    {
        foreach (UnnamedBitsPolicy policy in Enum.GetValues<UnnamedBitsPolicy>())
        {
            CpuidChecks.AssertMask(given, policy);
        }
    }

    [Law]
    public void ReadXsaveState_AnyTable_UsableAndUnknownAreFacilitiesOfTheirOwn(CpuidData table)
    {
        FacilitySet facilities = table.ReadFacilities(out FacilitySet unreported);
        FacilitySet usable = table.ReadUsableFacilities(out FacilitySet unknown);
        Assert.True(usable.IsSubsetOf(facilities));
        Assert.False(usable.Overlaps(unknown));
        Assert.True(unknown.IsSubsetOf(facilities.Union(unreported)));
        if (table.ReadFacilities().Contains(X86Facility.Osxsave.Index) || table.Xcr0 is not null || !table.TryGet(1, 0, out _))
        {
            return;
        }

        Assert.False(usable.Contains(X86Facility.Avx.Index) || unknown.Except(unreported).Contains(X86Facility.Avx.Index));
    }

    internal static uint Register(CpuidRegisters registers, int number) => number switch
    {
        0 => registers.Eax,
        1 => registers.Ebx,
        2 => registers.Ecx,
        _ => registers.Edx,
    };

    private static uint Changeable(CpuidEntry entry, int register)
    {
        uint mask = 0;
        foreach (CpuidOracle.OracleBit bit in CpuidOracle.Bits)
        {
            mask |= bit.Leaf == entry.Leaf && bit.Subleaf == entry.Subleaf && bit.Register == register ? 1u << bit.Bit : 0;
        }

        return mask | (entry.Leaf, entry.Subleaf, register) switch
        {
            (0x8000_0001, 0, 3) => 0x0183_F3FF,
            (0x4000_0001, 0, 0) => 8,
            (0x4000_0000, 0, _) => uint.MaxValue,
            (0 or 0x8000_0000 or 0xC000_0000 or 7 or 0x14 or 0x1E or 0x24, 0, 0) => uint.MaxValue,
            (0xF, 0, 3) => 2,
            _ => 0,
        };
    }
}
