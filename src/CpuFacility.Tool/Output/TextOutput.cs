using System.Runtime.InteropServices;
using Spectre.Console;

namespace CpuFacility.Tool;

/// <summary>Lines and tables for people: drawn on a terminal, plain columns anywhere else.</summary>
internal sealed class TextOutput(Terminal terminal)
{
    private const int PlainWidth = 100;

    public void WriteLine(string line = "") => terminal.Output.WriteLine(Shortened.Plain(line));

    public static string Word(CompatibilityVerdict verdict) => verdict switch
    {
        CompatibilityVerdict.Compatible => "yes",
        CompatibilityVerdict.Unknown => "not known",
        _ => "no",
    };

    /// <summary>A list of names that may be long, below a heading; nothing when it is empty.</summary>
    public void WriteNames(string heading, IEnumerable<string> names, int indent = 0)
    {
        string margin = new(' ', indent);
        string line = "";
        foreach (string name in names)
        {
            if (line.Length == 0)
            {
                WriteLine($"{margin}{heading}:");
            }
            else if (line.Length + name.Length + 2 > PlainWidth)
            {
                WriteLine($"{line},");
                line = "";
            }

            line += line.Length == 0 ? $"{margin}  {name}" : $", {name}";
        }

        if (line.Length > 0)
        {
            WriteLine(line);
        }
    }

    /// <summary>A set by the register that reports each facility; nothing when it is empty.</summary>
    public void WriteFacilities(string heading, CpuModelRegistry registry, in FacilitySet facilities)
    {
        if (facilities.IsEmpty)
        {
            return;
        }

        WriteLine($"{heading}:");
        var byBlock = new Dictionary<FacilityBlock, List<string>>();
        foreach (FacilityTerm term in registry.Vocabulary.Summarize(facilities))
        {
            FacilityBlock block = registry.Catalog.Describe(registry.Catalog[term.Facilities.LowestIndex]).Block;
            (CollectionsMarshal.GetValueRefOrAddDefault(byBlock, block, out _) ??= []).Add(term.Name);
        }

        foreach (FacilityBlock block in registry.Catalog.Blocks.Where(byBlock.ContainsKey))
        {
            WriteNames(block.Title, byBlock[block], indent: 2);
        }
    }

    public void WriteTable(string[] headings, IReadOnlyList<string[]> rows)
    {
        if (terminal.IsInteractive)
        {
            Draw(headings, rows);
            return;
        }

        int[] widths = [.. headings.Select((heading, column) => rows.Select(row => row[column].Length).Append(heading.Length).Max())];
        foreach (string[] row in rows.Prepend(headings))
        {
            WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }
    }

    private void Draw(string[] headings, IReadOnlyList<string[]> rows)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(terminal.Output),
            Ansi = terminal.NoColor ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = terminal.NoColor ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
        Table table = new Table().Border(TableBorder.Rounded);
        foreach (string heading in headings)
        {
            table.AddColumn(new TableColumn(new Text(heading, new Style(decoration: Decoration.Bold))));
        }

        foreach (string[] row in rows)
        {
            table.AddRow(row.Select(static cell => new Text(cell)));
        }

        console.Write(table);
    }
}
