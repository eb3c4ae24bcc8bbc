using System.Text;

namespace CpuFacility.Testing;

/// <summary>Reads a table of comma-separated values by column, cells in quotation marks included: apart from the generator's own reader.</summary>
internal static class CsvRows
{
    public static List<Dictionary<string, string>> Read(string path)
    {
        string[] lines = File.ReadAllLines(path);
        List<string> columns = Split(lines[0]);
        return
        [
            .. lines.Skip(1).Select(line => columns.Zip(Split(line)).ToDictionary(static cell => cell.First, static cell => cell.Second, StringComparer.Ordinal)),
        ];
    }

    private static List<string> Split(string line)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        bool isQuoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == '"')
            {
                // A doubled mark inside a quoted cell is one mark.
                if (isQuoted && i + 1 < line.Length && line[i + 1] == '"')
                {
                    cell.Append('"');
                    i++;
                }
                else
                {
                    isQuoted = !isQuoted;
                }
            }
            else if (line[i] == ',' && !isQuoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(line[i]);
            }
        }

        cells.Add(cell.ToString());
        return cells;
    }
}
