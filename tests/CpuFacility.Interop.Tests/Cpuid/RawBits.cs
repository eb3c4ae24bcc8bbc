using System.Globalization;
using CpuFacility.Testing;
using CpuFacility.X86;

namespace CpuFacility.Interop.Tests.Cpuid;

/// <summary>What a table has, bit by bit and straight from the data files: an oracle that shares no code with the library's decoding.</summary>
internal static class RawBits
{
    private static readonly Dictionary<string, (int Register, uint Leaf, uint Subleaf)> Blocks =
        Rows("blocks.csv").ToDictionary(static row => row[0], static row => (int.Parse(row[4], CultureInfo.InvariantCulture), Number(row[5]), Number(row[6])));

    private static readonly (string Block, int Bit)[] Facilities =
        [.. Rows("facilities.csv").Select(static row => (row[2], row[3].Length == 0 ? -1 : int.Parse(row[3], CultureInfo.InvariantCulture)))];

    public static FacilitySet Read(CpuidData data)
    {
        var found = new List<int>();
        for (int index = 0; index < Facilities.Length; index++)
        {
            (string block, int bit) = Facilities[index];
            if (block.Length > 0 && IsOn(data, Blocks[block], bit))
            {
                found.Add(index);
            }
        }

        return FacilitySet.Create([.. found]);
    }

    private static bool IsOn(CpuidData data, (int Register, uint Leaf, uint Subleaf) block, int bit)
    {
        ulong value = data.TryGet(block.Leaf, block.Subleaf, out CpuidRegisters registers) ? block.Register switch
        {
            0 => registers.Eax,
            1 => registers.Ebx,
            2 => registers.Ecx,
            _ => registers.Edx,
        } : 0;
        if (block.Register == 4)
        {
            value = data.TryGetMsr(block.Leaf, out ulong msr) ? msr : 0;
        }

        return (value >> bit & 1) != 0;
    }

    private static uint Number(string text) => text.StartsWith("0x", StringComparison.Ordinal)
        ? uint.Parse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
        : uint.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<string[]> Rows(string file) =>
        File.ReadLines(RepositoryFolder.Locate("src", "CpuFacility", "Architectures", "X86", "Data", file)).Skip(1).Select(static line => line.Split(','));
}
