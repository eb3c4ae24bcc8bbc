using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using CpuFacility.X86;

namespace CpuFacility.Cpuid;

/// <summary>
/// The raw text of the tool <c>cpuid</c>: what <c>cpuid -r</c> and <c>cpuid -1 -r</c> print and <c>cpuid -f FILE</c> reads.
/// </summary>
/// <remarks>
/// <para>A line is <c>0x00000007 0x00: eax=0x00000000 ebx=0x219c07ab ecx=0x00400684 edx=0x00000010</c>; a heading <c>CPU 0:</c> or <c>CPU:</c>
/// begins a processor. Versions before 2006 print no subleaf: there, as for the tool itself, lines of one leaf that follow each other are subleaves
/// 0, 1, 2 and so on.</para>
/// <para>The text has no model-specific registers and no XCR0, and it lists the subleaves that the tool's version knows: the tables are not complete
/// (<see cref="CpuidData.IsComplete"/>).</para>
/// </remarks>
public static partial class CpuidText
{
    /// <summary>The longest text that is read, in characters: 16 Mi. A processor takes about eight thousand.</summary>
    public const int MaximumLength = 16 * 1024 * 1024;

    /// <summary>Reads the table of the first processor in a text.</summary>
    /// <param name="text">The text, at most <see cref="MaximumLength"/> characters.</param>
    /// <exception cref="FacilityFormatException">The text is no raw text of the tool; the exception has the position.</exception>
    public static CpuidData Read(ReadOnlySpan<char> text) =>
        TryRead(text, out CpuidData? data, out FacilityFormatError error) ? data : throw new FacilityFormatException(error);

    /// <summary>Reads the table of the first processor in a text, without an exception for bad input.</summary>
    /// <param name="text">The text, at most <see cref="MaximumLength"/> characters. All of it is checked.</param>
    /// <param name="data">The table, or null.</param>
    /// <param name="error">What is wrong, and from which character on.</param>
    /// <returns>Whether the text is raw text of the tool.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, [NotNullWhen(true)] out CpuidData? data, out FacilityFormatError error)
    {
        data = TryReadAll(text, out ImmutableArray<CpuidTextSection> sections, out error) ? sections[0].Data : null;
        return data is not null;
    }

    /// <summary>Reads one table for each processor in a text.</summary>
    /// <param name="text">The text, at most <see cref="MaximumLength"/> characters.</param>
    /// <exception cref="FacilityFormatException">The text is no raw text of the tool; the exception has the position.</exception>
    public static ImmutableArray<CpuidTextSection> ReadAll(ReadOnlySpan<char> text) =>
        TryReadAll(text, out ImmutableArray<CpuidTextSection> sections, out FacilityFormatError error)
            ? sections
            : throw new FacilityFormatException(error);

    /// <summary>Reads one table for each processor in a text, without an exception for bad input.</summary>
    /// <param name="text">The text, at most <see cref="MaximumLength"/> characters.</param>
    /// <param name="sections">The processors in the order of the text, at least one; empty if the text cannot be read.</param>
    /// <param name="error">What is wrong, and from which character on.</param>
    /// <returns>Whether the text is raw text of the tool.</returns>
    /// <remarks>Processors may differ in any line, as they do in their APIC ids; one processor may not have a line with two values.</remarks>
    public static bool TryReadAll(ReadOnlySpan<char> text, out ImmutableArray<CpuidTextSection> sections, out FacilityFormatError error)
    {
        sections = [];
        if (text.Length > MaximumLength)
        {
            error = new FacilityFormatError(
                MaximumLength, string.Create(null, $"The text has {text.Length} characters; at most {MaximumLength} are read."));
            return false;
        }

        var reader = new Lines();
        int position = text.StartsWith('\uFEFF') ? 1 : 0;
        for (int number = 1; position < text.Length; number++)
        {
            int length = text[position..].IndexOf('\n');
            ReadOnlySpan<char> line = length < 0 ? text[position..] : text.Slice(position, length);
            if (!reader.TryTake(new LineCursor(line, position, number), out error))
            {
                return false;
            }

            position += line.Length + 1;
        }

        return reader.TryFinish(text.Length, out sections, out error);
    }

    /// <summary>Writes a table as <c>cpuid -1 -r</c> does, without a number of the processor.</summary>
    /// <param name="data">The table. Its model-specific registers, XCR0 and completeness have no place in the text.</param>
    public static string Write(CpuidData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return WriteAll([new CpuidTextSection(null, data)]);
    }

    /// <summary>Writes tables of several processors as <c>cpuid -r</c> does.</summary>
    /// <param name="sections">The processors in the order in which they are to be written.</param>
    public static string WriteAll(params ReadOnlySpan<CpuidTextSection> sections)
    {
        var text = new StringBuilder();
        foreach (CpuidTextSection section in sections)
        {
            text.Append(section).Append('\n');
            foreach (CpuidEntry entry in section.Data.Entries)
            {
                text.Append("   ").Append(entry).Append('\n');
            }
        }

        return text.ToString();
    }
}
