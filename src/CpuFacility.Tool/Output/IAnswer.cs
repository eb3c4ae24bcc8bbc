using System.Text.Json;

namespace CpuFacility.Tool;

/// <summary>What a verb found out, before it is known who reads it.</summary>
internal interface IAnswer
{
    ExitCode ExitCode { get; }

    void WriteText(TextOutput output);

    /// <summary>Writes the members of the document that follow <c>schema</c>, always in the same order.</summary>
    void WriteJson(Utf8JsonWriter json);
}
