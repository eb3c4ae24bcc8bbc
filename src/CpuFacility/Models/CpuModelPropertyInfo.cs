namespace CpuFacility;

/// <summary>A property of models that is no facility, as an edition has it: <c>family</c>, <c>vendor</c>, <c>phys-bits</c> on x86.</summary>
/// <param name="Name">The name, such as <c>min-level</c>.</param>
/// <param name="Type">The publisher's type: <c>bool</c>, <c>string</c>, or a kind of number such as <c>uint32</c>.</param>
/// <param name="DefaultValue">The value where neither the definition nor an expression gives one; empty for text, or where each definition has its own.</param>
/// <param name="Scope">
/// What the property belongs to: <c>definition</c> (each has its own value), <c>cpu</c> (a setting of the virtual CPU), <c>machine</c> (the
/// virtual machine sets it, such as <c>apic-id</c>), <c>host</c> (only models that stand for a host have it).
/// </param>
/// <param name="IsStatic">Whether static expansions have it.</param>
public sealed record CpuModelPropertyInfo(string Name, string Type, string DefaultValue, string Scope, bool IsStatic)
{
    /// <summary>Whether the value is a switch.</summary>
    public bool IsSwitch => Type == "bool";

    /// <summary>Whether the value is a number.</summary>
    public bool IsNumber => Type.Contains("int", StringComparison.Ordinal);
}
