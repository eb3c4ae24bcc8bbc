namespace CpuFacility.Tool;

/// <summary>What is known is not enough to answer; the message is what the user reads on standard error.</summary>
internal sealed class UnknownException(string message) : Exception(message);
