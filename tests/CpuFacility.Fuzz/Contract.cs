using System.Diagnostics.CodeAnalysis;

namespace CpuFacility.Fuzz;

/// <summary>What every parser of the library promises.</summary>
internal static class Contract
{
    /// <summary>
    /// A refusal has a position within the input and a reason, a success has neither, and the throwing twin says the same.
    /// </summary>
    /// <param name="isRead">What the <c>Try</c> form returned.</param>
    /// <param name="error">Its error.</param>
    /// <param name="length">The input's length, in units of the position.</param>
    /// <param name="twin">The throwing form on the same input.</param>
    public static void Hold(bool isRead, FacilityFormatError error, int length, Action twin)
    {
        if (isRead)
        {
            That(error == default, "an error beside a success");
            twin();
            return;
        }

        That(!string.IsNullOrWhiteSpace(error.Reason), "no reason");
        That(error.Position >= 0 && error.Position <= length, $"position {error.Position} outside an input of {length}");
        try
        {
            twin();
        }
        catch (FacilityFormatException exception)
        {
            That(exception.Position == error.Position && exception.Reason == error.Reason, $"the throwing form says '{exception.Message}', the other '{error}'");
            return;
        }

        That(false, "the throwing form reads what the other refuses");
    }

    /// <summary>Fails with words when something does not hold.</summary>
    /// <exception cref="ContractException">It does not hold.</exception>
    public static void That([DoesNotReturnIf(false)] bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new ContractException(otherwise);
        }
    }
}
