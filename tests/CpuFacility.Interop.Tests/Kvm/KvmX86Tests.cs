using System.Buffers.Binary;
using CpuFacility.Cpuid;
using CpuFacility.Interop.Tests.Cpuid;
using CpuFacility.Kvm;
using CpuFacility.X86;

namespace CpuFacility.Interop.Tests.Kvm;

public class KvmX86Tests
{
    private const int NotPermitted = 1;
    private const int TooBig = 7;
    private const int NoSuchRequest = 25;

    [Fact]
    public void TryRead_Device_GivesTablesAndMsrs()
    {
        var device = new Device();
        Assert.True(KvmX86.TryRead(device, out KvmX86? kvm, out string reason), reason);
        Assert.Equal(device.Supported.Entries.AsEnumerable(), kvm.Supported.Entries);
        Assert.True(kvm.Supported.IsComplete);
        Assert.Equal<IEnumerable<MsrEntry>>([new(0x10A, 0x10A0_0000_0001), new(0x480, 0x4800_0000_0001)], kvm.Supported.Msrs);
        Assert.Equal(device.Emulated, kvm.Emulated);
        Assert.Equal<IEnumerable<uint>>([0x345], kvm.UnreadableMsrs);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(65)]
    [InlineData(200)]
    [InlineData(CpuidData.MaximumEntries)]
    public void TryRead_TableOfAnySize_FindsTheRoomForIt(int count)
    {
        var table = new CpuidData.Builder { IsComplete = true };
        for (uint leaf = 0; leaf < count; leaf++)
        {
            table.Set(leaf, 0, new(leaf, 1, 2, 3));
        }

        var device = new Device { Supported = table.ToCpuidData() };
        Assert.True(KvmX86.TryRead(device, out KvmX86? kvm, out string reason), reason);
        Assert.Equal(device.Supported.Entries.AsEnumerable(), kvm.Supported.Entries);
    }

    [Fact]
    public void TryRead_OldKernel_DoesWithoutWhatItLacks()
    {
        var device = new Device { Errors = { [KvmX86.GetEmulatedCpuid] = NoSuchRequest, [KvmX86.GetMsrFeatureIndexList] = NoSuchRequest } };
        Assert.True(KvmX86.TryRead(device, out KvmX86? kvm, out string reason), reason);
        Assert.Empty(kvm.Emulated.Entries);
        Assert.Empty(kvm.Supported.Msrs);
        Assert.Empty(kvm.UnreadableMsrs);
    }

    [SkippableTheory]
    [InlineData("KVM_GET_API_VERSION", NotPermitted, "KVM refused KVM_GET_API_VERSION: Operation not permitted.")]
    [InlineData("KVM_GET_SUPPORTED_CPUID", NoSuchRequest, "KVM refused KVM_GET_SUPPORTED_CPUID: Inappropriate ioctl for device.")]
    [InlineData("KVM_GET_SUPPORTED_CPUID", TooBig, "KVM_GET_SUPPORTED_CPUID has more than 4096 entries.")]
    [InlineData("KVM_GET_EMULATED_CPUID", NotPermitted, "KVM refused KVM_GET_EMULATED_CPUID: Operation not permitted.")]
    [InlineData("KVM_GET_MSR_FEATURE_INDEX_LIST", NotPermitted, "KVM refused KVM_GET_MSR_FEATURE_INDEX_LIST: Operation not permitted.")]
    public void TryRead_RefusedRequest_IsNamed(string request, int error, string expected)
    {
        ThisMachine.RequireLinuxOnX86();
        uint number = request switch
        {
            "KVM_GET_API_VERSION" => KvmX86.GetApiVersion,
            "KVM_GET_SUPPORTED_CPUID" => KvmX86.GetSupportedCpuid,
            "KVM_GET_EMULATED_CPUID" => KvmX86.GetEmulatedCpuid,
            _ => KvmX86.GetMsrFeatureIndexList,
        };
        Assert.False(KvmX86.TryRead(new Device { Errors = { [number] = error } }, out KvmX86? kvm, out string reason));
        Assert.Null(kvm);
        Assert.Equal(expected, reason);
    }

    [Fact]
    public void TryRead_OtherVersionOrTable_IsRefused()
    {
        Assert.False(KvmX86.TryRead(new Device { Version = 11 }, out _, out string reason));
        Assert.Equal("KVM has API version 11; only 12 is known.", reason);
        Assert.False(KvmX86.TryRead(new Device { Flags = 8 }, out _, out reason));
        Assert.StartsWith("KVM_GET_SUPPORTED_CPUID gave a table that cannot be read: Entry 0", reason, StringComparison.Ordinal);
        Assert.False(KvmX86.TryRead(new Device { Msrs = new uint[CpuidData.MaximumEntries + 1] }, out _, out reason));
        Assert.Equal("KVM_GET_MSR_FEATURE_INDEX_LIST has 4097 entries; at most 4096 are read.", reason);
    }

