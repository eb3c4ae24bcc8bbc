using System.Collections.Immutable;
using System.Text;
using CpuFacility.Libvirt;

namespace CpuFacility.Tool;

/// <summary>One of libvirt's XML documents that has a CPU in it; the root element says which.</summary>
internal sealed class LibvirtDocumentFormat : IModelFormat
{
    private readonly string _root;
    private readonly LibvirtSubject.Reader _read;

    private LibvirtDocumentFormat(string root, LibvirtSubject.Reader read)
    {
        _root = root;
        _read = read;
    }

    public static IReadOnlyList<LibvirtDocumentFormat> All { get; } =
    [
        new("cpu", LibvirtSubject.TryReadCpu),
        new("domain", LibvirtSubject.TryReadDomain),
        new("capabilities", LibvirtSubject.TryReadCapabilities),
        new("domainCapabilities", LibvirtSubject.TryReadDomainCapabilities),
    ];

    public string Name => $"libvirt's <{_root}>";

    public int MaximumLength => LibvirtCpu.MaximumLength;

    /// <summary>Whether a file, or its start, is one of these documents.</summary>
    public static bool IsOne(ReadOnlySpan<byte> content)
    {
        string root = XmlRoot.Find(content);
        return All.Any(format => format._root == root);
    }

    public bool Matches(ReadOnlySpan<byte> content) => XmlRoot.Find(content) == _root;

    public bool TryRead(ReleaseView view, ReadOnlySpan<byte> content, out HostDescription? description, out FacilityFormatError error)
    {
        description = null;
        ReadOnlySpan<byte> bytes = content.StartsWith("\uFEFF"u8) ? content["\uFEFF"u8.Length..] : content;
        string text = Encoding.UTF8.GetString(bytes);
        if (!_read(text, out LibvirtSubject? subject, out error))
        {
            int position = content.Length - bytes.Length + Encoding.UTF8.GetByteCount(text.AsSpan(0, Math.Min(error.Position, text.Length)));
            error = error with { Position = position };
            return false;
        }

        if (subject!.Cpu is not { Model: not null } cpu)
        {
            throw new UnknownException($"This is {Name} without a model. {subject.DescribeAbsence()}");
        }

        cpu = cpu.Architecture is null ? cpu with { Architecture = FindArchitecture(cpu, view) } : cpu;
        if (LibvirtModels.FindArchitecture(cpu) is not CpuArchitecture architecture)
        {
            error = new FacilityFormatError(0, $"'{Shortened.Text(cpu.Architecture!)}' is no architecture that is covered: x86_64, s390x, ppc64 and aarch64 are.");
            return false;
        }

        LibvirtEdition edition = view.LibvirtEdition;
        CpuModelRegistry registry = view.RegistryForLibvirt(architecture);
        bool isMade = subject.IsHost
            ? TryMakeHost(cpu, edition, registry, out description, out LibvirtFailure? failure)
            : TryMakeModel(cpu, edition, registry, out description, out failure);
        error = isMade ? default : new FacilityFormatError(0, $"{edition} answers: {failure}.");
        return isMade;
    }

    private bool TryMakeHost(LibvirtCpu cpu, LibvirtEdition edition, CpuModelRegistry registry, out HostDescription? description, out LibvirtFailure? failure)
    {
        bool isMade = LibvirtModels.TryToHost(cpu, edition, Name, out HostCapability? host, out failure, registry);
        description = isMade ? new HostDescription(host!) { Definition = cpu, Notes = [.. LibvirtNotes.ListIgnored(cpu)] } : null;
        return isMade;
    }

    private bool TryMakeModel(LibvirtCpu cpu, LibvirtEdition edition, CpuModelRegistry registry, out HostDescription? description, out LibvirtFailure? failure)
    {
        description = null;
        bool isOwn = ReferenceEquals(registry, LibvirtModels.GetRegistry(registry.Architecture, edition));
        LibvirtConversionReport? report;
        if (!(isOwn
            ? LibvirtModels.TryToModel(cpu, edition, out CpuModel? model, out report, out failure)
            : LibvirtConversion.TryToQemu(cpu, edition, out model, out report, out failure)))
        {
            return false;
        }

        // A release of QEMU has its own view of the models.
        if (!isOwn && !ReferenceEquals(model!.Registry, registry))
        {
            string expression = model.ToString();
            if (!registry.TryParse(expression, out model, out FacilityFormatError error))
            {
                throw new UsageException($"In QEMU's words the model is {expression}, which {registry.Edition} does not take. {error.Reason}");
            }
        }

        ImmutableArray<string> notes = LibvirtNotes.List(cpu, isOwn ? null : report, registry.Edition);
        description = new HostDescription(new HostCapability(model!, source: Name)) { Definition = cpu, Model = model, Notes = notes };
        return true;
    }

    /// <summary>
    /// A guest's XML names no architecture: the one that was asked for, else the first whose table has the model, else libvirt's own default.
    /// </summary>
    private static string FindArchitecture(LibvirtCpu cpu, ReleaseView view)
    {
        (CpuArchitecture Architecture, string Name)[] known =
            [(CpuArchitecture.X86, "x86_64"), (CpuArchitecture.S390x, "s390x"), (CpuArchitecture.Power, "ppc64"), (CpuArchitecture.Arm, "aarch64")];
        if (view.AskedArchitecture is CpuArchitecture asked)
        {
            // What libvirt has no documents of here is refused as what was not asked for.
            return known.FirstOrDefault(one => one.Architecture == asked, known[0]).Name;
        }

        string? name = known.FirstOrDefault(one =>
            LibvirtModels.TryToModel(cpu with { Architecture = one.Name, Features = [] }, view.LibvirtEdition, out _, out _, out _)).Name;
        return name ?? known[0].Name;
    }
}
