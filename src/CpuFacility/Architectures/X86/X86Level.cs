namespace CpuFacility.X86;

/// <summary>
/// The micro-architecture levels of the x86-64 psABI: each is a set of features that contains the one before it. The values are the
/// levels' numbers.
/// </summary>
public enum X86Level
{
    /// <summary>Less than the 64-bit baseline.</summary>
    None = 0,

    /// <summary><c>x86-64-v1</c>: the 64-bit baseline, with SSE2.</summary>
    V1 = 1,

    /// <summary><c>x86-64-v2</c>: up to SSE4.2 and POPCNT.</summary>
    V2 = 2,

    /// <summary><c>x86-64-v3</c>: up to AVX2, BMI2 and FMA.</summary>
    V3 = 3,

    /// <summary><c>x86-64-v4</c>: with five parts of AVX-512.</summary>
    V4 = 4,
}
