using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace CpuFacility;

/// <summary>The checks and messages that catalogs and models share.</summary>
[StackTraceHidden]
internal static class CatalogThrow
{
    public static void IfForeign(Facility facility, CpuArchitecture architecture, int count, string parameter = "facility")
    {
        if (facility.Architecture != architecture || facility.Index >= count)
        {
            Foreign(facility, architecture, count, parameter);
        }
    }

    /// <summary>The cheap form for hot paths, where an index beyond the catalog is merely in no set.</summary>
    public static void IfForeign(Facility facility, CpuArchitecture architecture)
    {
        if (facility.Architecture != architecture)
        {
            Foreign(facility, architecture, count: 0, nameof(facility));
        }
    }

    [DoesNotReturn]
    private static void Foreign(Facility facility, CpuArchitecture architecture, int count, string parameter) =>
        throw new ArgumentException(
            facility.Architecture == architecture
                ? $"Facility {facility} is not in this catalog: its indexes are 0 to {count - 1}."
                : $"Facility {facility} is of architecture {facility.Architecture}, but {architecture} is expected here.",
            parameter);
}
