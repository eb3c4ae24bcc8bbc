using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace CpuFacility;

/// <summary>The checks and messages that catalogs and models share.</summary>
[StackTraceHidden]
internal static class CatalogThrow
{
    public static void IfForeign(Facility facility, CpuArchitecture architecture, int count)
    {
        if (facility.Architecture != architecture || facility.Index >= count)
        {
            Foreign(facility, architecture, count);
        }
    }

    [DoesNotReturn]
    private static void Foreign(Facility facility, CpuArchitecture architecture, int count) =>
        throw new ArgumentException(
            facility.Architecture == architecture
                ? $"Facility {facility} is not in this catalog: its indexes are 0 to {count - 1}."
                : $"Facility {facility} is of architecture {facility.Architecture}, but {architecture} is expected here.",
            nameof(facility));
}
