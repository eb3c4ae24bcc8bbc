namespace CpuFacility.X86;

/// <summary>What a table says of one state component.</summary>
/// <param name="Component">The component. Values beyond the enumeration's are components that have no name yet.</param>
/// <param name="IsSupported">Whether the processor has it, or null if the table does not say.</param>
/// <param name="IsEnabled">Whether the operating system has enabled it, or null if that does not follow from the table.</param>
/// <param name="IsSupervisor">Whether IA32_XSS enables it, and not XCR0.</param>
/// <param name="Offset">Where it lies in the standard form in bytes; null if the table does not say. 0 for supervisor state.</param>
/// <param name="Size">Its size in bytes; null if the table does not say.</param>
public readonly record struct X86XsaveArea(
    X86XsaveComponent Component, bool? IsSupported, bool? IsEnabled, bool IsSupervisor, uint? Offset, uint? Size);
