using CpuFacility.X86;

namespace CpuFacility.Tests.Architectures.X86.Cpuid;

/// <summary>Tables that say nothing, and limits of tables.</summary>
public partial class CpuidDataTests
{
    [Fact]
    public void Identity_EmptyTable_IsNotKnown()
    {
        CpuidData empty = new CpuidData.Builder().ToCpuidData();
        Assert.Equal((0u, 0u, null, null), (empty.HighestBasicLeaf, empty.HighestExtendedLeaf, empty.PhysicalAddressBits, empty.LinearAddressBits));
        Assert.Equal((null, "", ""), (empty.Signature, empty.Vendor, empty.BrandString));
    }

    [Fact]
    public void Identity_LeavesWithoutContent_AreNotKnown()
    {
        var builder = new CpuidData.Builder();
        builder.Set(0, 0, new CpuidRegisters(7, 0, 0, 0));
        builder.Set(1, 0, default);
        builder.Set(0x80000000, 0, new CpuidRegisters(0x7FFFFFFF, 0, 0, 0));
        builder.Set(0x80000008, 0, new CpuidRegisters(0x3930, 0, 0, 0));
        CpuidData table = builder.ToCpuidData();
        Assert.Equal((7u, 0u, 0x30, 0x39), (table.HighestBasicLeaf, table.HighestExtendedLeaf, table.PhysicalAddressBits, table.LinearAddressBits));
        Assert.Null(table.Signature);
    }

    [Fact]
    public void Equals_OneDifference_IsAnother()
    {
        CpuidData table = Make(null, 1, 2);
        Assert.True(table.Equals(Make(null, 1, 2)) && table.GetHashCode() == Make(null, 1, 2).GetHashCode());
        Assert.False(table.Equals(Make(null, 2, 2)));
        Assert.False(table.Equals(Make(null, 1, 3)));
        Assert.False(table.Equals(Make(7, 1, 2)));
        Assert.False(table.Equals(null));
    }

    [Fact]
    public void Builder_SecondValueOrTooMany_IsRefused()
    {
        var builder = new CpuidData.Builder();
        Assert.True(builder.TryAddMsr(0x10A, 1, out _));
        Assert.True(builder.TryAddMsr(0x10A, 1, out string same));
        Assert.Equal("", same);
        Assert.False(builder.TryAddMsr(0x10A, 2, out string other));
        Assert.StartsWith("MSR 0x10a is listed twice", other, StringComparison.Ordinal);
        for (uint index = 0; index < CpuidData.MaximumEntries; index++)
        {
            Assert.True(builder.TryAdd(0x4000_0000 + index, 0, default, out _));
            Assert.Equal(index + 1 < CpuidData.MaximumEntries, builder.TryAddMsr(0x1000 + index, 0, out _));
        }

        Assert.False(builder.TryAdd(1, 0, default, out string full));
        Assert.Contains(CpuidData.MaximumEntries.ToString(System.Globalization.CultureInfo.InvariantCulture), full, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => builder.Set(1, 0, default));
        builder.Set(0x4000_0000, 0, new CpuidRegisters(1, 0, 0, 0));
        Assert.True(builder.TryGet(0x4000_0000, 0, out CpuidRegisters replaced) && replaced.Eax == 1);
    }

    private static CpuidData Make(ulong? xcr0, uint eax, ulong msr)
    {
        var builder = new CpuidData.Builder { Xcr0 = xcr0 };
        builder.Set(1, 0, new CpuidRegisters(eax, 0, 0, 0));
        Assert.True(builder.TryAddMsr(0x10A, msr, out _));
        return builder.ToCpuidData();
    }
}
