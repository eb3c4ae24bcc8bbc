using System.Collections.Immutable;

namespace CpuFacility.Libvirt;

/// <summary>An error that libvirt answers with. Immutable.</summary>
public sealed class LibvirtFailure
{
    internal LibvirtFailure(LibvirtFailureKind kind, string message, params ImmutableArray<string> names)
    {
        Kind = kind;
        Message = message;
        Names = names;
    }

    /// <summary>What is wrong.</summary>
    public LibvirtFailureKind Kind { get; }

    /// <summary>The names that it is about: of a model, features, vendors or a mode.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>libvirt's words, without those of its error code.</summary>
    public string Message { get; }

    /// <summary>libvirt's words with those of its error code before them, as virsh prints them behind <c>error: </c>.</summary>
    public string FullMessage => Kind switch
    {
        LibvirtFailureKind.Unsupported => "this function is not supported by the connection driver: ",
        LibvirtFailureKind.NoModel or LibvirtFailureKind.UnknownArchitecture => "invalid argument: ",
        LibvirtFailureKind.UnknownModel or LibvirtFailureKind.UnknownFeature or LibvirtFailureKind.NoSuitableModel => "internal error: ",
        LibvirtFailureKind.UnknownVendor or LibvirtFailureKind.VendorMismatch or LibvirtFailureKind.NothingInCommon
            or LibvirtFailureKind.FeaturesDiffer => "operation failed: ",
        LibvirtFailureKind.ModelNotAllowed => "unsupported configuration: ",
        LibvirtFailureKind.HypervisorUnsupported => "Operation not supported: ",

        // These name their kind themselves.
        _ => "",
    } + Message;

    /// <summary>The message.</summary>
    public override string ToString() => Message;

    internal static LibvirtFailure UnknownModel(string? name) => new(LibvirtFailureKind.UnknownModel, $"Unknown CPU model {name ?? "(null)"}", name ?? "");

    internal static LibvirtFailure UnknownFeature(string name) => new(LibvirtFailureKind.UnknownFeature, $"Unknown CPU feature {name}", name);

    internal static LibvirtFailure UnknownVendor(string name) => new(LibvirtFailureKind.UnknownVendor, $"Unknown CPU vendor {name}", name);

    internal static LibvirtFailure ModelNotAllowed(string name) =>
        new(LibvirtFailureKind.ModelNotAllowed, $"CPU model {name} is not supported by hypervisor", name);

    internal static LibvirtFailure NoModel(int index) =>
        new(LibvirtFailureKind.NoModel, string.Create(null, $"no CPU model specified at index {index}"));

    internal static LibvirtFailure VendorOfModelDiffers(string? vendor, string model, string other) =>
        new(LibvirtFailureKind.VendorMismatch, $"CPU vendor {vendor ?? "(null)"} of model {model} differs from vendor {other}", vendor ?? "", other);

    internal static LibvirtFailure Incompatible() => new(LibvirtFailureKind.NothingInCommon, "CPUs are incompatible");

    internal static LibvirtFailure Unsupported(string operation, string architecture) =>
        new(LibvirtFailureKind.Unsupported, $"cannot {operation} {architecture} architecture", architecture);

    internal static LibvirtFailure HypervisorUnsupported(string operation, string architecture) =>
        new(LibvirtFailureKind.HypervisorUnsupported, $"{operation} is not supported for arch {architecture}", architecture);

    internal static LibvirtFailure HypervisorLacks(string what, LibvirtDomainCapabilities capabilities) => new(
        LibvirtFailureKind.HypervisorUnsupported,
        $"QEMU '{capabilities.Emulator}' does not support {what} for virttype '{capabilities.DomainType}'");

    internal static LibvirtFailure NoRules(string architecture) =>
        new(LibvirtFailureKind.Unsupported, $"'{architecture}' architecture is not supported by CPU driver", architecture);
}
