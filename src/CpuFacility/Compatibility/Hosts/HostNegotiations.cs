namespace CpuFacility;

/// <summary>Asking a host for facilities, as user space asks KVM: it asks, the host decides, it reads back and compares.</summary>
public static class HostNegotiations
{
    /// <summary>Asks a host for facilities. It does not allocate.</summary>
    /// <param name="host">The host.</param>
    /// <param name="requested">The facilities.</param>
    /// <param name="mode">What happens to wishes that cannot be granted.</param>
    /// <exception cref="ArgumentOutOfRangeException">The mode is none of the enumeration's.</exception>
    public static FacilityNegotiation Negotiate(
        this HostCapability host, in FacilitySet requested, NegotiationMode mode = NegotiationMode.Trim)
    {
        ArgumentNullException.ThrowIfNull(host);
        ThrowIfUndefined(mode);
        return new FacilityNegotiation(host, model: null, requested, mode);
    }

    /// <summary>Asks a host for a model: its facilities, at a level that is not newer than the host's. It does not allocate.</summary>
    /// <param name="host">The host.</param>
    /// <param name="requested">The model.</param>
    /// <param name="mode">What happens to wishes that cannot be granted.</param>
    /// <exception cref="ArgumentException">The model is of another architecture.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The mode is none of the enumeration's.</exception>
    public static FacilityNegotiation Negotiate(this HostCapability host, CpuModel requested, NegotiationMode mode = NegotiationMode.Trim)
    {
        ArgumentNullException.ThrowIfNull(host);
        host.ThrowIfForeign(requested);
        ThrowIfUndefined(mode);
        return new FacilityNegotiation(host, requested, requested.Facilities, mode);
    }

    private static void ThrowIfUndefined(NegotiationMode mode)
    {
        if (mode is not (NegotiationMode.Trim or NegotiationMode.Strict))
        {
            throw new ArgumentOutOfRangeException(nameof(mode), mode, "The mode is Trim or Strict.");
        }
    }
}
