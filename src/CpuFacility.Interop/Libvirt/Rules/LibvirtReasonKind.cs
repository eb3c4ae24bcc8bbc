namespace CpuFacility.Libvirt;

/// <summary>Why a host cannot run a definition.</summary>
public enum LibvirtReasonKind
{
    /// <summary>The host's CPU has no model: libvirt knows nothing of it.</summary>
    UnknownHost,

    /// <summary>The definition is of another architecture.</summary>
    Architecture,

    /// <summary>The definition asks for a vendor that the host does not have, or does not name.</summary>
    Vendor,

    /// <summary>The host has features that the definition forbids.</summary>
    ForbiddenFeatures,

    /// <summary>The host lacks features that the definition requires.</summary>
    MissingFeatures,

    /// <summary>The host has features beyond a definition that has to match strictly.</summary>
    ExtraFeatures,

    /// <summary>The models differ, where only equal ones are compatible.</summary>
    Model,

    /// <summary>The host is older than the compatibility mode asked for.</summary>
    CompatibilityMode,

    /// <summary>The vendors or the models differ, where both have to be called the same.</summary>
    VendorOrModel,
}
