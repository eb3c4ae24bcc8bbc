namespace CpuFacility.Fuzz;

/// <summary>A finding: a parser broke its contract.</summary>
internal sealed class ContractException(string message) : Exception(message);
