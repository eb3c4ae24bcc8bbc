using System.Collections.Immutable;
using System.Globalization;

namespace CpuFacility.RiscV;

/// <summary>RISC-V models of what an ISA string says.</summary>
public static class RiscVIsaModels
{
    /// <summary>The greatest vector length that V itself asks for, in bits.</summary>
    private const uint LengthOfV = 128;

    private const uint LengthOfZve64 = 64;
    private const uint LengthOfZve32 = 32;

    /// <summary>
    /// The model with exactly what an ISA string names, on QEMU's bare model of the width and base. Modes and memory protection, of which ISA strings do not
    /// speak, are not in it, nor are numbers such as the length of vector registers.
    /// </summary>
    /// <param name="registry">A registry of RISC-V models.</param>
    /// <param name="isa">The ISA string. What is unknown in it becomes an unknown property of the model, and so does a <c>zvlNb</c> that asks for more than its vector extension does.</param>
    /// <exception cref="ArgumentException">The registry is of another architecture, or has no bare model of the width and base.</exception>
    public static CpuModel FromIsaString(this CpuModelRegistry registry, RiscVIsaString isa)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(isa);
        string name = NameOf(isa);
        if (registry.Architecture != CpuArchitecture.RiscV || !registry.TryFind(name, out CpuModel? bare))
        {
            throw new ArgumentException($"{registry.Edition} has no model {name}, which is needed for '{isa}'.", nameof(registry));
        }

        return new CpuModel(registry, bare.Name, bare.Kind, bare.Definition, isa.Facilities, [.. ListUnknown(isa)]);
    }

    private static string NameOf(RiscVIsaString isa)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"rv{isa.Xlen}");
        return isa.Xlen == 128 ? $"x-{name}" : name + (isa.Facilities.Contains(RiscVFacility.E.Index) ? "e" : "i");
    }

    private static IEnumerable<CpuModelProperty> ListUnknown(RiscVIsaString isa)
    {
        ImmutableArray<string> unknown = isa.UnknownExtensions;
        foreach (string name in unknown)
        {
            yield return new CpuModelProperty(name, "on");
        }

        FacilitySet closed = RiscVFacilities.Close(isa.Facilities);
        uint implied = closed.Contains(RiscVFacility.V.Index) ? LengthOfV
            : closed.Contains(RiscVFacility.Zve64x.Index) ? LengthOfZve64
            : closed.Contains(RiscVFacility.Zve32x.Index) ? LengthOfZve32
            : 0;
        if (isa.MinimumVectorLength > implied)
        {
            yield return new CpuModelProperty(string.Create(CultureInfo.InvariantCulture, $"zvl{isa.MinimumVectorLength}b"), "on");
        }
    }
}
