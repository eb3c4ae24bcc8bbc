using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace CpuFacility.Qemu;

/// <summary>
/// What the serializer does not check, or only where it reads a value and without saying where: that the whole text is JSON in UTF-8 and
/// repeats no name in any object, ignored ones too.
/// </summary>
internal static class JsonCheck
{
    public const int MaximumDepth = 32;

    /// <summary>Reads all tokens and reports the first fault at its position.</summary>
    public static bool IsWellFormed(ReadOnlySpan<byte> json, out FacilityFormatError error)
    {
        if (!Utf8.IsValid(json))
        {
            error = new FacilityFormatError(FindInvalidUtf8(json), "This is no UTF-8.");
            return false;
        }

        if (json.TrimStart(" \t\r\n"u8).IsEmpty)
        {
            error = new FacilityFormatError(json.Length, "There is no text, where a JSON object with a CPU model is expected.");
            return false;
        }

        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaximumDepth });
        try
        {
            return HasNoFault(ref reader, out error);
        }
        catch (JsonException exception)
        {
            error = new FacilityFormatError(
                JsonPositions.Locate(json, exception),
                $"This is no JSON: {JsonPositions.Reason(exception)}");
        }
        catch (InvalidOperationException)
        {
            // The reader accepts "\ud800" as a token, but no string can hold it.
            error = new FacilityFormatError((int)reader.TokenStartIndex, "This string has an escape that is only half of a surrogate pair.");
        }

        return false;
    }

    private static bool HasNoFault(ref Utf8JsonReader reader, out FacilityFormatError error)
    {
        var open = new Stack<HashSet<string>>();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    open.Push([]);
                    break;
                case JsonTokenType.EndObject:
                    open.Pop();
                    break;
                case JsonTokenType.PropertyName when !open.Peek().Add(reader.GetString()!):
                    error = new FacilityFormatError((int)reader.TokenStartIndex, $"'{Shortened.Text(reader.GetString()!)}' is given twice in one object.");
                    return false;
                case JsonTokenType.String when reader.ValueIsEscaped:
                    reader.GetString();
                    break;
            }
        }

        error = default;
        return true;
    }

    private static int FindInvalidUtf8(ReadOnlySpan<byte> json)
    {
        int position = 0;
        while (Rune.DecodeFromUtf8(json[position..], out _, out int length) == OperationStatus.Done)
        {
            position += length;
        }

        return position;
    }
}
