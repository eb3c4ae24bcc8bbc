using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CpuFacility.Power;
using CpuFacility.X86;

namespace CpuFacility.Libvirt;

/// <summary>
/// libvirt at a release: what it answers when asked about CPUs, without libvirt and for any machine. x86, POWER and Arm follow libvirt's own rules;
/// on s390x, libvirt asks QEMU, whose rules the library has. Elsewhere libvirt checks nothing.
/// </summary>
/// <remarks>
/// Operations take the architecture from the host's definition, else from the first that names one, else they take it for <c>x86_64</c>. What
/// libvirt answers with an error is a <see cref="LibvirtFailure"/>, or a <see cref="LibvirtException"/> of the members without <c>Try</c>.
/// Immutable and safe to share between threads; tables are built at their first use.
/// </remarks>
public sealed partial class LibvirtEdition
{
    private const string DefaultArchitecture = "x86_64";

    private readonly Lazy<LibvirtX86> _x86;
    private readonly Lazy<LibvirtPpc64> _ppc64;
    private readonly Lazy<LibvirtS390x> _s390x = new(static () => new LibvirtS390x());
    private readonly LibvirtArm _arm = new();
    private readonly LibvirtUnchecked[] _unchecked;

    private LibvirtEdition(string name, Version release, Func<LibvirtX86> x86, Func<CpuModelRegistry> power, params LibvirtUnchecked[] uncheckedArchitectures)
    {
        _unchecked = uncheckedArchitectures;
        Name = name;
        Release = release;
        _x86 = new Lazy<LibvirtX86>(x86);
        _ppc64 = new Lazy<LibvirtPpc64>(() => new LibvirtPpc64(power()));
    }

    /// <summary>libvirt 12.8.</summary>
    public static LibvirtEdition Current { get; } = new(
        "libvirt-12.8",
        new Version(12, 8),
        static () => new LibvirtX86(
            new LibvirtX86Map(X86Editions.Libvirt), ["sockets", "dies", "clusters", "cores", "threads"], trustsUsableModels: true, asksAnyHypervisor: true),
        power: static () => PowerEditions.Libvirt,
        new LibvirtUnchecked(LibvirtArchitectureNames.LoongArch),
        new LibvirtUnchecked(LibvirtUnchecked.RiscV));

    /// <summary>libvirt 9.0.</summary>
    public static LibvirtEdition Old { get; } = new(
        "libvirt-9.0",
        new Version(9, 0),
        static () => new LibvirtX86(
            new LibvirtX86Map(X86Editions.OldLibvirt), ["sockets", "dies", "cores", "threads"], trustsUsableModels: false, asksAnyHypervisor: false),
        power: static () => PowerEditions.OldLibvirt);

    /// <summary>All editions, the newest first.</summary>
    public static ImmutableArray<LibvirtEdition> All { get; } = [Current, Old];

    /// <summary>The edition's name, such as <c>libvirt-12.8</c>.</summary>
    public string Name { get; }

    /// <summary>libvirt's release.</summary>
    public Version Release { get; }

    internal LibvirtX86Map X86Map => _x86.Value.Map;

    /// <summary>The models of an architecture, as <c>virsh cpu-models</c> lists them.</summary>
    /// <param name="architecture">libvirt's name of the architecture.</param>
    /// <returns>The names in the order of libvirt's table; none if the library has no models for the architecture.</returns>
    public ImmutableArray<string> GetModels(string architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return Find(architecture)?.Models ?? [];
    }

    /// <summary>The models of an architecture, as <c>virsh cpu-models</c> lists them.</summary>
    /// <param name="architecture">libvirt's name of the architecture.</param>
    /// <param name="models">The names in the order of libvirt's table; none if libvirt leaves the names to the hypervisor and takes all.</param>
    /// <param name="failure">libvirt does not know the architecture, or nothing of its CPUs.</param>
    /// <returns>Whether there is an answer.</returns>
    public bool TryGetModels(string architecture, out ImmutableArray<string> models, [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        models = [];
        bool isNew = Array.Exists(_unchecked, known => known.Name == architecture);
        failure = !isNew && !LibvirtArchitectureNames.Known.Contains(architecture)
            ? new LibvirtFailure(LibvirtFailureKind.UnknownArchitecture, $"cannot find architecture {architecture}", architecture)
            : !isNew && !LibvirtArchitectureNames.Described.Contains(architecture)
            ? new LibvirtFailure(LibvirtFailureKind.Unsupported, $"'{architecture}' architecture is not supported by CPU driver", architecture)
            : null;
        if (failure is null && !LibvirtS390x.IsOurs(architecture))
        {
            models = GetModels(architecture);
        }

        return failure is null;
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private LibvirtArchitecture? Find(string? architecture) =>
        LibvirtX86.IsOurs(architecture ??= DefaultArchitecture) ? _x86.Value
        : LibvirtPpc64.IsOurs(architecture) ? _ppc64.Value
        : LibvirtS390x.IsOurs(architecture) ? _s390x.Value
        : LibvirtArm.IsOurs(architecture) ? _arm
        : Array.Find(_unchecked, known => known.Name == architecture);

    private static LibvirtFailure NoRules(string? architecture) => LibvirtFailure.NoRules(architecture ?? DefaultArchitecture);
}
