using CpuFacility.Interop.Tests.Kvm;
using CpuFacility.Kvm;
using CpuFacility.S390x;
using CpuFacility.Testing;
using FsCheck.Xunit;

namespace CpuFacility.Interop.Tests.Laws;

/// <summary>What holds for every structure whatever its bytes are: nothing is lost, and nothing of another length is taken.</summary>
[Properties(Arbitrary = [typeof(ModelGenerators), typeof(ReplyGenerators)])]
public class KvmStructureLaws
{
    private static readonly CpuModelRegistry Registry = CpuModels.S390x;

    [Law]
    public bool Write_WhatWasRead_GivesTheSameBytes(AnySeed seed)
    {
        (KvmStructures structure, byte[] bytes) = AnyBytes(seed);
        object value = structure.Read(bytes);
        return structure.ToBytes(value).AsSpan().SequenceEqual(bytes)
            && structure.TryWrite(value, new byte[structure.Length])
            && value.Equals(structure.Read(bytes))
            && value.GetHashCode() == structure.Read(bytes).GetHashCode();
    }

    [Law]
    public bool Equals_BytesWithOneBitChanged_IsFalse(AnySeed seed)
    {
        (KvmStructures structure, byte[] bytes) = AnyBytes(seed);
        object value = structure.Read(bytes);
        var random = new Random(seed.Value);
        bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        return !value.Equals(structure.Read(bytes));
    }

    [Law]
    public bool TryRead_AnyOtherLength_IsRefusedWithTheRule(AnySeed seed)
    {
        (KvmStructures structure, byte[] bytes) = AnyBytes(seed);
        var random = new Random(seed.Value);
        int length = random.Next(2) == 0 ? random.Next(structure.Length) : structure.Length + 1 + random.Next(100);
        byte[] source = new byte[length];
        bool isRead = structure.TryRead(source, out object? value, out FacilityFormatError error);
        return !isRead && value is null
            && error.Position == Math.Min(length, structure.Length)
            && error.Reason == $"Structure {structure.Name} has {structure.Length} bytes, but {length} were given."
            && !structure.TryWrite(structure.Read(bytes), source)
            && source.All(static written => written == 0);
    }

    [Law]
    public bool Read_WhatWasWrittenForAModel_GivesTheSame(CpuModel model, AnySeed seed)
    {
        object[] values =
        [
            KvmS390Processor.FromModel(model, seed.Value & 0xFFFFFF),
            new KvmS390Machine(new S390xCpuId((ulong)seed.Value), new S390xIbcRange((uint)seed.Value), model.Facilities, model.Definition.Full),
            KvmS390Features.FromModel(model),
            KvmS390Subfunctions.FromModel(model),
            KvmS390UltravisorFeatures.FromModel(model),
        ];
        return KvmStructures.All.Zip(values).All(static pair => pair.First.Read(pair.First.ToBytes(pair.Second)).Equals(pair.Second));
    }

    [Law]
    public bool ToHostCapability_AnyMachine_SortsEveryFacilityOnce(AnySeed seed, CpuModel model)
    {
        // A machine with any lists; its type is known, so that it can be identified.
        var random = new Random(seed.Value);
        byte[] bytes = new byte[KvmS390Machine.Length], feat = new byte[128], subfunc = new byte[2048], uv = new byte[8];
        random.NextBytes(bytes);
        random.NextBytes(feat);
        random.NextBytes(subfunc);
        random.NextBytes(uv);
        KvmS390Machine any = KvmS390Machine.Read(bytes);
        var machine = new KvmS390Machine(
            ((S390xIdentity)model.Identity).GetCpuId(1), any.Ibc, any.Mask, any.List, any.UnknownInMask, any.UnknownInList);
        HostCapability host = machine.ToHostCapability(
            Registry,
            random.Next(2) == 0 ? null : KvmS390Features.Read(feat),
            random.Next(2) == 0 ? null : KvmS390Subfunctions.Read(subfunc),
            random.Next(2) == 0 ? null : KvmS390UltravisorFeatures.Read(uv));
        FacilitySet stfl = S390xBlocks.Stfl.Facilities;
        return host.Hardware.Intersect(stfl) == machine.Mask.Intersect(machine.List)
            && host.Emulated.Intersect(stfl) == machine.Mask.Except(machine.List)
            && host.Hidden.Intersect(stfl) == machine.List.Except(machine.Mask)
            && !host.Unreported.Overlaps(stfl.Union(host.Offered).Union(host.Hidden))
            && host.Offered.Intersect(stfl) == machine.Mask;
    }

    [Law]
    public bool Compare_AnyTwo_AccountsForEveryBit(AnySeed seed)
    {
        var random = new Random(seed.Value);
        byte[] first = new byte[KvmS390Processor.Length];
        random.NextBytes(first);
        byte[] second = [.. first];
        for (int i = random.Next(4); i > 0; i--)
        {
            second[random.Next(16, second.Length)] ^= (byte)(1 << random.Next(8));
        }

        KvmS390ProcessorComparison result = KvmS390Processor.Compare(KvmS390Processor.Read(first), KvmS390Processor.Read(second));
        int differing = first.Zip(second).Sum(static pair => int.PopCount(pair.First ^ pair.Second));
        return result.Dropped.Count + result.Added.Count + result.DroppedBits.Length + result.AddedBits.Length == differing
            && result.IsEqual == (differing == 0)
            && !result.IsCpuIdChanged && !result.IsIbcChanged && !result.IsPaddingChanged;
    }

    /// <summary>Dense, sparse and all-alike bytes: the rules about bits that come with others need all of them.</summary>
    private static (KvmStructures Structure, byte[] Bytes) AnyBytes(AnySeed seed)
    {
        var random = new Random(seed.Value);
        KvmStructures structure = KvmStructures.All[random.Next(KvmStructures.All.Length)];
        byte[] bytes = new byte[structure.Length];
        switch (random.Next(4))
        {
            case 0:
                Array.Fill(bytes, (byte)(random.Next(2) * 0xFF));
                break;
            case 1:
                for (int i = random.Next(20); i > 0; i--)
                {
                    bytes[random.Next(bytes.Length)] |= (byte)(1 << random.Next(8));
                }

                break;
            default:
                random.NextBytes(bytes);
                break;
        }

        return (structure, bytes);
    }
}
