using System.Collections.Immutable;
using CpuFacility.Cpuid;
using CpuFacility.X86;

namespace CpuFacility.Interop.Tests.Cpuid;

public class CpuidTextTests
{
    private const string Good = """
        CPU 0:
           0x00000000 0x00: eax=0x00000007 ebx=0x756e6547 ecx=0x6c65746e edx=0x49656e69
           0x00000001 0x00: eax=0x00000000 ebx=0x00020800 ecx=0x00000000 edx=0x00000000
           0x00000007 0x01: eax=0x00000001 ebx=0x00000000 ecx=0x00000000 edx=0x00000000
        CPU 5:
           0x00000000 0x00: eax=0x00000007 ebx=0x756e6547 ecx=0x6c65746e edx=0x49656e69
           0x00000001 0x00: eax=0x00000000 ebx=0x01020800 ecx=0x00000000 edx=0x00000000
           0x00000007 0x01: eax=0x00000001 ebx=0x00000000 ecx=0x00000000 edx=0x00000000

        """;

    /// <summary>As versions before 2006 print, and as people write by hand.</summary>
    private const string Old = """
           0x00000000: eax=0x00000004 ebx=0x756e6547 ecx=0x6c65746e edx=0x49656e69
           0x00000004: eax=0x00000121 ebx=0x00000001 ecx=0x00000002 edx=0x00000003
           0x00000004: eax=0x00000122 ebx=0x00000001 ecx=0x00000002 edx=0x00000003
         0x00000004: eax=0x00000000 ebx=0x00000000 ecx=0x00000002 edx=0x00000003
           0x5 0x1: eax=0x0 ebx=0x1 ecx=0x00000002 edx=0x00000003

        """;

    [Fact]
    public void ReadAll_TwoProcessors_GivesATableForEach()
    {
        ImmutableArray<CpuidTextSection> sections = CpuidText.ReadAll(Good);
        Assert.Equal(2, sections.Length);
        Assert.Equal(0u, sections[0].Processor);
        Assert.Equal(5u, sections[1].Processor);
        Assert.Equal<IEnumerable<CpuidEntry>>(
            [
                new(0, 0, new(7, 0x756e6547, 0x6c65746e, 0x49656e69)),
                new(1, 0, new(0, 0x0102_0800, 0, 0)),
                new(7, 1, new(1, 0, 0, 0)),
            ],
            sections[1].Data.Entries);
        Assert.False(sections[0].Data.IsComplete);
        Assert.Empty(sections[0].Data.Msrs);
        Assert.Equal(sections[0].Data, CpuidText.Read(Good));
        Assert.Equal(Good, CpuidText.WriteAll(sections.AsSpan()));
        Assert.Equal(Good.Split("CPU 5")[0].Replace("CPU 0:", "CPU:", StringComparison.Ordinal), CpuidText.Write(sections[0].Data));
    }

    [Fact]
    public void Read_AsEditorsSaveIt_IsTheSame()
    {
        CpuidData data = CpuidText.Read(Good);
        Assert.Equal(data, CpuidText.Read($"\uFEFF{Good.Replace("\n", " \r\n\r\n", StringComparison.Ordinal)}"));
        Assert.Equal(data, CpuidText.Read(Good.Replace("   ", "\t", StringComparison.Ordinal).TrimEnd()));
        Assert.Equal(data, CpuidText.Read(Good.Replace("CPU 0:", "CPU:", StringComparison.Ordinal)));
        Assert.Equal(data, CpuidText.Read(Good.AsSpan(Good.IndexOf('\n', StringComparison.Ordinal))));
    }

    [Fact]
    public void Read_LinesWithoutSubleaf_CountThem()
    {
        CpuidTextSection section = Assert.Single(CpuidText.ReadAll(Old));
        Assert.Null(section.Processor);
        Assert.Equal<IEnumerable<(uint, uint)>>(
            [(0, 0), (4, 0), (4, 1), (4, 2), (5, 1)], section.Data.Entries.Select(static entry => (entry.Leaf, entry.Subleaf)));
        Assert.Equal(new CpuidRegisters(0x122, 1, 2, 3), section.Data.Entries[2].Registers);
    }

