namespace CpuFacility;

/// <summary>
/// A property of a model that the edition has no name for, as another program wrote it. It is kept and reported, never guessed.
/// </summary>
/// <param name="Name">The name of the property.</param>
/// <param name="Value">The value as it was written: for JSON its text, such as <c>true</c> or <c>"v2"</c>.</param>
public readonly record struct CpuModelProperty(string Name, string Value)
{
    /// <summary>Name and value, as in <c>newfac=true</c>.</summary>
    public override string ToString() => $"{Name}={Value}";
}
