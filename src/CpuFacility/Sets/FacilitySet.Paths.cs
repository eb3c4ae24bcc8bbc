using System.Runtime.Intrinsics;

namespace CpuFacility;

public readonly partial struct FacilitySet
{
    /// <summary>Whether members take the path on vectors here: tests hold it against what a run is meant to be.</summary>
    internal static bool IsVectorPath => Vector128.IsHardwareAccelerated;
}
