using System.Globalization;
using CpuFacility.Generators.Csv;
using CpuFacility.Generators.Diagnostics;
using CpuFacility.Generators.Model;
using Microsoft.CodeAnalysis;

namespace CpuFacility.Generators.Tables;

/// <summary>Reads cells as the kinds of value that the tables share; what is wrong is reported at the cell.</summary>
internal sealed class CellChecks(CatalogModel model, DiagnosticBag diagnostics)
{
    /// <summary>The text of a cell that must have one; empty when it has none.</summary>
    public string Text(CsvRow row, string column)
    {
        CsvCell cell = row[column];
        if (cell.Text.Length == 0)
        {
            diagnostics.Report(DataDiagnostics.EmptyCell, cell.Position, column);
        }

        return cell.Text;
    }

    /// <summary>A published name; null when the cell holds none.</summary>
    public string? Name(CsvRow row, string column)
    {
        CsvCell cell = row[column];
        if (Identifier.IsName(cell.Text))
        {
            return cell.Text;
        }

        diagnostics.Report(DataDiagnostics.InvalidName, cell.Position, cell.Text);
        return null;
    }

    /// <summary>
    /// A name of a CPU model: expressions must be able to begin with it, and it may have a slash (<c>conan/doyle</c>). Null when the cell holds none.
    /// </summary>
    public string? ModelName(CsvRow row, string column)
    {
        CsvCell cell = row[column];
        if (Identifier.IsName(cell.Text.Replace('/', '-')))
        {
            if (cell.Text[0] is not ('.' or '_' or '-' or '+' or '/'))
            {
                return cell.Text;
            }

            diagnostics.Report(DataDiagnostics.InvalidModelName, cell.Position, cell.Text);
            return null;
        }

        diagnostics.Report(DataDiagnostics.InvalidName, cell.Position, cell.Text);
        return null;
    }

    /// <summary>One of a few words; null when the cell holds another.</summary>
    public string? Word(CsvRow row, string column, params string[] words)
    {
        CsvCell cell = row[column];
        if (words.Contains(cell.Text))
        {
            return cell.Text;
        }

        diagnostics.Report(DataDiagnostics.UnknownWord, cell.Position, cell.Text, column, string.Join(", ", words));
        return null;
    }

    /// <summary>A version such as <c>7.2</c>: two to four decimal numbers, as <c>System.Version</c> holds them.</summary>
    public string Version(CsvRow row, string column)
    {
        CsvCell cell = row[column];
        string[] numbers = cell.Text.Split('.');
        if (numbers.Length is < 2 or > 4 || !numbers.All(static number => number.All(static digit => digit is >= '0' and <= '9') && int.TryParse(number, out _)))
        {
            diagnostics.Report(DataDiagnostics.InvalidSince, cell.Position, cell.Text);
        }

        return cell.Text;
    }

    /// <summary>A decimal or (after <c>0x</c>) hexadecimal number, both bounds allowed; null when the cell holds none.</summary>
    public uint? Number(CsvRow row, string column, uint least, uint greatest, uint factor = 1)
    {
        CsvCell cell = row[column];
        if (TryParse(cell.Text, out uint value) && value >= least && value <= greatest && value % factor == 0)
        {
            return value;
        }

        string kind = factor == 1 ? "number" : $"multiple of {Invariant(factor)}";
        string wanted = $"{kind} from {Invariant(least)} to {Invariant(greatest)}";
        diagnostics.Report(DataDiagnostics.InvalidNumber, cell.Position, cell.Text, column, wanted);
        return null;
    }

