namespace CpuFacility.Generators.Model;

/// <summary>A column that an architecture adds to a table.</summary>
/// <param name="Name">The name in the file's header.</param>
/// <param name="Identifier">The name of the member that holds it.</param>
/// <param name="Kind">What its cells are.</param>
/// <param name="MayBeEmpty">Whether a cell can be empty where the kind asks for something.</param>
internal sealed record Column(string Name, string Identifier, ColumnKind Kind, bool MayBeEmpty = false)
{
    public bool IsText => Kind == ColumnKind.Text;
}
