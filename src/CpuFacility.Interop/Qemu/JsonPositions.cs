using System.Text.Json;

namespace CpuFacility.Qemu;

/// <summary>Where in a JSON text something is wrong, as a byte position. Runs only when there is an error to report.</summary>
internal static class JsonPositions
{
    /// <summary>Position and reason of what the serializer refused.</summary>
    public static FacilityFormatError Describe(ReadOnlySpan<byte> json, JsonException exception)
    {
        int position = 0;
        for (long line = exception.LineNumber ?? 0; line > 0; line--)
        {
            position += json[position..].IndexOf((byte)'\n') + 1;
        }

        position = Math.Min(json.Length, position + (int)(exception.BytePositionInLine ?? 0));

        // The serializer appends path and line to its message; the position says it better.
        string message = exception.Message;
        int end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        end = end < 0 ? message.IndexOf(" LineNumber: ", StringComparison.Ordinal) : end;
        string where = string.IsNullOrEmpty(exception.Path) || exception.Path == "$" ? "" : $" (at {exception.Path})";
        return new FacilityFormatError(position, $"This is no JSON with a CPU model: {(end < 0 ? message : message[..end])}{where}");
    }

    /// <summary>The position of the property at the end of a path of property names; 0 if there is none.</summary>
    public static int Find(ReadOnlySpan<byte> json, ReadOnlySpan<string> path)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 32 });
        int matched = 0;
        while (matched < path.Length && reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == matched + 1)
            {
                if (!reader.ValueTextEquals(path[matched]))
                {
                    reader.Skip();
                }
                else if (++matched == path.Length)
                {
                    return (int)reader.TokenStartIndex;
                }
            }
        }

        return 0;
    }
}
