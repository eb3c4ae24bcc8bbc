using System.Buffers.Binary;
using System.Collections.Immutable;
using CpuFacility.X86;

namespace CpuFacility.Kvm;

public sealed partial class KvmX86
{
    /// <summary>The numbers of the MSRs that report features: <c>struct kvm_msr_list</c>, a count of four bytes and four for each number.</summary>
    private static bool TryReadIndexes(IKvmDevice device, out ImmutableArray<uint> indexes, out string reason)
    {
        const string Name = "KVM_GET_MSR_FEATURE_INDEX_LIST";
        indexes = [];
        reason = "";
        byte[] buffer = new byte[sizeof(uint)];
        int result = device.Control(GetMsrFeatureIndexList, buffer);
        if (result == TooBig)
        {
            // Too small a list is answered with the count.
            uint needed = BinaryPrimitives.ReadUInt32LittleEndian(buffer);
            if (needed > CpuidData.MaximumEntries)
            {
                reason = string.Create(null, $"{Name} has {needed} entries; at most {CpuidData.MaximumEntries} are read.");
                return false;
            }

            buffer = new byte[sizeof(uint) * (1 + (int)needed)];
            BinaryPrimitives.WriteUInt32LittleEndian(buffer, needed);
            result = device.Control(GetMsrFeatureIndexList, buffer);
        }

        if (result < 0)
        {
            // Kernels before 4.17 have no such list.
            bool isUnknown = result is NoSuchRequest or InvalidArgument;
            reason = isUnknown ? "" : Describe(Name, result);
            return isUnknown;
        }

        int capacity = buffer.Length / sizeof(uint) - 1;
        int count = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(buffer), (uint)capacity);
        var read = ImmutableArray.CreateBuilder<uint>(count);
        for (int i = 1; i <= count; i++)
        {
            read.Add(BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(i * sizeof(uint))));
        }

        indexes = read.MoveToImmutable();
        return true;
    }

    /// <summary>One at a time: KVM stops at the first that it cannot read, and says how many it has read.</summary>
    private static bool TryReadMsr(IKvmDevice device, uint index, out ulong value)
    {
        value = 0;
        byte[] buffer = new byte[KvmMsrs.HeaderLength + KvmMsrs.EntryLength];
        KvmMsrs.Write([new MsrEntry(index, 0)], buffer);
        if (device.Control(GetMsrs, buffer) != 1)
        {
            return false;
        }

        value = BinaryPrimitives.ReadUInt64LittleEndian(buffer.AsSpan(KvmMsrs.HeaderLength + KvmMsrs.DataOffset));
        return true;
    }
}
