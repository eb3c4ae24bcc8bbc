using System.Globalization;

namespace CpuFacility.Power;

/// <summary>A pattern for PVRs: those whose bits under the mask are the value's. A small immutable value.</summary>
/// <remarks>The default value matches every PVR.</remarks>
public readonly record struct PowerPvrMatch
{
    /// <summary>Creates a pattern.</summary>
    /// <param name="value">The value; bits beside the mask do not count and are cleared.</param>
    /// <param name="mask">The bits that count.</param>
    public PowerPvrMatch(uint value, uint mask)
    {
        Value = value & mask;
        Mask = mask;
    }

    /// <summary>The value of the bits that count; the others are 0.</summary>
    public uint Value { get; }

    /// <summary>The bits that count.</summary>
    public uint Mask { get; }

    /// <summary>Whether a PVR is of the pattern.</summary>
    /// <param name="pvr">The PVR.</param>
    public bool Matches(uint pvr) => (pvr & Mask) == Value;

    /// <summary>Value and mask, as in <c>0x004e0000/0xffff0000</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"0x{Value:x8}/0x{Mask:x8}");
}
