using CpuFacility.X86;

namespace CpuFacility.Interop.Tests.Cpuid;

/// <summary>Tables made at random: few leaves and many, with subleaves and MSRs, and values of all kinds.</summary>
internal static class AnyTables
{
    public static CpuidData Create(int seed, bool withMsrs, bool isComplete)
    {
        var random = new Random(seed);
        var table = new CpuidData.Builder { IsComplete = isComplete };
        for (int i = random.Next(1, 60); i > 0; i--)
        {
            uint leaf = (uint)random.Next(0x30) | random.GetItems([0u, 0x4000_0000u, 0x8000_0000u, 0xC000_0000u], 1)[0];
            uint subleaf = random.Next(3) == 0 ? (uint)random.Next(70) : 0;
            table.Set(leaf, subleaf, new CpuidRegisters(Value(random), Value(random), Value(random), Value(random)));
        }

        for (int i = withMsrs ? random.Next(20) : 0; i > 0; i--)
        {
            table.TryAddMsr((uint)random.Next(0x500), (ulong)Value(random) << 32 | Value(random), out _);
        }

        return table.ToCpuidData();
    }

    private static uint Value(Random random) => random.Next(4) switch { 0 => 0, 1 => uint.MaxValue, _ => (uint)random.NextInt64(1L << 32) };
}
