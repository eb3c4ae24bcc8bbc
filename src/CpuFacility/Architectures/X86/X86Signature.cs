using System.Globalization;

namespace CpuFacility.X86;

/// <summary>Family, model and stepping of an x86 processor: what CPUID leaf 1 gives in EAX. A small immutable value.</summary>
/// <remarks>
/// The extended family is always added to the family and the extended model always put before the model, as libvirt does; processors of
/// families below 15, 6 aside, have zeros there.
/// </remarks>
public readonly record struct X86Signature
{
    /// <summary>The highest family: 15 and the greatest extended family.</summary>
    public const int HighestFamily = 15 + 255;

    /// <summary>The bits of EAX that are family, model and stepping.</summary>
    public const uint Mask = 0x0FFF_0FFF;

    /// <summary>Creates a signature.</summary>
    /// <param name="family">The family, 0 to 270.</param>
    /// <param name="model">The model, 0 to 255.</param>
    /// <param name="stepping">The stepping, 0 to 15.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public X86Signature(int family, int model, int stepping)
    {
        ThrowIfOutside(family, HighestFamily, nameof(family));
        ThrowIfOutside(model, byte.MaxValue, nameof(model));
        ThrowIfOutside(stepping, 15, nameof(stepping));
        Family = family;
        Model = model;
        Stepping = stepping;
    }

    /// <summary>The family, 0 to 270.</summary>
    public int Family { get; }

    /// <summary>The model, 0 to 255.</summary>
    public int Model { get; }

    /// <summary>The stepping, 0 to 15.</summary>
    public int Stepping { get; }

    /// <summary>Reads the signature from CPUID leaf 1's EAX.</summary>
    /// <param name="eax">The register. Bits beside family, model and stepping are left out.</param>
    public static X86Signature FromEax(uint eax) =>
        new((int)((eax >> 20 & 0xFF) + (eax >> 8 & 0xF)), (int)((eax >> 12 & 0xF0) | (eax >> 4 & 0xF)), (int)(eax & 0xF));

    /// <summary>Writes the signature as CPUID leaf 1's EAX has it, with zeros in the bits beside family, model and stepping.</summary>
    public uint ToEax()
    {
        int extendedFamily = Math.Max(Family - 15, 0);
        return (uint)(extendedFamily << 20 | (Model >> 4) << 16 | (Family - extendedFamily) << 8 | (Model & 0xF) << 4 | Stepping);
    }

    /// <summary>As in <c>family 6 model 85 stepping 4</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"family {Family} model {Model} stepping {Stepping}");

    private static void ThrowIfOutside(int value, int highest, string name)
    {
        if (value < 0 || value > highest)
        {
            throw new ArgumentOutOfRangeException(name, value, $"The {name} is 0 to {highest}.");
        }
    }
}
