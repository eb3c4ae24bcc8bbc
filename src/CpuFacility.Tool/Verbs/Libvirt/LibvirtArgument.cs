using System.CommandLine;

namespace CpuFacility.Tool;

/// <summary>A value that virsh takes by its place or by its name, such as <c>FILE</c> or <c>--file FILE</c>.</summary>
internal sealed class LibvirtArgument(string name, string description)
{
    private readonly Argument<string?> _place = new(name.ToUpperInvariant()) { Description = description, Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _option = new($"--{name}") { Description = $"The same as {name.ToUpperInvariant()}.", HelpName = name.ToUpperInvariant() };

    public Symbol[] Symbols => [_place, _option];

    /// <summary>The value, or null if there is none.</summary>
    public string? Find(ParseResult result)
    {
        string? value = result.GetValue(_place) ?? result.GetValue(_option);
        if (value is not null && value.StartsWith("--", StringComparison.Ordinal))
        {
            throw new LibvirtVerbException(LibvirtErrors.Unknown(result.CommandResult.Command.Name, value)) { IsMisuse = true };
        }

        return value;
    }

    /// <summary>The value, which has to be there.</summary>
    public string Read(ParseResult result) =>
        Find(result) ?? throw new LibvirtVerbException($"command '{result.CommandResult.Command.Name}' requires <{name}> option") { IsMisuse = true };
}
