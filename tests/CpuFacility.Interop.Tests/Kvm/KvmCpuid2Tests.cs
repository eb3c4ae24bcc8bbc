using System.Collections.Immutable;
using CpuFacility.Interop.Tests.Cpuid;
using CpuFacility.Interop.Tests.Laws;
using CpuFacility.Kvm;
using CpuFacility.Testing;
using CpuFacility.X86;
using FsCheck.Xunit;

namespace CpuFacility.Interop.Tests.Kvm;

[Properties(Arbitrary = [typeof(ReplyGenerators)])]
public class KvmCpuid2Tests
{
    /// <summary>Two entries, written by hand: leaf 7 subleaf 1, whose index counts, and leaf 80000001H, whose index does not.</summary>
    private static readonly byte[] Good =
    [
        2, 0, 0, 0, 0, 0, 0, 0,
        7, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0x10, 0, 0, 0, 0x20, 0, 0, 0, 0x30, 0, 0, 0, 0x40, 0x41, 0x42, 0x43, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        1, 0, 0, 0x80, 5, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    private static readonly byte[] GoodMsrs =
    [
        2, 0, 0, 0, 0, 0, 0, 0,
        0x0A, 1, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8,
        0x8B, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0xF0,
    ];

    [Fact]
    public void Read_Entries_TakeTheIndexOnlyWhereItCounts()
    {
        CpuidData data = KvmCpuid2.Read(Good);
        Assert.Equal<IEnumerable<CpuidEntry>>([new(7, 1, new(0x10, 0x20, 0x30, 0x4342_4140)), new(0x8000_0001, 0, new(1, 2, 3, 0xFF00_0004))], data.Entries);
        Assert.True(data.IsComplete);
        Assert.Null(data.Xcr0);
        byte[] withPadding = [.. Good];
        withPadding[4] = 1;
        withPadding.AsSpan(8 + 28, 12).Fill(0xFF);
        Assert.Equal(data, KvmCpuid2.Read(withPadding));
        Assert.Empty(KvmCpuid2.Read(new byte[8]).Entries);
    }

    [Fact]
    public void Read_Msrs_AreInTheirOrder()
    {
        ImmutableArray<MsrEntry> msrs = KvmMsrs.Read(GoodMsrs);
        Assert.Equal<IEnumerable<MsrEntry>>([new(0x10A, 0x0807_0605_0403_0201), new(0x8B, 0xF000_0001_0000_0000)], msrs);
        byte[] written = new byte[GoodMsrs.Length];
        Array.Fill(written, (byte)0xFF);
        KvmMsrs.Write(msrs.AsSpan(), written);
        Assert.Equal(GoodMsrs, written);
        Assert.False(KvmMsrs.TryWrite(msrs.AsSpan(), new byte[GoodMsrs.Length + 1]));
        Assert.Contains("has 40 bytes, but 41 were given", Assert.Throws<ArgumentException>(() => KvmMsrs.Write(msrs.AsSpan(), new byte[41])).Message, StringComparison.Ordinal);
    }

    /// <summary>The index counts for the leaves of which KVM says so, and where a table has more than subleaf 0.</summary>
    [Fact]
    public void Write_Table_MarksTheIndexes()
    {
        var table = new CpuidData.Builder();
        foreach ((uint leaf, uint subleaf) in ((uint, uint)[])[(1, 0), (4, 0), (0x1B, 0), (0x1B, 1), (0x30, 3), (0x8000_001D, 0), (0x8000_0026, 0)])
        {
            table.Set(leaf, subleaf, new(leaf, subleaf, 0, 0));
        }

        CpuidData data = table.ToCpuidData();
        byte[] bytes = new byte[KvmCpuid2.GetByteCount(data)];
        Array.Fill(bytes, (byte)0xFF);
        KvmCpuid2.Write(data, bytes);
        Assert.Equal([0, 1, 1, 1, 1, 1, 0], Enumerable.Range(0, 7).Select(i => (int)bytes[8 + i * 40 + 8]));
        Assert.All(Enumerable.Range(0, 7), i => Assert.Equal(new byte[12], bytes[(8 + i * 40 + 28)..(8 + i * 40 + 40)]));
        Assert.Equal(data.Entries.AsEnumerable(), KvmCpuid2.Read(bytes).Entries);
        Assert.False(KvmCpuid2.TryWrite(data, new byte[bytes.Length - 1]));
        Assert.Contains("288 bytes, but 0", Assert.Throws<ArgumentException>(() => KvmCpuid2.Write(data, [])).Message, StringComparison.Ordinal);
    }

    [Law]
    public bool Read_WhatWasWritten_IsTheSame(AnySeed seed)
    {
        CpuidData data = AnyTables.Create(seed.Value, withMsrs: false, isComplete: true);
        byte[] bytes = new byte[KvmCpuid2.GetByteCount(data)];
        CpuidData withMsrs = AnyTables.Create(seed.Value, withMsrs: true, isComplete: true);
        byte[] msrs = new byte[KvmMsrs.GetByteCount(withMsrs.Msrs.AsSpan())];
        return KvmCpuid2.TryWrite(data, bytes) && data.Equals(KvmCpuid2.Read(bytes))
            && KvmMsrs.TryWrite(withMsrs.Msrs.AsSpan(), msrs) && KvmMsrs.Read(msrs).SequenceEqual(withMsrs.Msrs);
    }

    [Fact]
    public void TryRead_AnyOtherLength_IsRefusedWithTheRule()
    {
        for (int length = 0; length < Good.Length + 50; length++)
        {
            byte[] source = new byte[length];
            Good.AsSpan(0, Math.Min(length, Good.Length)).CopyTo(source);
            Assert.Equal(length == Good.Length, KvmCpuid2.TryRead(source, out CpuidData? data, out FacilityFormatError error));
            Assert.Equal(length == Good.Length, data is not null);
            Assert.Equal(length == Good.Length ? 0 : Math.Min(length, Good.Length), error.Position);
            Assert.Equal(
                length < 8 ? $"Structure kvm_cpuid2 has at least 8 bytes, but {length} were given."
                : length == Good.Length ? null : $"Structure kvm_cpuid2 has 88 bytes, but {length} were given.",
                error.Reason);

            byte[] msrs = new byte[length];
            GoodMsrs.AsSpan(0, Math.Min(length, GoodMsrs.Length)).CopyTo(msrs);
            Assert.Equal(length == GoodMsrs.Length, KvmMsrs.TryRead(msrs, out ImmutableArray<MsrEntry> read, out error));
            Assert.Equal(length == GoodMsrs.Length ? 2 : 0, read.Length);
            Assert.Equal(length == GoodMsrs.Length ? 0 : Math.Min(length, GoodMsrs.Length), error.Position);
        }
    }

    [Fact]
    public void TryRead_WrongEntries_NamesThePlace()
    {
        AssertRefused(Change(Good, 8 + 8, 8), 16, "Entry 0 of structure kvm_cpuid2 has flags 0x8: only 1, 2 and 4 are known.");
        AssertRefused(Change(Good, 0, 0, 0, 0, 0xFF), 0, "Structure kvm_cpuid2 has 4278190080 entries; at most 4096 are read.");
        AssertRefused(Change(Good, 48, 7, 0, 0, 0, 1, 0, 0, 0, 1), 48, "Leaf 0x00000007 subleaf 0x01 is listed twice");
        byte[] twice = [.. GoodMsrs];
        GoodMsrs.AsSpan(8, 4).CopyTo(twice.AsSpan(24));
        Assert.False(KvmMsrs.TryRead(twice, out _, out FacilityFormatError error));
        Assert.Equal(24, error.Position);
        Assert.Contains("MSR 0x10a is listed twice", error.Reason, StringComparison.Ordinal);
        Assert.Throws<FacilityFormatException>(() => KvmMsrs.Read(twice));
    }

    [Law]
    public bool TryRead_AnyBytes_AreReadOrRefusedAtAPlace(AnySeed seed)
    {
        var random = new Random(seed.Value);
        byte[] bytes = new byte[8 + 40 * random.Next(1, 5)];
        random.NextBytes(bytes);
        bytes.AsSpan(0, 4).Clear();
        bytes[0] = (byte)((bytes.Length - 8) / 40);
        for (int i = 8; i < bytes.Length && random.Next(2) == 0; i += 40)
        {
            bytes[i + 8] &= 7;
            bytes.AsSpan(i + 9, 3).Clear();
        }

        return (KvmCpuid2.TryRead(bytes, out CpuidData? data, out FacilityFormatError error) ? data.Entries.Length <= bytes[0] : error.Position < bytes.Length)
            && (KvmMsrs.TryRead(bytes, out _, out error) || error.Position < bytes.Length);
    }

    private static void AssertRefused(byte[] source, int position, string reason)
    {
        Assert.False(KvmCpuid2.TryRead(source, out CpuidData? data, out FacilityFormatError error));
        Assert.Null(data);
        Assert.Equal(position, error.Position);
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.Equal(position, Assert.Throws<FacilityFormatException>(() => KvmCpuid2.Read(source)).Position);
    }

    private static byte[] Change(byte[] source, int position, params byte[] bytes)
    {
        byte[] changed = [.. source];
        bytes.CopyTo(changed, position);
        return changed;
    }
}
