namespace CpuFacility;

/// <summary>What was asked for beside what was read back, bit by bit. An immutable value.</summary>
public readonly struct FacilityReadBack
{
    private readonly FacilitySet _asked;
    private readonly FacilitySet _got;

    /// <summary>Puts two sets side by side.</summary>
    /// <param name="asked">The facilities that were asked for.</param>
    /// <param name="got">The facilities that were read back.</param>
    public FacilityReadBack(in FacilitySet asked, in FacilitySet got)
    {
        _asked = asked;
        _got = got;
    }

    /// <summary>The facilities that were asked for.</summary>
    public FacilitySet Asked => _asked;

    /// <summary>The facilities that were read back.</summary>
    public FacilitySet Got => _got;

    /// <summary>Whether both are the same.</summary>
    public bool IsEqual => _asked == _got;

    /// <summary>What was asked for and is not there.</summary>
    public FacilitySet Dropped => _asked.Except(_got);

    /// <summary>What is there and was not asked for.</summary>
    public FacilitySet Added => _got.Except(_asked);
}
