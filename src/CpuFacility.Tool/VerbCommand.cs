using System.CommandLine;

namespace CpuFacility.Tool;

/// <summary>A command with the examples that its help ends with.</summary>
internal sealed class VerbCommand(string name, string description, string[] examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples { get; } = examples;
}
