namespace CpuFacility.Libvirt;

/// <summary>An attribute of an element.</summary>
/// <param name="Name">The name as it was written, with its prefix if it has one.</param>
/// <param name="Value">The value.</param>
public readonly record struct LibvirtNamedValue(string Name, string Value);
