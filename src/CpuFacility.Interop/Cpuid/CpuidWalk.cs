using System.Numerics;
using CpuFacility.X86;

namespace CpuFacility.Cpuid;

/// <summary>Asks a processor for all leaves and subleaves that it has, one by one, through any way to execute CPUID.</summary>
/// <remarks>
/// Which subleaves a leaf has is read as Intel's manual (volume 2A, CPUID) and AMD's (volume 3, appendix E) say: a highest subleaf, a bit for
/// each, or one after the other up to and with the one that says that there are no more.
/// </remarks>
public static class CpuidWalk
{
    /// <summary>The most leaves of a range that are asked for, whatever the processor says is its highest.</summary>
    public const int MaximumLeaves = 256;

    /// <summary>The most subleaves of a leaf that are asked for.</summary>
    public const int MaximumSubleaves = 64;

    private const uint HypervisorRange = 0x4000_0000;
    private const uint HypervisorRangeEnd = 0x4001_0000;
    private const uint HypervisorStep = 0x100;

    /// <summary>Xeon Phi, AMD and Intel, Transmeta, Zhaoxin and VIA.</summary>
    private static ReadOnlySpan<uint> OtherRanges => [0x2000_0000, 0x8000_0000, 0x8086_0000, 0xC000_0000];

    /// <summary>Reads the table of a processor.</summary>
    /// <param name="execute">Executes CPUID with a leaf in EAX and a subleaf in ECX.</param>
    /// <returns>
    /// The table, without model-specific registers and XCR0, not complete: subleaves that are younger than this library are not asked for. At
    /// most <see cref="CpuidData.MaximumEntries"/> lines.
    /// </returns>
    public static CpuidData Read(Func<uint, uint, CpuidRegisters> execute)
    {
        ArgumentNullException.ThrowIfNull(execute);
        var walk = new Walk(execute);
        walk.ReadRange(0, 0xFFFF);
        foreach (uint range in OtherRanges)
        {
            walk.ReadRange(range, 0xFFFF);
        }

        // A hypervisor that shows itself as another has its own range at one of the next steps (Xen and KVM as Hyper-V).
        for (uint range = HypervisorRange; range < HypervisorRangeEnd; range += HypervisorStep)
        {
            if (!walk.ReadRange(range, HypervisorStep - 1) && range == HypervisorRange)
            {
                break;
            }
        }

        return walk.ToCpuidData();
    }

    private static ulong Wide(uint low, uint high) => low | (ulong)high << 32;

    private sealed class Walk(Func<uint, uint, CpuidRegisters> execute)
    {
        private readonly CpuidData.Builder _lines = new();

        public CpuidData ToCpuidData() => _lines.ToCpuidData();

        /// <summary>Reads a range if there is one: Intel's processors answer a leaf that they do not have with that of another.</summary>
        public bool ReadRange(uint first, uint most)
        {
            CpuidRegisters start = execute(first, 0);
            if (start.Eax < first || start.Eax > first + most)
            {
                return false;
            }

            uint highest = Math.Min(start.Eax, first + MaximumLeaves - 1);
            for (uint leaf = first; leaf <= highest; leaf++)
            {
                ReadLeaf(leaf, leaf == first ? start : execute(leaf, 0));
            }

            return true;
        }

        private void ReadLeaf(uint leaf, CpuidRegisters registers)
        {
            Add(leaf, 0, registers);
            switch (leaf)
            {
                case 0x4 or 0x8000_001D:
                    // Caches, up to type 0.
                    ReadWhile(leaf, registers, static cache => (cache.Eax & 0x1F) != 0);
                    break;
                case 0xB or 0x1F or 0x8000_0026:
                    // Levels of the topology, up to type 0.
                    ReadWhile(leaf, registers, static level => (level.Ecx & 0xFF00) != 0);
                    break;
                case 0x7 or 0x14 or 0x17 or 0x18 or 0x1D or 0x1E or 0x20 or 0x24 or 0x29:
                    // The highest subleaf stands in EAX.
                    ReadListed(leaf, Below(registers.Eax));
                    break;
                case 0xD:
                    CpuidRegisters supervisor = execute(leaf, 1);
                    Add(leaf, 1, supervisor);
                    ReadListed(leaf, (Wide(registers.Eax, registers.Edx) | Wide(supervisor.Ecx, supervisor.Edx)) & ~0b11UL);
                    break;
                case 0xF or 0x27:
                    // Bits of resources that can be monitored; bit 0 is reserved.
                    ReadListed(leaf, registers.Edx & ~1UL);
                    break;
                case 0x10 or 0x28 or 0x8000_0020:
                    // Bits of resources that can be allocated; bit 0 is reserved.
                    ReadListed(leaf, registers.Ebx & ~1UL);
                    break;
                case 0x12:
                    // Subleaf 1 is of the enclaves; then come sections of the page cache, up to type 0.
                    Add(leaf, 1, execute(leaf, 1));
                    CpuidRegisters section = execute(leaf, 2);
                    Add(leaf, 2, section);
                    ReadWhile(leaf, section, static section => (section.Eax & 0xF) != 0, first: 3);
                    break;
                case 0x1B:
                    // Targets of PCONFIG, up to type 0.
                    ReadWhile(leaf, registers, static target => (target.Eax & 0xFFF) != 0);
                    break;
                case 0x23:
                    // A bit for each subleaf.
                    ReadListed(leaf, registers.Eax & ~1UL);
                    break;
            }
        }

        private static ulong Below(uint highest) => highest >= MaximumSubleaves - 1 ? ~1UL : (2UL << (int)highest) - 2;

        private void ReadListed(uint leaf, ulong subleaves)
        {
            for (; subleaves != 0; subleaves &= subleaves - 1)
            {
                uint subleaf = (uint)BitOperations.TrailingZeroCount(subleaves);
                Add(leaf, subleaf, execute(leaf, subleaf));
            }
        }

        private void ReadWhile(uint leaf, CpuidRegisters registers, Func<CpuidRegisters, bool> hasNext, uint first = 1)
        {
            for (uint subleaf = first; subleaf < MaximumSubleaves && hasNext(registers); subleaf++)
            {
                registers = execute(leaf, subleaf);
                Add(leaf, subleaf, registers);
            }
        }

        /// <summary>A table that is full takes no more: no processor comes near that.</summary>
        private void Add(uint leaf, uint subleaf, CpuidRegisters registers) => _lines.TryAdd(leaf, subleaf, registers, out _);
    }
}