    [SkippableFact]
    public void TryRead_ThisMachine_IsWhatItsProcessorHas()
    {
        bool isRead = KvmX86.TryRead(out KvmX86? kvm, out string reason);
        Assert.Equal(isRead, kvm is not null);
        Assert.Equal(isRead, reason.Length == 0);
        Skip.IfNot(isRead, $"{ThisMachine.NoKvm}: {reason}");
        Assert.True(ThisX86Machine.TryRead(out CpuidData? machine, out reason), reason);
        Assert.Equal(machine.Vendor, kvm!.Supported.Vendor);
        Assert.True(kvm.Supported.Entries.Length > 10);
        Assert.True(kvm.Supported.IsComplete);

        // What KVM offers is the processor's or done by software: of these instructions, none is.
        FacilitySet instructions = FacilitySet.Create(
            [X86Facility.Ssse3.Index, X86Facility.Avx.Index, X86Facility.Avx2.Index, X86Facility.Bmi2.Index, X86Facility.Aes.Index, X86Facility.ShaNi.Index]);
        Assert.True(RawBits.Read(kvm.Supported).Intersect(instructions).IsSubsetOf(RawBits.Read(machine)));
        Assert.All(kvm.Supported.Msrs, msr => Assert.DoesNotContain(msr.Index, kvm.UnreadableMsrs));
    }

    /// <summary>What KVM itself gave comes back byte for byte, the marks of indexes included.</summary>
    [SkippableFact]
    public void Write_TableOfThisMachine_IsAsKvmWroteIt()
    {
        Skip.IfNot(KvmX86.TryRead(out _, out string reason), $"{ThisMachine.NoKvm}: {reason}");
        byte[] buffer = new byte[8 + 40 * CpuidData.MaximumEntries];
        BinaryPrimitives.WriteInt32LittleEndian(buffer, CpuidData.MaximumEntries);
        using (KvmDevice device = KvmDevice.Open())
        {
            Assert.Equal(0, device.Control(KvmX86.GetSupportedCpuid, buffer));
        }

        byte[] given = buffer[..(8 + 40 * BinaryPrimitives.ReadInt32LittleEndian(buffer))];
        CpuidData data = KvmCpuid2.Read(given);
        byte[] written = new byte[KvmCpuid2.GetByteCount(data)];
        KvmCpuid2.Write(data, written);
        Assert.Equal(given[..8], written[..8]);
        Assert.Equal(
            given[8..].Chunk(40).Select(Convert.ToHexString).Order(StringComparer.Ordinal),
            written[8..].Chunk(40).Select(Convert.ToHexString).Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public void TryRead_NoDevice_SaysWhy()
    {
        ThisMachine.RequireLinuxOnX86();
        string file = Path.GetTempFileName();
        try
        {
            Assert.False(KvmX86.TryRead($"{file}.none", out KvmX86? kvm, out string reason));
            Assert.Null(kvm);
            Assert.Equal(
                $"{file}.none is missing: the processor has no virtualization, it is switched off, or the module kvm is not loaded.", reason);
            Assert.False(KvmX86.TryRead($"{file}/none", out _, out reason));
            Assert.StartsWith($"{file}/none", reason, StringComparison.Ordinal);
            Assert.False(KvmX86.TryRead(file, out _, out reason));
            Assert.Equal("KVM refused KVM_GET_API_VERSION: Inappropriate ioctl for device.", reason);
            Assert.False(KvmX86.TryRead(Path.GetTempPath(), out _, out reason));
            Assert.Contains("may not open", reason, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Answers as the kernel does (<c>arch/x86/kvm/cpuid.c</c> and <c>x86.c</c>).</summary>
    private sealed class Device : IKvmDevice
    {
        public int Version { get; init; } = 12;

        public Dictionary<uint, int> Errors { get; } = [];

        public CpuidData Supported { get; init; } = AnyTables.Create(1, withMsrs: false, isComplete: true);

        public CpuidData Emulated { get; } = AnyTables.Create(2, withMsrs: false, isComplete: true);

        public uint[] Msrs { get; init; } = [0x10A, 0x345, 0x480];

        public byte Flags { get; init; }

        public int Control(uint request, Span<byte> buffer)
        {
            if (Errors.TryGetValue(request, out int error))
            {
                return -error;
            }

            switch (request)
            {
                case KvmX86.GetApiVersion:
                    Assert.True(buffer.IsEmpty);
                    return Version;
                case KvmX86.GetSupportedCpuid:
                    return Answer(Supported, buffer);
                case KvmX86.GetEmulatedCpuid:
                    return Answer(Emulated, buffer);
                case KvmX86.GetMsrFeatureIndexList:
                    uint capacity = BinaryPrimitives.ReadUInt32LittleEndian(buffer);
                    Assert.Equal(4 + 4 * (int)capacity, buffer.Length);
                    BinaryPrimitives.WriteInt32LittleEndian(buffer, Msrs.Length);
                    if (capacity < Msrs.Length)
                    {
                        return -TooBig;
                    }

                    for (int i = 0; i < Msrs.Length; i++)
                    {
                        BinaryPrimitives.WriteUInt32LittleEndian(buffer[(4 + 4 * i)..], Msrs[i]);
                    }

                    return 0;
                case KvmX86.GetMsrs:
                    MsrEntry asked = Assert.Single(KvmMsrs.Read(buffer));
                    KvmMsrs.Write([asked with { Value = (ulong)asked.Index << 36 | 1 }], buffer);
                    return asked.Index == 0x345 ? 0 : 1;
                default:
                    return -NoSuchRequest;
            }
        }

        private int Answer(CpuidData table, Span<byte> buffer)
        {
            int capacity = BinaryPrimitives.ReadInt32LittleEndian(buffer);
            Assert.Equal(8 + 40 * capacity, buffer.Length);
            if (capacity < table.Entries.Length)
            {
                return -TooBig;
            }

            KvmCpuid2.Write(table, buffer[..KvmCpuid2.GetByteCount(table)]);
            buffer[8 + 8] |= Flags;
            return 0;
        }
    }
}
