using CpuFacility.Generators.Model;

namespace CpuFacility.Generators.Emit;

/// <summary>Writes facility sets as read-only data: words that are seen as sets without copying.</summary>
internal static class SetTables
{
    /// <summary>The namespaces that the emitted members need.</summary>
    public static readonly string[] Usings = ["System", "System.Runtime.InteropServices"];

    /// <summary>A property <paramref name="name"/> of type <c>ReadOnlySpan&lt;FacilitySet&gt;</c> over private words.</summary>
    public static void Emit(CodeWriter code, string name, string summary, IEnumerable<FacilityBits> sets)
    {
        string words = name + DataMembers.WordsSuffix;
        code.Line($"/// <summary>{summary}</summary>");
        code.Line($"internal static ReadOnlySpan<FacilitySet> {name} => MemoryMarshal.Cast<ulong, FacilitySet>({words});");
        code.Line();
        code.Line($"private static ReadOnlySpan<ulong> {words} =>");
        code.Open("[");
        foreach (FacilityBits set in sets)
        {
            // Two lines a set: a changed set shows as those lines in a comparison of two outputs.
            const int Half = FacilityBits.WordCount / 2;
            code.Line(Words(set.Words.Take(Half)));
            code.Line(Words(set.Words.Skip(Half)));
        }

        code.Close("];");
    }

    private static string Words(IEnumerable<ulong> words) => string.Join(" ", words.Select(word => $"0x{word:x}UL,"));
}
