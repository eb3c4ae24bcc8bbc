namespace CpuFacility.Libvirt;

/// <summary>Why libvirt gives an error instead of an answer.</summary>
public enum LibvirtFailureKind
{
    /// <summary>libvirt has no rules for the architecture, or none for the operation on it.</summary>
    Unsupported,

    /// <summary>A definition that has to name a model does not.</summary>
    NoModel,

    /// <summary>The edition knows no model of the name.</summary>
    UnknownModel,

    /// <summary>The edition knows no feature of the name.</summary>
    UnknownFeature,

    /// <summary>The edition knows no vendor of the name.</summary>
    UnknownVendor,

    /// <summary>Two vendors contradict each other.</summary>
    VendorMismatch,

    /// <summary>The definitions have nothing in common.</summary>
    NothingInCommon,

    /// <summary>The hypervisor does not offer the model, and no other may stand in for it.</summary>
    ModelNotAllowed,

    /// <summary>No model describes the data.</summary>
    NoSuitableModel,

    /// <summary>The host cannot run the definition.</summary>
    Incompatible,

    /// <summary>The compatibility mode of POWER is none that libvirt knows, or the host offers none.</summary>
    CompatibilityMode,

    /// <summary>The hypervisor, or libvirt for it, does not answer that on the architecture.</summary>
    HypervisorUnsupported,

    /// <summary>The XML is no definition.</summary>
    InvalidDefinition,

    /// <summary>libvirt knows no architecture of the name.</summary>
    UnknownArchitecture,

    /// <summary>The guest did not get what was asked for.</summary>
    FeaturesDiffer,
}
