namespace CpuFacility;

/// <summary>Why and where text or bytes from outside could not be read.</summary>
/// <param name="Position">
/// Zero-based position of the offending part in the input, in its own units: UTF-16 code units of a string, bytes of UTF-8 text or of a
/// byte array. The input's length when something is missing at its end.
/// </param>
/// <param name="Reason">What is wrong there, as a short English sentence; <see langword="null"/> only in the default value.</param>
/// <remarks>The default value stands for "no error" in the <c>Try</c> members that succeed.</remarks>
public readonly record struct FacilityFormatError(int Position, string Reason)
{
    /// <summary>The position and the reason, such as <c>At position 4: A number is expected.</c></summary>
    public override string ToString() => Reason is null ? "No error." : string.Create(null, $"At position {Position}: {Reason}");
}
