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

    /// <summary>The cheap form for hot paths, where an index beyond the catalog is merely in no set.</summary>
    public static void IfForeign(Facility facility, CpuArchitecture architecture)
    {
        if (facility.Architecture != architecture)
        {
            Foreign(facility, architecture, count: 0);
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
