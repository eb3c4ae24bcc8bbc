using System.Runtime.CompilerServices;

namespace CpuFacility;

/// <summary>
/// The storage of a <see cref="FacilitySet"/>: plain words, so that an outer struct aligns to 8 bytes and not to 32.
/// The figures behind this choice are in <c>docs/set-layout.md</c>.
/// </summary>
[InlineArray(FacilitySet.WordCount)]
internal struct FacilityWords
{
    private ulong _word0;
}