    /// <summary>The tool reads a raw text and prints it again: it must see in it what the library sees.</summary>
    [SkippableFact]
    public void Read_OldAndNewForms_AreReadAsTheToolReadsThem()
    {
        CpuidTool.Require();
        foreach (string text in (string[])[Good, $"CPU:\n{Old}", Old])
        {
            (string repeated, string errors, int exitCode) = CpuidTool.Repeat(text);
            Assert.True(exitCode == 0, errors);
            Assert.Equal(repeated, CpuidText.WriteAll(CpuidText.ReadAll(text).AsSpan())[(text == Old ? "CPU:\n".Length : 0)..]);
        }
    }

    [SkippableFact]
    public void Write_TablesOfAllKinds_AreReadByTheTool()
    {
        CpuidTool.Require();
        for (int seed = 0; seed < 50; seed++)
        {
            CpuidData data = AnyTables.Create(seed, withMsrs: false, isComplete: false);
            string text = seed % 2 == 0 ? CpuidText.Write(data) : CpuidText.WriteAll(new(3, data), new(1, data));
            Assert.Equal((text, "", 0), CpuidTool.Repeat(text));
            Assert.Equal(data, CpuidText.Read(text));
        }
    }

    [SkippableFact]
    public void ReadAll_ThisMachine_GivesEveryLineOfTheTool()
    {
        CpuidTool.Require();
        string all = Command.Run("cpuid", "-r");
        ImmutableArray<CpuidTextSection> sections = CpuidText.ReadAll(all);
        Assert.Equal(all.Split('\n').Count(static line => line.StartsWith("CPU", StringComparison.Ordinal)), sections.Length);
        Assert.Equal(all, CpuidText.WriteAll(sections.AsSpan()));
        string one = Command.Run("cpuid", "-1", "-r");
        Assert.Equal(one, CpuidText.Write(CpuidText.Read(one)));
    }

    [Theory]
    [InlineData("¦", "no line of CPUID")]
    [InlineData("\n \n¦", "no line of CPUID")]
    [InlineData("CPU¦:\n", "The CPU has no lines behind its heading")]
    [InlineData("CPU¦:\nCPU 1:\n0x0: eax=0x0 ebx=0x0 ecx=0x0 edx=0x0", "The CPU has no lines behind its heading")]
    [InlineData("CPU ¦x:\n", "In line 1: a heading is 'CPU:' or 'CPU 0:'.")]
    [InlineData("CPU ¦4294967296:\n", "a heading is 'CPU:' or 'CPU 0:'")]
    [InlineData("CPU 1¦\n", "a heading ends with ':'")]
    [InlineData("CPU 1: ¦x\n", "a heading ends with ':'")]
    [InlineData("CPU 1:\n0x0: eax=0x0 ebx=0x0 ecx=0x0 edx=0x0\nCPU¦ 1:", "In line 3: CPU 1 has two headings.")]
    [InlineData("¦Vendor: Intel", "a line begins with the leaf")]
    [InlineData("\n  ¦eax=1", "In line 2: a line begins with the leaf")]
    [InlineData("¦0x: eax=0x0", "a line begins with the leaf")]
    [InlineData("¦0x000000001: eax=0x0", "a line begins with the leaf")]
    [InlineData("0x0 ¦0: eax=0x0", "behind the leaf comes the subleaf")]
    [InlineData("0x0¦", "behind the leaf comes the subleaf")]
    [InlineData("0x0 0x0¦ : eax=0x0", "behind leaf and subleaf comes ':'")]
    [InlineData("0x0: ¦ebx=0x0", "the registers are written as")]
    [InlineData("0x0: eax=¦0", "the registers are written as")]
    [InlineData("0x0: eax=¦0x100000000", "the registers are written as")]
    [InlineData("0x0: eax=0x0 ebx=0x0 ecx=0x0 edx=0x0 ¦x", "the registers are written as")]
    [InlineData("0x0: eax=0x0 ebx=0x0 ecx=0x0 edx=0x0 ¦\u00A0", "the registers are written as")]
    [InlineData("0x0 0x0: eax=0x0 ebx=0x0 ecx=0x0 edx=0x0\n  ¦0x0 0x0: eax=0x1 ebx=0x0 ecx=0x0 edx=0x0", "In line 2: Leaf 0x00000000 subleaf 0x00 is listed twice")]
    public void TryRead_WrongText_NamesThePlace(string marked, string reason)
    {
        foreach (string prefix in (string[])["", "\uFEFF"])
        {
            (string text, int position) = Marked.Read(prefix + marked);
            Assert.False(CpuidText.TryRead(text, out CpuidData? data, out FacilityFormatError error));
            Assert.Null(data);
            Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
            Assert.Equal(position, error.Position);
            Assert.Equal(position, Assert.Throws<FacilityFormatException>(() => CpuidText.Read(text)).Position);
            Assert.Throws<FacilityFormatException>(() => CpuidText.ReadAll(text));
        }
    }

