using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CpuFacility.S390x;

namespace CpuFacility;

/// <summary>The registries of CPU models, one for each architecture: where everything starts.</summary>
/// <remarks>A registry is built at its first use, once, and can be shared between threads.</remarks>
public static class CpuModels
{
    /// <summary>IBM Z: edition <c>qemu-11.1</c>.</summary>
    public static CpuModelRegistry S390x => S390xRegistry.Instance;

    /// <summary>The registries of all architectures that the library covers. Building the list builds them.</summary>
    public static ImmutableArray<CpuModelRegistry> All => [S390x];

    /// <summary>Finds the registry of an architecture.</summary>
    /// <param name="architecture">The architecture.</param>
    /// <param name="registry">The registry found.</param>
    /// <returns>Whether the library covers the architecture.</returns>
    public static bool TryGet(CpuArchitecture architecture, [NotNullWhen(true)] out CpuModelRegistry? registry)
    {
        registry = All.FirstOrDefault(candidate => candidate.Architecture == architecture);
        return registry is not null;
    }
}
