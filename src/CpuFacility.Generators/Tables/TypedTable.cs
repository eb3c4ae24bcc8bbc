using CpuFacility.Generators.Csv;
using CpuFacility.Generators.Diagnostics;
using CpuFacility.Generators.Model;
using CpuFacility.Generators.Pipeline;

namespace CpuFacility.Generators.Tables;

/// <summary>
/// vendors.csv, leaves.csv, properties.EDITION.csv and the like: facts that only the architecture's own code reads. The first column names the
/// row, and no other row has the same there.
/// </summary>
/// <remarks>
/// A column's header says after a colon what its cells are: <c>number</c> (32 bits, decimal or after <c>0x</c> hexadecimal), <c>bits</c> (64
/// bits, only such that the block before it has), <c>facility</c>, <c>block</c>, <c>bit</c> (of the block before it), <c>mark</c> or <c>text</c>,
/// which goes without saying. After a question mark, as in <c>mark?</c>, a cell can be empty; a bit is where the row has no block. The block before
/// a column is that of the nearest column of blocks to its left.
/// </remarks>
internal static class TypedTable
{
    /// <summary>-1 as two's complement.</summary>
    private const ulong None = ulong.MaxValue;

    private static readonly (string Word, ColumnKind Kind)[] Kinds =
    [
        ("text", ColumnKind.Text),
        ("number", ColumnKind.Number),
        ("bits", ColumnKind.Bits),
        ("facility", ColumnKind.Facility),
        ("block", ColumnKind.Block),
        ("bit", ColumnKind.Bit),
        ("mark", ColumnKind.Mark),
    ];

    /// <summary>The kinds whose cells can be empty: none is then -1, which is no value of theirs.</summary>
    private static readonly ColumnKind[] CanBeEmpty = [ColumnKind.Facility, ColumnKind.Block, ColumnKind.Mark];

    public static readonly string[] Required = [];

    /// <summary>Whether a file of a name that no other kind has is such a table: its first header says what the cells are, as in <c>name:text</c>.</summary>
    public static bool IsOwn(DataFile file)
    {
        int end = file.Text.IndexOfAny([',', '\r', '\n']);
        return file.Text.LastIndexOf(':', end < 0 ? file.Text.Length - 1 : end) >= 0;
    }

    public static void Read(CsvTable table, string file, CatalogModel model, CellChecks checks, DiagnosticBag diagnostics)
    {
        if (!NestedClasses.IsFree(file, table, model, diagnostics))
        {
            return;
        }

        if (table.Header.Count == 0)
        {
            diagnostics.Report(DataDiagnostics.MissingColumn, CsvTable.Start(table.Path), "a first column, which names the row");
            return;
        }

        List<Column> columns = checks.Columns(table, known: [], cell => ReadHeader(cell, diagnostics), Identifier.FromName(file));
        int[] blocks = FindBlocks(table, columns, diagnostics);
        string key = table.Header[0].Text;
        bool isKeyText = columns.TrueForAll(column => column.Name != key || column.IsText);
        var rows = new List<TypedCell[]>();
        var seen = new Dictionary<(string Text, ulong? Value), CsvPosition>();
        foreach (CsvRow row in table.Rows)
        {
            var cells = new TypedCell[columns.Count];
            (string Text, ulong? Value) name = (row[key].Text, null);
            for (int i = 0; i < cells.Length; i++)
            {
                Column column = columns[i];
                bool hasBlock = blocks[i] >= 0 && row[columns[blocks[i]].Name].Text.Length > 0;
                int block = blocks[i] < 0 ? -1 : unchecked((int)(long)cells[blocks[i]].Value);
                ulong? value = ReadCell(row, column, hasBlock, block, model, checks, diagnostics);
                cells[i] = new TypedCell(row[column.Name].Text, value ?? (column.Kind is ColumnKind.Number or ColumnKind.Bits ? 0 : None));
                name = column.Name == key && value is not null ? ("", value) : name;
            }

            if (isKeyText)
            {
                checks.Text(row, key);
            }

            if (seen.TryGetValue(name, out CsvPosition first))
            {
                diagnostics.Report(DataDiagnostics.DuplicateRow, row[key].Position, row[key].Text, CellChecks.LineOf(first));
                continue;
            }

            seen.Add(name, row[key].Position);
            rows.Add(cells);
        }

        model.TypedTables.Add(new TypedTableModel(file, columns, rows));
    }

