using System.Globalization;
using CpuFacility.Testing;
using CpuFacility.X86;

namespace CpuFacility.Tests.Architectures.X86.Cpuid;

/// <summary>Reads facilities bit by bit from the rows of the data files, without a table, a mask or a run of the library's.</summary>
internal static class CpuidOracle
{
    public const uint HypervisorLeaf = 0x4000_0000;

    public static readonly OracleBit[] Bits = ReadBits();

    public static FacilitySet Read(CpuidData table)
    {
        var facilities = new List<int>();
        foreach (OracleBit bit in Bits)
        {
            if (ReadBit(table, bit) == true)
            {
                facilities.Add(bit.Index);
            }
        }

        return FacilitySet.Create([.. facilities]);
    }

    /// <summary>The bit; null if its line or MSR is not listed.</summary>
    public static bool? ReadBit(CpuidData table, OracleBit bit)
    {
        if (bit.Register == 4)
        {
            foreach (MsrEntry msr in table.Msrs)
            {
                if (msr.Index == bit.Leaf)
                {
                    return (msr.Value & (1UL << bit.Bit)) != 0;
                }
            }

            return null;
        }

        if (bit.Leaf == HypervisorLeaf + 1 && NamesAnotherHypervisor(table))
        {
            return false;
        }

        foreach (CpuidEntry entry in table.Entries)
        {
            if (entry.Leaf == bit.Leaf && entry.Subleaf == bit.Subleaf)
            {
                uint[] registers = [entry.Registers.Eax, entry.Registers.Ebx, entry.Registers.Ecx, entry.Registers.Edx];
                return (registers[bit.Register] & (1u << bit.Bit)) != 0;
            }
        }

        return null;
    }

    public static bool NamesAnotherHypervisor(CpuidData table)
    {
        foreach (CpuidEntry entry in table.Entries)
        {
            if (entry.Leaf == HypervisorLeaf && entry.Subleaf == 0)
            {
                CpuidRegisters name = entry.Registers;
                return (name.Ebx, name.Ecx, name.Edx) is not ((0, 0, 0) or (0x4b4d564b, 0x564b4d56, 0x4d));
            }
        }

        return false;
    }

    private static OracleBit[] ReadBits()
    {
        Dictionary<string, string[]> blocks = ReadRows("blocks.csv").ToDictionary(static row => row[0]);
        string[][] facilities = ReadRows("facilities.csv");
        return [.. Enumerable.Range(0, facilities.Length).Select(index =>
        {
            string[] row = facilities[index];
            string[] block = blocks[row[2]];
            return new OracleBit(index, row[0], Number(block[5]), Number(block[6]), (int)Number(block[4]), (int)Number(row[3]));
        })];
    }

    // Only titles, the last column, are quoted.
    private static string[][] ReadRows(string file) =>
        [.. File.ReadLines(RepositoryFolder.Locate("src", "CpuFacility", "Architectures", "X86", "Data", file))
            .Skip(1)
            .Select(static line => line.Split(','))];

    private static uint Number(string text) => text.StartsWith("0x", StringComparison.Ordinal)
        ? uint.Parse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
        : uint.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Where the data files say that a facility is; register 4 is an MSR.</summary>
    internal sealed record OracleBit(int Index, string Name, uint Leaf, uint Subleaf, int Register, int Bit);
}
