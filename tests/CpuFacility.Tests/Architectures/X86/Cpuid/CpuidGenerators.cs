using CpuFacility.X86;
using FsCheck;
using FsCheck.Fluent;

namespace CpuFacility.Tests.Architectures.X86.Cpuid;

/// <summary>A table, and facilities that a guest is to have.</summary>
/// <param name="Table">The table.</param>
/// <param name="Wanted">Facilities, of the table or not.</param>
/// <param name="More">A set that contains the wanted one.</param>
public sealed record TableAndWanted(CpuidData Table, FacilitySet Wanted, FacilitySet More);

/// <summary>
/// Tables of all vendors that look like a processor's: the leaves with features in random density, each at times not listed, with bits that
/// nobody has named, some repeated bits that do not agree, state components, and leaves beyond the highest one.
/// </summary>
public static class CpuidGenerators
{
    private static readonly string[] Vendors = ["GenuineIntel", "AuthenticAMD", "HygonGenuine", "CentaurHauls", "SomeoneElse!", ""];

    private static readonly uint[] Plain =
        [2, 3, 4, 5, 0xA, 0x10, 0x12, 0x14, 0x19, 0x1B, 0x1C, 0x1D, 0x1E, 0x24, 0x29, 0x8000_0008, 0x8000_000A, 0x8000_001B, 0x8000_001C, 0x8000_001E];

    public static Arbitrary<CpuidData> Tables() => Arb.From(Gen.Choose(int.MinValue, int.MaxValue).Select(static seed => Create(new Random(seed))));

    public static Arbitrary<TableAndWanted> Cases() => Arb.From(Gen.Choose(int.MinValue, int.MaxValue).Select(static seed =>
    {
        var random = new Random(seed);
        CpuidData table = Create(random);
        FacilitySet wanted = Facilities(random);
        if (random.Next(2) == 0)
        {
            wanted = wanted.Union(table.ReadFacilities());
        }

        return new TableAndWanted(table, wanted, wanted.Union(Facilities(random)));
    }));

    public static FacilitySet Facilities(Random random)
    {
        int density = random.Next(1, 10);
        return FacilitySet.Create([.. Enumerable.Range(0, CpuModels.X86.Catalog.Count).Where(_ => random.Next(10) < density)]);
    }

    private static CpuidData Create(Random random)
    {
        int density = random.Next(0, 4);
        var builder = new CpuidData.Builder { IsComplete = random.Next(3) == 0, Xcr0 = random.Next(4) == 0 ? (ulong)random.NextInt64() : null };
        string vendor = Vendors[random.Next(Vendors.Length)];
        CpuidRegisters name = new(
            random.Next(3) == 0 ? (uint)random.Next(0x30) : 0x29, Word(vendor, 0), Word(vendor, 8), Word(vendor, 4));
        if (random.Next(10) != 0)
        {
            builder.Set(0, 0, name);
        }

        if (random.Next(10) != 0)
        {
            builder.Set(0x8000_0000, 0, name with { Eax = 0x8000_0000 + (uint)random.Next(0x28) });
        }

        switch (random.Next(4))
        {
            case 0:
                builder.Set(0x4000_0000, 0, new CpuidRegisters(0x4000_0001, 0x4b4d564b, 0x564b4d56, 0x4d));
                break;
            case 1:
                builder.Set(0x4000_0000, 0, new CpuidRegisters(0x4000_0006, 0x7263694d, 0x666f736f, 0x76482074));
                break;
            case 2:
                builder.Set(0x4000_0000, 0, default);
                break;
            default:
                break;
        }

        foreach ((uint leaf, uint subleaf) in CpuidOracle.Bits.Where(static bit => bit.Register < 4).Select(static bit => (bit.Leaf, bit.Subleaf)).Distinct())
        {
            if (random.Next(6) != 0)
            {
                CpuidRegisters registers = Registers(random, density);

                // These have the number of their highest subleaf in EAX.
                bool isNumbered = subleaf == 0 && leaf is 7 or 0x14 or 0x24;
                builder.Set(leaf, subleaf, isNumbered ? registers with { Eax = (uint)random.Next(4) } : registers);
            }
        }

        foreach (uint leaf in Plain)
        {
            if (random.Next(3) != 0)
            {
                builder.TryAdd(leaf, 0, Registers(random, density), out _);
                builder.TryAdd(leaf, 2, Registers(random, density), out _);
            }
        }

        AddRepeatedBits(builder, random);
        AddComponents(builder, random);
        foreach (uint msr in CpuidOracle.Bits.Where(static bit => bit.Register == 4).Select(static bit => bit.Leaf).Append(0xDA0u).Distinct())
        {
            if (random.Next(3) == 0)
            {
                builder.TryAddMsr(msr, (ulong)Word(random, density) << 32 | Word(random, density), out _);
            }
        }

        return builder.ToCpuidData();
    }

    /// <summary>As AMD does, with a mistake at times.</summary>
    private static void AddRepeatedBits(CpuidData.Builder builder, Random random)
    {
        const uint Repeated = 0x0183_F3FF;
        if (random.Next(2) == 0 && builder.TryGet(1, 0, out CpuidRegisters leaf1) && builder.TryGet(0x8000_0001, 0, out CpuidRegisters extended))
        {
            uint wrong = random.Next(3) == 0 ? 1u << random.Next(32) : 0;
            builder.Set(0x8000_0001, 0, extended with { Edx = (extended.Edx & ~Repeated) | (leaf1.Edx & Repeated) ^ wrong });
        }
    }

    private static void AddComponents(CpuidData.Builder builder, Random random)
    {
        if (random.Next(5) == 0)
        {
            return;
        }

        (uint Component, uint Offset, uint Size)[] areas =
            [(2, 576, 256), (3, 960, 64), (4, 1024, 64), (5, 1088, 64), (6, 1152, 512), (7, 1664, 1024), (9, 2688, 8), (17, 2752, 64), (18, 2816, 8192)];
        uint user = 3;
        uint end = 576;
        uint enabled = 576;
        foreach ((uint component, uint offset, uint size) in areas)
        {
            if (random.Next(3) != 0)
            {
                user |= 1u << (int)component;
                end = Math.Max(end, offset + size);
                enabled = random.Next(2) == 0 ? end : enabled;
                if (random.Next(20) != 0)
                {
                    builder.Set(0xD, component, new CpuidRegisters(size, offset, 0, 0));
                }
            }
        }

        builder.Set(0xD, 0, new CpuidRegisters(user, enabled, end, 0));
        if (builder.TryGet(0xD, 1, out CpuidRegisters extensions))
        {
            builder.Set(0xD, 1, extensions with { Ecx = random.Next(2) == 0 ? 0 : 0x1900u, Edx = 0 });
        }
    }

    private static CpuidRegisters Registers(Random random, int density) =>
        new(Word(random, density), Word(random, density), Word(random, density), Word(random, density));

    private static uint Word(Random random, int density) => density switch
    {
        0 => (uint)random.NextInt64() & (uint)random.NextInt64() & (uint)random.NextInt64(),
        1 => (uint)random.NextInt64() | (uint)random.NextInt64(),
        2 => random.Next(2) == 0 ? 0 : (uint)random.NextInt64(),
        _ => (uint)random.NextInt64(),
    };

    private static uint Word(string text, int at) => text.Length == 0
        ? 0
        : (uint)(text[at] | text[at + 1] << 8 | text[at + 2] << 16 | text[at + 3] << 24);
}
