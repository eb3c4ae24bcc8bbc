namespace CpuFacility;

/// <summary>What a <see cref="FacilityMask"/> says about one facility.</summary>
public enum FacilityMaskState
{
    /// <summary>Leave it as it is; anything matches.</summary>
    LeaveAlone = 0,

    /// <summary>Switch it on; only a set that has it matches.</summary>
    On = 1,

    /// <summary>Switch it off; only a set that lacks it matches.</summary>
    Off = 2,
}
