namespace CpuFacility.X86;

public sealed partial class CpuidData
{
    private const uint HypervisorRange = 0x4000_0000;
    private const uint CentaurRange = 0xC000_0000;
    private const uint RangeMask = 0xC000_0000;

    /// <summary>What KVM gives in leaf 40000000H in EBX, ECX and EDX: KVMKVMKVM and three zeros.</summary>
    private static readonly CpuidRegisters KvmSignature = new(HypervisorRange + 1, 0x4B4D_564B, 0x564B_4D56, 0x0000_004D);

    /// <summary>Whether a leaf and subleaf that are not listed are known to be zero.</summary>
    internal bool IsKnownZero(uint leaf, uint subleaf)
    {
        if (IsComplete)
        {
            return true;
        }

        uint range = leaf & RangeMask;
        if (!TryGet(range, 0, out CpuidRegisters first))
        {
            // Without a hypervisor, there are no leaves of one.
            return range == HypervisorRange && ReadBit(FeaturePlace.Of(X86Facility.Hypervisor)) == false;
        }

        // Old KVM has 0 for its highest leaf and means 40000001H.
        uint highest = range == HypervisorRange && first.Eax == 0 && IsKvm(first) ? HypervisorRange + 1 : first.Eax;
        if (leaf > highest)
        {
            return true;
        }

        // These leaves have the number of their highest subleaf in EAX of subleaf 0; leaf FH announces subleaf 1 in bit 1 of EDX.
        return subleaf > 0 && TryGet(leaf, 0, out CpuidRegisters zero) && leaf switch
        {
            7 or 0x14 or 0x1E or 0x24 => subleaf > zero.Eax,
            0xF => subleaf == 1 && (zero.Edx & 2) == 0,
            _ => false,
        };
    }

    /// <summary>Whether an MSR is known not to be there, as the feature that announces it is off.</summary>
    private bool IsMsrAbsent(in CpuidLayout.BlockLayout block) => block.Announcer is FeaturePlace place && ReadBit(place) == false;

    /// <summary>Whether a leaf of the hypervisor range is another hypervisor's than KVM's.</summary>
    private bool IsForeign(in CpuidLayout.BlockLayout block) =>
        !block.IsMsr
        && (block.Leaf & RangeMask) == HypervisorRange
        && TryGet(HypervisorRange, 0, out CpuidRegisters first)
        && (first.Ebx | first.Ecx | first.Edx) != 0
        && !IsKvm(first);

    private static bool IsKvm(CpuidRegisters first) => first with { Eax = KvmSignature.Eax } == KvmSignature;

    /// <summary>Whether a bit is on; null if the table does not say.</summary>
    internal bool? ReadBit(FeaturePlace place)
    {
        int line = Find(place.Leaf, place.Subleaf);
        return line < 0
            ? IsKnownZero(place.Leaf, place.Subleaf) ? false : null
            : (RegistersOf(Entries.AsSpan())[(line * WordsOfLine) + FirstRegister + place.Register] >> place.Bit & 1) != 0;
    }
}
