using CpuFacility.Generators.Diagnostics;

namespace CpuFacility.Generators.Csv;

/// <summary>A data file's rows, reached by column name. Rows of a wrong length are reported and left out.</summary>
internal sealed class CsvTable
{
    private readonly Dictionary<string, int> _columns;

    private CsvTable(string path, IReadOnlyList<CsvCell> header, Dictionary<string, int> columns, List<CsvRow> rows)
    {
        Path = path;
        Header = header;
        _columns = columns;
        Rows = rows;
    }

    public string Path { get; }

    public IReadOnlyList<CsvCell> Header { get; }

    public IReadOnlyList<CsvRow> Rows { get; }

    /// <summary>Whether every line became a row. When not, a name that is not found may be on a line that was left out.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>The file as a whole, for what is wrong with no row in particular.</summary>
    public static CsvPosition Start(string path) => new(path, 0, 0, 0, 0);

    /// <summary>
    /// Reads a file; null when its header is unusable, which is then reported. Columns may stand in any order;
    /// <paramref name="optional"/> null accepts any further column.
    /// </summary>
    public static CsvTable? Read(
        string path, string text, IReadOnlyCollection<string> required, IReadOnlyCollection<string>? optional, DiagnosticBag diagnostics)
    {
        List<CsvLine> lines = CsvReader.Read(path, text, diagnostics, out bool complete);
        if (!complete && (lines.Count == 0 || lines[0].Position.Line > 0))
        {
            return null;
        }

        IReadOnlyList<CsvCell> header = lines.Count > 0 ? lines[0].Cells : [];
        Dictionary<string, int>? columns = ReadHeader(path, header, required, optional, diagnostics);
        if (columns is null)
        {
            return null;
        }

        var rows = new List<CsvRow>();
        var table = new CsvTable(path, header, columns, rows) { IsComplete = complete };
        foreach (CsvLine line in lines.Skip(1))
        {
            if (line.Cells.Count == header.Count)
            {
                rows.Add(new CsvRow(table, line));
            }
            else
            {
                table.IsComplete = false;
                diagnostics.Report(
                    DataDiagnostics.MalformedRow,
                    line.Position,
                    $"it has {Plural(line.Cells.Count)} where the header has {header.Count}");
            }
        }

        return table;
    }

    public bool Has(string column) => _columns.ContainsKey(column);

    public int ColumnIndex(string column) => _columns[column];

    private static Dictionary<string, int>? ReadHeader(
        string path,
        IReadOnlyList<CsvCell> header,
        IReadOnlyCollection<string> required,
        IReadOnlyCollection<string>? optional,
        DiagnosticBag diagnostics)
    {
        bool usable = true;
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < header.Count; i++)
        {
            CsvCell cell = header[i];
            bool known = optional is null ? cell.Text.Length > 0 : required.Contains(cell.Text) || optional.Contains(cell.Text);
            if (!known)
            {
                diagnostics.Report(
                    DataDiagnostics.UnknownColumn, cell.Position, cell.Text, string.Join(", ", required.Concat(optional ?? [])));
            }
            else if (columns.ContainsKey(cell.Text))
            {
                usable = false;
                diagnostics.Report(DataDiagnostics.DuplicateColumn, cell.Position, cell.Text);
            }
            else
            {
                columns.Add(cell.Text, i);
            }
        }

        string[] missing = [.. required.Where(column => !columns.ContainsKey(column))];
        if (missing.Length > 0)
        {
            usable = false;
            CsvPosition position = header.Count == 0 ? Start(path) : header[0].Position;
            diagnostics.Report(DataDiagnostics.MissingColumn, position, string.Join(", ", missing));
        }

        return usable ? columns : null;
    }

    private static string Plural(int cells) => cells == 1 ? "1 cell" : $"{cells} cells";
}

/// <summary>One row of a table.</summary>
internal sealed class CsvRow(CsvTable table, CsvLine line)
{
    public CsvPosition Position => line.Position;

    public CsvCell this[string column] => line.Cells[table.ColumnIndex(column)];

    /// <summary>The text of a column that the file may lack; empty when it does.</summary>
    public string TextOrEmpty(string column) => table.Has(column) ? this[column].Text : "";
}
