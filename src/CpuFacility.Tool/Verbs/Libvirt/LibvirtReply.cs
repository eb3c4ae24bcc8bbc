using System.Text.Json;

namespace CpuFacility.Tool;

/// <summary>What a libvirt verb answers: virsh's words, and the same as JSON.</summary>
/// <param name="Succeeds">Whether virsh would end with 0; it knows no other code than that and 1.</param>
/// <param name="Output">What virsh prints, each line ended; empty after an error.</param>
/// <param name="Errors">What virsh prints after <c>error:</c>, a line each.</param>
/// <param name="Members">Writes the members of the JSON document.</param>
internal sealed record LibvirtReply(bool Succeeds, string Output, IReadOnlyList<string> Errors, Action<Utf8JsonWriter> Members) : IAnswer
{
    /// <summary>What a user should know beside the answer, as sentences; virsh has none of it.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Whether the command line was not understood, so that virsh does not even start.</summary>
    public bool IsMisuse { get; init; }

    public ExitCode ExitCode => Succeeds ? ExitCode.Yes : ExitCode.No;

    /// <summary>An answer that is an error.</summary>
    public static LibvirtReply Failed(params string[] errors) =>
        new(false, "", errors, json => json.WriteStrings("errors", errors));

    /// <summary>virsh ends each command with an empty line, whatever came of it.</summary>
    public void WriteText(TextOutput output)
    {
        if (!IsMisuse)
        {
            output.WriteLine(Output);
        }
    }

    public void WriteJson(Utf8JsonWriter json) => Members(json);
}
