namespace CpuFacility;

/// <summary>Thrown by the members that read text or bytes from outside when the input is not well formed.</summary>
/// <remarks>Each such member has a <c>Try</c> twin that reports the same position and reason without throwing.</remarks>
public sealed class FacilityFormatException : FormatException
{
    /// <summary>Creates an exception with a general message, position 0.</summary>
    public FacilityFormatException()
        : this("The input is not well formed.")
    {
    }

    /// <summary>Creates an exception with a reason, position 0.</summary>
    /// <param name="message">What is wrong, used as message and as reason.</param>
    public FacilityFormatException(string message)
        : base(message)
    {
        Reason = message;
    }

    /// <summary>Creates an exception with a reason, position 0, and a cause.</summary>
    /// <param name="message">What is wrong, used as message and as reason.</param>
    /// <param name="innerException">The exception that led to this one.</param>
    public FacilityFormatException(string message, Exception? innerException)
        : base(message, innerException)
    {
        Reason = message;
    }

    /// <summary>Creates an exception from a reported error.</summary>
    /// <param name="error">The position and the reason.</param>
    public FacilityFormatException(FacilityFormatError error)
        : base(error.ToString())
    {
        Position = error.Position;
        Reason = error.Reason;
    }

    /// <summary>Creates an exception from a reported error and the exception that led to it.</summary>
    /// <param name="error">The position and the reason.</param>
    /// <param name="innerException">The exception that led to this one.</param>
    public FacilityFormatException(FacilityFormatError error, Exception? innerException)
        : base(error.ToString(), innerException)
    {
        Position = error.Position;
        Reason = error.Reason;
    }

    /// <summary>Zero-based position of the offending part, in the units of the input (<see cref="FacilityFormatError.Position"/>).</summary>
    public int Position { get; }

    /// <summary>What is wrong there, without the position.</summary>
    public string Reason { get; }
}
