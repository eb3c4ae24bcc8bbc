using System.CommandLine;
using System.CommandLine.Parsing;

namespace CpuFacility.Tool;

/// <summary>Errors as virsh writes them.</summary>
internal static class LibvirtErrors
{
    public static void Write(Terminal terminal, IEnumerable<string> errors)
    {
        foreach (string error in errors)
        {
            terminal.Error.Write($"error: {Shortened.Plain(error)}\n");
        }
    }

    /// <summary>Whether a command line is for one of virsh's commands.</summary>
    public static bool AreFor(ParseResult result) => result.CommandResult.Parent is CommandResult { Command.Name: LibvirtVerb.Name };

    /// <summary>What virsh says of a command line that it does not understand, before anything is done.</summary>
    public static string Describe(ParseResult result)
    {
        string command = result.CommandResult.Command.Name;
        string? unknown = result.Tokens
            .Where(token => token.Type == TokenType.Argument && token.Value.StartsWith("--", StringComparison.Ordinal))
            .Select(static token => token.Value)
            .FirstOrDefault();
        return unknown is not null ? Unknown(command, unknown)
            : result.UnmatchedTokens is [var first, ..] ? $"unexpected data '{Shortened.Text(first)}'"
            : Shortened.Line(result.Errors[0].Message);
    }

    /// <summary>An option that the command does not have.</summary>
    public static string Unknown(string command, string option) => $"command '{command}' doesn't support option {Shortened.Text(option)}";
}
