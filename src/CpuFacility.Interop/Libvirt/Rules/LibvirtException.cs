namespace CpuFacility.Libvirt;

/// <summary>libvirt would answer with an error.</summary>
public sealed class LibvirtException : Exception
{
    /// <summary>Makes an exception of a failure.</summary>
    /// <param name="failure">The failure.</param>
    public LibvirtException(LibvirtFailure failure)
        : base(failure?.Message)
    {
        ArgumentNullException.ThrowIfNull(failure);
        Failure = failure;
    }

    /// <summary>What is wrong, as data.</summary>
    public LibvirtFailure Failure { get; }
}
