using System.CommandLine;

namespace CpuFacility.Tool;

/// <summary>A command with the examples that its help ends with.</summary>
internal sealed class VerbCommand(string name, string description, string[] examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples { get; } = examples;

    /// <summary>Adds options and arguments.</summary>
    public VerbCommand With(Symbol[] symbols)
    {
        foreach (Symbol symbol in symbols)
        {
            if (symbol is Option option)
            {
                Options.Add(option);
            }
            else if (symbol is Argument argument)
            {
                Arguments.Add(argument);
            }
        }

        return this;
    }
}
