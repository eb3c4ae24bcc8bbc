using System.Text;
using CpuFacility.Generators.Diagnostics;

namespace CpuFacility.Generators.Csv;

/// <summary>
/// Reads comma-separated text as RFC 4180 has it, narrowed so that one row is one line: a quoted cell ends on its own line.
/// Lines end in LF or CR LF. There are no comments, no empty lines, and no white space around cells.
/// </summary>
internal static class CsvReader
{
    /// <summary>All lines that are well-formed; the others are reported, left out, and make <paramref name="complete"/> false.</summary>
    public static List<CsvLine> Read(string path, string text, DiagnosticBag diagnostics, out bool complete)
    {
        complete = true;
        var lines = new List<CsvLine>();
        int offset = 0;
        for (int line = 0; offset < text.Length; line++)
        {
            int end = text.IndexOf('\n', offset);
            int next = end < 0 ? text.Length : end + 1;
            int length = (end < 0 ? text.Length : end) - offset;
            if (length > 0 && text[offset + length - 1] == '\r')
            {
                length--;
            }

            var position = new CsvPosition(path, line, 0, offset, length);
            List<CsvCell>? cells = ReadLine(text.Substring(offset, length), position, diagnostics);
            if (cells is null)
            {
                complete = false;
            }
            else
            {
                lines.Add(new CsvLine(cells, position));
            }

            offset = next;
        }

        return lines;
    }

    private static List<CsvCell>? ReadLine(string line, CsvPosition position, DiagnosticBag diagnostics)
    {
        if (line.Length == 0)
        {
            diagnostics.Report(DataDiagnostics.MalformedRow, position, "the line is empty");
            return null;
        }

        var cells = new List<CsvCell>();
        int start = 0;
        while (true)
        {
            string? problem = ReadCell(line, start, out string text, out int end);
            CsvPosition cell = position with { Column = start, Offset = position.Offset + start, Length = end - start };
            if (problem is not null)
            {
                diagnostics.Report(DataDiagnostics.MalformedRow, cell, problem);
                return null;
            }

            cells.Add(new CsvCell(text, cell));
            if (end == line.Length)
            {
                return cells;
            }

            start = end + 1;
        }
    }

    /// <summary>Reads the cell at <paramref name="start"/> up to the comma or the end of the line; returns what is wrong with it.</summary>
    private static string? ReadCell(string line, int start, out string text, out int end)
    {
        if (start == line.Length || line[start] != '"')
        {
            end = line.IndexOf(',', start);
            end = end < 0 ? line.Length : end;
            text = line.Substring(start, end - start);
            return text.IndexOf('"') >= 0 ? "a quotation mark stands inside a cell that is not quoted"
                : text.Trim() != text ? "the cell begins or ends with white space"
                : null;
        }

        var content = new StringBuilder();
        for (end = start + 1; end < line.Length; end++)
        {
            if (line[end] != '"')
            {
                content.Append(line[end]);
            }
            else if (end + 1 < line.Length && line[end + 1] == '"')
            {
                content.Append('"');
                end++;
            }
            else
            {
                end++;
                text = content.ToString();
                return end == line.Length || line[end] == ',' ? null : "text follows the closing quotation mark";
            }
        }

        text = content.ToString();
        return "the closing quotation mark is missing";
    }
}