    /// <summary>What a column's header says of its cells; null, and reported, when that is no kind.</summary>
    private static (string Name, ColumnKind Kind, bool MayBeEmpty)? ReadHeader(CsvCell cell, DiagnosticBag diagnostics)
    {
        int colon = cell.Text.IndexOf(':');
        if (colon < 0)
        {
            return (cell.Text, ColumnKind.Text, true);
        }

        string word = cell.Text.Substring(colon + 1);
        bool mayBeEmpty = word.EndsWith("?", StringComparison.Ordinal);
        string kind = mayBeEmpty ? word.Substring(0, word.Length - 1) : word;
        int index = Array.FindIndex(Kinds, candidate => candidate.Word == kind && (!mayBeEmpty || CanBeEmpty.Contains(candidate.Kind)));
        if (index >= 0)
        {
            return (cell.Text.Substring(0, colon), Kinds[index].Kind, mayBeEmpty);
        }

        IEnumerable<string> known = Kinds.SelectMany(
            candidate => CanBeEmpty.Contains(candidate.Kind) ? [candidate.Word, candidate.Word + "?"] : (string[])[candidate.Word]);
        diagnostics.Report(DataDiagnostics.UnknownWord, cell.Position, word, cell.Text, string.Join(", ", known));
        return null;
    }

    /// <summary>By column, the column that has the block which it speaks of, -1 for none. A bit without one is reported and left out.</summary>
    private static int[] FindBlocks(CsvTable table, List<Column> columns, DiagnosticBag diagnostics)
    {
        var blocks = new List<int>();
        int nearest = -1;
        for (int i = 0; i < columns.Count; i++)
        {
            if (columns[i].Kind == ColumnKind.Bit && nearest < 0)
            {
                CsvCell header = table.Header[table.ColumnIndex(columns[i].Name)];
                diagnostics.Report(DataDiagnostics.MissingColumn, header.Position, $"a column of blocks before '{header.Text}'");
                columns.RemoveAt(i--);
                continue;
            }

            blocks.Add(columns[i].Kind is ColumnKind.Bit or ColumnKind.Bits ? nearest : -1);
            nearest = columns[i].Kind == ColumnKind.Block ? i : nearest;
        }

        return [.. blocks];
    }

    /// <summary>What a cell stands for; null for a text, and for a cell that is wrong, which is then reported.</summary>
    private static ulong? ReadCell(
        CsvRow row, Column column, bool hasBlock, int block, CatalogModel model, CellChecks checks, DiagnosticBag diagnostics)
    {
        CsvCell cell = row[column.Name];
        return column.Kind switch
        {
            ColumnKind.Bit => ReadBit(cell, column, hasBlock, block, checks, diagnostics),
            ColumnKind.Number => checks.Number(row, column.Name, 0, uint.MaxValue),
            ColumnKind.Bits => checks.Mask(row, column.Name, block < 0 ? 64 : model.Blocks[block].Bits ?? 64),
            ColumnKind.Text => null,
            _ when column.MayBeEmpty && cell.Text.Length == 0 => None,
            ColumnKind.Facility => Index(checks.Facility(cell)),
            ColumnKind.Block => Index(checks.Block(cell)),
            ColumnKind.Mark => Index(checks.Find(model.Marks, cell, DataDiagnostics.UnknownMark)),
            _ => null,
        };
    }

    /// <summary>A bit of the row's block: none where the row has no block. Where the block is wrong, nothing is said of the bit.</summary>
    private static ulong? ReadBit(CsvCell cell, Column column, bool hasBlock, int block, CellChecks checks, DiagnosticBag diagnostics)
    {
        if (hasBlock)
        {
            return block < 0 || checks.Bit(cell, block) is not int bit ? null : Index(bit);
        }

        if (cell.Text.Length == 0)
        {
            return None;
        }

        string has = $"no bits: '{column.Name}' is for rows that name a block";
        diagnostics.Report(DataDiagnostics.BitOutOfBlock, cell.Position, cell.Text, "", has);
        return null;
    }

    private static ulong? Index(int index) => index < 0 ? null : (ulong)index;
}
