using System.Text.Json;

namespace CpuFacility.Qemu;

/// <summary>Where in a JSON text something is wrong, as a byte position. Runs only when there is an error to report.</summary>
internal static class JsonPositions
{
    /// <summary>The byte at which the reader stopped.</summary>
    public static int Locate(ReadOnlySpan<byte> json, JsonException exception)
    {
        int position = 0;
        for (long line = exception.LineNumber ?? 0; line > 0; line--)
        {
            position += json[position..].IndexOf((byte)'\n') + 1;
        }

        return Math.Min(json.Length, position + (int)(exception.BytePositionInLine ?? 0));
    }

    /// <summary>The reader's words, without the line number (the position says it better) and without advice on options that are fixed here.</summary>
    public static string Reason(JsonException exception)
    {
        string reason = exception.Message;
        foreach (string tail in (ReadOnlySpan<string>)[" LineNumber: ", " Change the reader options."])
        {
            int end = reason.IndexOf(tail, StringComparison.Ordinal);
            reason = end < 0 ? reason : reason[..end];
        }

        // A word that is no literal stands in the message whole.
        return Shortened.Text(reason, 200);
    }

    /// <summary>The position of the property at the end of a path of property names; null if there is none.</summary>
    public static int? Find(ReadOnlySpan<byte> json, params ReadOnlySpan<string> path)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonCheck.MaximumDepth });
        return TryFind(ref reader, path) ? (int)reader.TokenStartIndex : null;
    }

    /// <summary>The position of the value at the end of a path of property names, or of the whole text's value for an empty path.</summary>
    public static int FindValue(ReadOnlySpan<byte> json, params ReadOnlySpan<string> path)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonCheck.MaximumDepth });
        return TryFind(ref reader, path) && reader.Read() ? (int)reader.TokenStartIndex : 0;
    }

    private static bool TryFind(ref Utf8JsonReader reader, scoped ReadOnlySpan<string> path)
    {
        int matched = 0;
        while (matched < path.Length && reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == matched + 1)
            {
                if (!reader.ValueTextEquals(path[matched]))
                {
                    reader.Skip();
                }
                else
                {
                    matched++;
                }
            }
        }

        return matched == path.Length;
    }
}
