using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace CpuFacility;

/// <summary>The throwing ends of the room's checks, apart from the checks so that those stay small enough to be inlined.</summary>
[StackTraceHidden]
internal static class Throw
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void IfIndexOutOfRange(int index, string parameterName)
    {
        if ((uint)index >= FacilitySet.Capacity)
        {
            IndexOutOfRange(index, parameterName);
        }
    }

    [DoesNotReturn]
    public static void IndexOutOfRange(int index, string parameterName) =>
        throw new ArgumentOutOfRangeException(parameterName, index, "The index of a facility must be from 0 to 1023.");

    [DoesNotReturn]
    public static void RangeOutOfRange(int first, int count, string parameterName) =>
        throw new ArgumentOutOfRangeException(
            parameterName,
            count,
            string.Create(null, $"The count of indexes from {first} must be from 0 to {FacilitySet.Capacity - first}: indexes are 0 to 1023."));

    [DoesNotReturn]
    public static void PositionOutOfRange(int position, int count, string parameterName) =>
        throw new ArgumentOutOfRangeException(
            parameterName,
            position,
            count == 0 ? "There is nothing to choose from." : string.Create(null, $"The value must be from 0 to {count - 1}."));

    [DoesNotReturn]
    public static void DestinationTooShort(int needed, int length, string parameterName) =>
        throw new ArgumentException(
            string.Create(null, $"The destination must have room for at least {needed} elements; it has {length}."), parameterName);

    [DoesNotReturn]
    public static void OnAndOff(int index, string parameterName) =>
        throw new ArgumentException(string.Create(null, $"Facility {index} is switched both on and off."), parameterName);

    [DoesNotReturn]
    public static void ValueOutsideCare(int index, string parameterName) =>
        throw new ArgumentException(
            string.Create(null, $"Facility {index} is in the value set and not in the care set, which must include it."), parameterName);

    [DoesNotReturn]
    public static void BadFormat(FacilityFormatError error) => throw new FacilityFormatException(error);
}
