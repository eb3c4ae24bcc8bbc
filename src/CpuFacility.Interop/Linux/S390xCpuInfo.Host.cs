using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CpuFacility.S390x;

namespace CpuFacility.Linux;

public sealed partial class S390xCpuInfo
{
    /// <summary>The source that hosts made of this text name.</summary>
    public const string Source = "/proc/cpuinfo";

    /// <summary>
    /// The definitions that the machine may be, by its type and by what the text says of facilities: a facility of which it says nothing may be
    /// there. The text has no GA level.
    /// </summary>
    /// <param name="registry">A registry of s390x models.</param>
    /// <returns>As <see cref="S390xIdentification.Identify"/>, without what is contradicted by the text.</returns>
    /// <exception cref="ArgumentException">The registry is of another architecture.</exception>
    public ImmutableArray<S390xIdentified> Identify(CpuModelRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        var cpuId = new S390xCpuId(version: 0xFF, serial: 0, MachineType, hasFormatBit: true);
        ImmutableArray<S390xIdentified> found = registry.Identify(cpuId, default, _facilities, registry.Catalog.All.Except(_reported));
        ImmutableArray<S390xIdentified> complete = [.. found.Where(static candidate => candidate.Missing.IsEmpty)];

        // The type is known, and something is kept from the machine: then all levels are as good as any.
        return complete.IsEmpty ? found : complete;
    }

    /// <summary>The machine as a host: the newest definition that it may be, with the facilities of the text, all others unreported.</summary>
    /// <param name="registry">A registry of s390x models.</param>
    /// <param name="host">The host, or null.</param>
    /// <returns>Whether there is a definition that the machine may be.</returns>
    /// <exception cref="ArgumentException">The registry is of another architecture.</exception>
    public bool TryGetHost(CpuModelRegistry registry, [NotNullWhen(true)] out HostCapability? host)
    {
        host = null;
        if (Identify(registry).LastOrDefault() is S390xIdentified newest)
        {
            // The model also has what no bit reports and comes with others.
            FacilitySet hardware = _facilities.Union(newest.Model.Facilities);
            FacilitySet unreported = registry.Catalog.All.Except(_reported).Except(hardware);
            host = new HostCapability(newest.Model, hardware, emulated: default, hidden: default, unreported, Source)
            {
                Unnamed = DescribeUnnamed(),
            };
        }

        return host is not null;
    }

    private ImmutableArray<string> DescribeUnnamed()
    {
        var unnamed = ImmutableArray.CreateBuilder<string>();
        if (!UnknownBits.IsEmpty)
        {
            unnamed.Add(UnknownBits.ToString());
        }

        if (!UnknownUltravisorBits.IsEmpty)
        {
            unnamed.Add(UnknownUltravisorBits.ToString());
        }

        if (!UnknownNames.IsEmpty)
        {
            unnamed.Add($"features that are no single facility: {string.Join(", ", UnknownNames)}");
        }

        return unnamed.ToImmutable();
    }
}