    [Fact]
    public void TryRead_TooLongOrTooManyLines_IsRefusedInOnePass()
    {
        string text = Good.PadRight(CpuidText.MaximumLength);
        Assert.True(CpuidText.TryRead(text, out _, out _));
        Assert.False(CpuidText.TryRead(text + " ", out _, out FacilityFormatError error));
        Assert.Equal(CpuidText.MaximumLength, error.Position);

        string lines = string.Concat(Enumerable.Range(0, CpuidData.MaximumEntries).Select(static i => $"0x{i:x} 0x0: eax=0x0 ebx=0x0 ecx=0x0 edx=0x0\n"));
        Assert.Equal(CpuidData.MaximumEntries, CpuidText.Read(lines).Entries.Length);
        Assert.False(CpuidText.TryRead(lines + "0xfffff 0x0: eax=0x0 ebx=0x0 ecx=0x0 edx=0x0", out _, out error));
        Assert.Equal(lines.Length, error.Position);
    }

    [Fact]
    public void TryRead_CutAnywhere_IsReadOrRefusedAtAPlace()
    {
        for (int length = 0; length < Good.Length; length++)
        {
            // A cut within the last number leaves a shorter number.
            ReadOnlySpan<char> cut = Good.AsSpan(0, length);
            if (CpuidText.TryReadAll(cut, out ImmutableArray<CpuidTextSection> sections, out FacilityFormatError error))
            {
                Assert.Equal(cut.Count("edx=0x".AsSpan()), sections.Sum(static section => section.Data.Entries.Length));
            }
            else
            {
                Assert.InRange(error.Position, 0, length);
                Assert.Empty(sections);
            }
        }
    }

    [Fact]
    public void TryRead_ChangedOrRandomTexts_AreReadOrRefusedAtAPlace()
    {
        var random = new Random(20261124);
        int refused = 0;
        for (int i = 0; i < 20_000; i++)
        {
            char[] text = Good.ToCharArray();
            for (int changes = random.Next(1, i % 10 == 0 ? text.Length : 3); changes > 0; changes--)
            {
                text[random.Next(text.Length)] = random.Next(4) == 0 ? (char)random.Next(0x10000) : random.GetItems<char>("0123456789abcdefCPU:=x \r\n\0", 1)[0];
            }

            if (CpuidText.TryReadAll(text, out ImmutableArray<CpuidTextSection> sections, out FacilityFormatError error))
            {
                Assert.True(sections.SequenceEqual(CpuidText.ReadAll(CpuidText.WriteAll(sections.AsSpan()))), new string(text));
            }
            else
            {
                refused++;
                Assert.InRange(error.Position, 0, text.Length);
            }
        }

        Assert.InRange(refused, 5_000, 19_999);
    }
}
