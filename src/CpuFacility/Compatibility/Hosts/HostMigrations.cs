namespace CpuFacility;

/// <summary>The check whether a guest can move to a host that does facilities in hardware and in software.</summary>
public static class HostMigrations
{
    /// <summary>
    /// Whether a guest that has everything in hardware can move to a host, with every reason why not.
    /// </summary>
    /// <param name="guest">What the guest sees.</param>
    /// <param name="host">What the host offers.</param>
    /// <param name="policy">
    /// What the host may do in software, and whether the tag has to be in its table; null if hardware and software are not to be told apart.
    /// </param>
    public static CompatibilityReport CheckMigrationTo(this CpuModel guest, HostCapability host, MigrationPolicy? policy = null)
    {
        ArgumentNullException.ThrowIfNull(guest);
        return CheckMigrationTo(new TaggedModel(guest, default, default), host, policy);
    }

    /// <summary>
    /// Whether a running guest can move to a host, with every reason why not. Where the facilities behind the guest's tag are known, they are
    /// compared with the host's themselves; a tag alone says "same" or "differs".
    /// </summary>
    /// <param name="guest">What the guest sees, with the tag that the host has given it on which it runs.</param>
    /// <param name="host">What the host offers.</param>
    /// <param name="policy">
    /// What the host may do in software, and whether the tag has to be in its table; null if hardware and software are not to be told apart.
    /// </param>
    public static CompatibilityReport CheckMigrationTo(this TaggedModel guest, HostCapability host, MigrationPolicy? policy = null)
    {
        ArgumentNullException.ThrowIfNull(guest);
        ArgumentNullException.ThrowIfNull(host);
        return MigrationCheck.Run(guest, host, policy);
    }
}
