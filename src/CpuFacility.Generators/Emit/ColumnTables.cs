namespace CpuFacility.Generators.Emit;

/// <summary>Writes a column of a data file as one member: texts and versions as a new array, numbers as read-only data.</summary>
internal static class ColumnTables
{
    public static void Strings(CodeWriter code, string name, string summary, IEnumerable<string> items) =>
        Array(code, "string", name, summary, items.Select(CodeWriter.Literal));

    public static void Versions(CodeWriter code, string name, string summary, IEnumerable<string> items) =>
        Array(code, "Version", name, summary, items.Select(CodeWriter.Version));

    public static void Numbers(
        CodeWriter code, string type, string name, string summary, IEnumerable<long> items, bool last = false) =>
        Span(code, type, name, summary, items.Select(CodeWriter.Number), last);

    public static void Words(CodeWriter code, string name, string summary, IEnumerable<ulong> items, bool last = false) =>
        Span(code, "ulong", name, summary, items.Select(static item => $"0x{item:x16}UL"), last);

    private static void Array(CodeWriter code, string type, string name, string summary, IEnumerable<string> items)
    {
        code.Line($"/// <summary>{summary} A new array each time.</summary>");
        code.Collection($"internal static {type}[] {name}() =>", items, ";");
        code.Line();
    }

    private static void Span(CodeWriter code, string type, string name, string summary, IEnumerable<string> items, bool last)
    {
        code.Line($"/// <summary>{summary}</summary>");
        code.Collection($"internal static ReadOnlySpan<{type}> {name} =>", items, ";");
        if (!last)
        {
            code.Line();
        }
    }
}