    /// <summary>A mask over the lowest bits, at most 64, decimal or (after <c>0x</c>) hexadecimal; null when the cell holds none.</summary>
    public ulong? Mask(CsvRow row, string column, int bits)
    {
        CsvCell cell = row[column];
        ulong all = bits >= 64 ? ulong.MaxValue : (1UL << bits) - 1;
        bool isMask = cell.Text.StartsWith("0x", StringComparison.Ordinal)
            ? ulong.TryParse(cell.Text.Substring(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong value)
            : ulong.TryParse(cell.Text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        if (isMask && (value & ~all) == 0)
        {
            return value;
        }

        diagnostics.Report(DataDiagnostics.InvalidNumber, cell.Position, cell.Text, column, $"mask of bits 0 to {Invariant((uint)Math.Min(bits, 64) - 1)}");
        return null;
    }

    /// <summary>The index of a facility, -1 when there is none of that name.</summary>
    public int Facility(CsvCell cell) => Find(model.Facilities, cell, DataDiagnostics.UnknownFacility);

    /// <summary>The index of a block, -1 when there is none of that name.</summary>
    public int Block(CsvCell cell) => Find(model.Blocks, cell, DataDiagnostics.UnknownBlock);

    /// <summary>The index of what a row of another table names, -1 when there is none of that name.</summary>
    public int Find<T>(NamedList<T> list, CsvCell cell, DiagnosticDescriptor unknown)
        where T : INamed
    {
        int index = list.IndexOf(cell.Text);
        if (index < 0 && list.IsComplete)
        {
            diagnostics.Report(unknown, cell.Position, cell.Text);
        }

        return index;
    }

    /// <summary>A hash of 32 hexadecimal digits in lower case, as two words; null when the cell holds none.</summary>
    public (ulong Upper, ulong Lower)? Hash(CsvRow row, string column)
    {
        const int Digits = 32;
        CsvCell cell = row[column];
        int wrong = cell.Text.ToList().FindIndex(static c => c is not ((>= '0' and <= '9') or (>= 'a' and <= 'f')));
        if (wrong < 0 && cell.Text.Length == Digits)
        {
            return (Word(cell.Text.Substring(0, Digits / 2)), Word(cell.Text.Substring(Digits / 2)));
        }

        string fault = wrong < 0
            ? $"it has {Invariant((uint)cell.Text.Length)}"
            : $"character {Invariant((uint)wrong + 1)} is '{cell.Text[wrong]}'";
        diagnostics.Report(DataDiagnostics.InvalidHash, cell.Position, cell.Text, Invariant(Digits), fault);
        return null;

        static ulong Word(string digits) => ulong.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// A bit of a block: -1 for the empty cell that a block without bits asks for; null when the bit is not in the block.
    /// </summary>
    public int? Bit(CsvCell cell, int block)
    {
        int? width = block < 0 ? null : model.Blocks[block].Bits;
        bool fits = width == 0
            ? cell.Text.Length == 0
            : TryParse(cell.Text, out uint bit) && bit < (uint)(width ?? (int)BlocksTable.MaxBits);
        if (!fits)
        {
            string has = width switch
            {
                null => $"at most {Invariant(BlocksTable.MaxBits)} bits",
                0 => "no bits: the cell must be empty",
                _ => $"the bits 0 to {Invariant((uint)width - 1)}",
            };
            diagnostics.Report(DataDiagnostics.BitOutOfBlock, cell.Position, cell.Text, block < 0 ? "?" : model.Blocks[block].Name, has);
            return null;
        }

        return cell.Text.Length == 0 ? -1 : TryParse(cell.Text, out uint value) ? (int)value : null;
    }

    /// <summary>The member name for what a row names: the column <c>identifier</c> where it is filled, else made of the name.</summary>
    public string? MemberName(CsvRow row, string name, CsvPosition namePosition, Dictionary<string, string> taken)
    {
        string given = row.TextOrEmpty("identifier");
        CsvPosition position = given.Length > 0 ? row["identifier"].Position : namePosition;
        string identifier = given.Length > 0 ? given : Identifier.FromName(name);
        if (!Identifier.IsValid(identifier))
        {
            diagnostics.Report(DataDiagnostics.InvalidIdentifier, position, identifier, name);
            return null;
        }

        if (taken.TryGetValue(identifier, out string? other))
        {
            diagnostics.Report(DataDiagnostics.DuplicateIdentifier, position, identifier, name, other);
            return null;
        }

        taken.Add(identifier, name);
        return identifier;
    }

    /// <summary>
    /// The columns of a table beyond the known ones, which are the architecture's own: of numbers, or of texts where the name ends in
    /// <c>:text</c>. A column whose name cannot name a member is reported and left out.
    /// </summary>
    public List<Column> Columns(CsvTable table, string[] known, params string[] taken)
    {
        const string TextSuffix = ":text";
        return Columns(
            table,
            known,
            static cell => cell.Text.EndsWith(TextSuffix, StringComparison.Ordinal)
                ? (cell.Text.Substring(0, cell.Text.Length - TextSuffix.Length), ColumnKind.Text, true)
                : (cell.Text, ColumnKind.Number, false),
            taken);
    }

    /// <summary>
    /// The same for a table that says in its own way what a column's cells are: <paramref name="read"/> takes the header apart, and gives null
    /// for a column that it has reported, which is left out.
    /// </summary>
    public List<Column> Columns(
        CsvTable table, string[] known, Func<CsvCell, (string Name, ColumnKind Kind, bool MayBeEmpty)?> read, params string[] taken)
    {
        var columns = new List<Column>();
        Dictionary<string, string> identifiers = Identifier.Taken(taken);
        foreach (CsvCell cell in table.Header.Where(cell => !known.Contains(cell.Text)))
        {
            if (read(cell) is not { } header)
            {
                continue;
            }

            string identifier = Identifier.FromName(header.Name);
            if (!Identifier.IsValid(identifier))
            {
                diagnostics.Report(DataDiagnostics.InvalidIdentifier, cell.Position, identifier, cell.Text);
            }
            else if (identifiers.TryGetValue(identifier, out string? other))
            {
                diagnostics.Report(DataDiagnostics.DuplicateIdentifier, cell.Position, identifier, cell.Text, other);
            }
            else
            {
                identifiers.Add(identifier, cell.Text);
                columns.Add(new Column(cell.Text, identifier, header.Kind, header.MayBeEmpty));
            }
        }

        return columns;
    }

    /// <summary>The number of a line as people count them.</summary>
    public static string LineOf(CsvPosition position) => Invariant((uint)position.Line + 1);

    public static string Invariant(uint value) => value.ToString(CultureInfo.InvariantCulture);

    private static bool TryParse(string text, out uint value) =>
        text.StartsWith("0x", StringComparison.Ordinal)
            ? uint.TryParse(text.Substring(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
            : uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
