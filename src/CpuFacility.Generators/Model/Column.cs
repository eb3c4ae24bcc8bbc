namespace CpuFacility.Generators.Model;

/// <summary>A column that an architecture adds to a table.</summary>
/// <param name="Name">The name in the file's header.</param>
/// <param name="Identifier">The name of the member that holds it.</param>
/// <param name="IsText">Whether its cells are texts; else they are numbers.</param>
internal sealed record Column(string Name, string Identifier, bool IsText);
