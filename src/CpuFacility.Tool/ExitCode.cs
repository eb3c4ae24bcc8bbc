namespace CpuFacility.Tool;

/// <summary>What a run tells a script.</summary>
internal enum ExitCode
{
    /// <summary>Yes: compatible, clean, found.</summary>
    Yes = 0,

    /// <summary>No: incompatible, findings, nothing found.</summary>
    No = 1,

    /// <summary>Wrong usage, or input that cannot be read.</summary>
    Wrong = 2,

    /// <summary>What is known is not enough to tell.</summary>
    Unknown = 3,
}

/// <summary>What the three answers of the library are as exit codes.</summary>
internal static class ExitCodes
{
    public static ExitCode ToExitCode(this CompatibilityVerdict verdict) => verdict switch
    {
        CompatibilityVerdict.Compatible => ExitCode.Yes,
        CompatibilityVerdict.Incompatible => ExitCode.No,
        _ => ExitCode.Unknown,
    };
}
