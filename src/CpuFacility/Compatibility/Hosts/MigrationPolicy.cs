namespace CpuFacility;

/// <summary>
/// Which facilities done in software stand in the way of a migration. All policies ask that the host's CPU is not older than the guest's and
/// that the host offers every facility that the guest sees. Immutable.
/// </summary>
public sealed class MigrationPolicy
{
    private readonly FacilitySet? _allowedSoftware;

    private MigrationPolicy(string name, bool requiresTag, FacilitySet? allowedSoftware)
    {
        Name = name;
        RequiresTag = requiresTag;
        _allowedSoftware = allowedSoftware;
    }

    /// <summary>
    /// The guest's tag must be one in the host's table: that of what the host itself would do in software for the guest, or one of the edition's
    /// profiles for the model, of which the host can do all in software and which has all that it must.
    /// </summary>
    public static MigrationPolicy Strict { get; } = new("strict", requiresTag: true, allowedSoftware: null);

    /// <summary>What the guest sees must be there, in hardware or in software.</summary>
    public static MigrationPolicy Effective { get; } = new("effective", requiresTag: false, allowedSoftware: null);

    /// <summary>What the guest sees must be there in hardware.</summary>
    public static MigrationPolicy HardwareOnly { get; } = new("hardware-only", requiresTag: false, allowedSoftware: default(FacilitySet));

    /// <summary>The name, such as <c>strict</c>.</summary>
    public string Name { get; }

    /// <summary>Whether the guest's tag must be in the host's table.</summary>
    public bool RequiresTag { get; }

    /// <summary>The policy with a limit on what the host may do in software for the guest.</summary>
    /// <param name="allowed">The facilities that may be done in software.</param>
    public MigrationPolicy WithAllowedSoftware(in FacilitySet allowed) => new(Name, RequiresTag, allowed);

    /// <summary>Those of some facilities done in software that the policy does not allow.</summary>
    /// <param name="software">The facilities that the host would do in software.</param>
    public FacilitySet GetForbidden(in FacilitySet software) => _allowedSoftware is FacilitySet allowed ? software.Except(allowed) : default;

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
