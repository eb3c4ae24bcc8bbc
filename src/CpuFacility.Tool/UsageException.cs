namespace CpuFacility.Tool;

/// <summary>Wrong usage or unreadable input; the message is what the user reads on standard error.</summary>
internal sealed class UsageException(string message) : Exception(message);
