using System.Collections.Immutable;
using CpuFacility.Libvirt;

namespace CpuFacility.Fuzz.Targets;

/// <summary>libvirt's XML, and QEMU's replies as libvirt reads them.</summary>
internal static class LibvirtTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        FuzzTarget.OfText("libvirt-cpu", ReadCpu),
        FuzzTarget.OfText("libvirt-cpus", ReadCpus),
        FuzzTarget.OfText("libvirt-domain", ReadDomain),
        FuzzTarget.OfText("libvirt-capabilities", ReadCapabilities),
        FuzzTarget.OfText("libvirt-domain-capabilities", ReadDomainCapabilities),
        new("libvirt-qemu-replies", ReadReplies),
    ];

    private static void ReadCpu(string text)
    {
        bool isRead = LibvirtCpu.TryRead(text, out LibvirtCpu? cpu, out FacilityFormatError error);
        Contract.Hold(isRead, error, text.Length, () => LibvirtCpu.Read(text));
        if (cpu is not null)
        {
            Check(cpu);
        }
    }

    private static void Check(LibvirtCpu cpu)
    {
        string xml = cpu.ToXml();
        Contract.That(LibvirtCpu.TryRead(xml, out LibvirtCpu? again, out FacilityFormatError error, cpu.Type), $"'{xml}' does not read back: {error}");
        Contract.That(again.Equals(cpu) && again.ToXml() == xml, $"'{xml}' reads back as another CPU");
        foreach (LibvirtEdition edition in LibvirtEdition.All)
        {
            LibvirtModels.TryToModel(cpu, edition, out _, out _, out _);
            LibvirtModels.TryToHost(cpu, edition, "", out _, out _);
            LibvirtConversion.TryToQemu(cpu, edition, out _, out _, out _);
            edition.TryExpand(cpu, out _, out _);
            edition.TryBaseline([cpu, cpu], out _, out _);
            edition.Compare(cpu, cpu);
        }
    }

    private static void ReadCpus(string text)
    {
        bool isRead = LibvirtCpu.TryReadAll(text, out ImmutableArray<LibvirtCpu> cpus, out FacilityFormatError error);
        Contract.Hold(isRead, error, text.Length, () => LibvirtCpu.ReadAll(text));
        LibvirtCpu.TryFindAll(text, out _, out _);
        if (isRead && cpus.Length is > 1 and < 4)
        {
            foreach (LibvirtEdition edition in LibvirtEdition.All)
            {
                edition.TryBaseline(cpus.AsSpan(), out _, out _);
                edition.Compare(cpus[0], cpus[1]);
                edition.TryUpdate(cpus[1], cpus[0], out _, out _);
            }
        }
    }

    private static void ReadDomain(string text)
    {
        bool isRead = LibvirtDomain.TryRead(text, out LibvirtDomain? domain, out FacilityFormatError error);
        Contract.Hold(isRead, error, text.Length, () => LibvirtDomain.Read(text));
        if (domain is not null)
        {
            string xml = domain.ToXml();
            Contract.That(LibvirtDomain.Read(xml).ToXml() == xml, "the XML reads back as another domain");
        }
    }

    private static void ReadCapabilities(string text)
    {
        bool isRead = LibvirtCapabilities.TryRead(text, out LibvirtCapabilities? capabilities, out FacilityFormatError error);
        Contract.Hold(isRead, error, text.Length, () => LibvirtCapabilities.Read(text));
        if (capabilities is not null)
        {
            string xml = capabilities.ToXml();
            Contract.That(LibvirtCapabilities.Read(xml).ToXml() == xml, "the XML reads back as other capabilities");
        }
    }

    private static void ReadDomainCapabilities(string text)
    {
        bool isRead = LibvirtDomainCapabilities.TryRead(text, out LibvirtDomainCapabilities? capabilities, out FacilityFormatError error);
        Contract.Hold(isRead, error, text.Length, () => LibvirtDomainCapabilities.Read(text));
        if (capabilities is not null)
        {
            string xml = capabilities.ToXml();
            Contract.That(LibvirtDomainCapabilities.Read(xml).ToXml() == xml, "the XML reads back as other capabilities");
        }
    }

    private static void ReadReplies(byte[] json)
    {
        bool isExpansion = LibvirtQemuReplies.TryReadExpansion(json, out _, out FacilityFormatError error);
        Contract.Hold(isExpansion, error, json.Length, () => LibvirtQemuReplies.ReadExpansion(json));
        bool areDefinitions = LibvirtQemuReplies.TryReadDefinitions(json, out _, out FacilityFormatError second);
        Contract.Hold(areDefinitions, second, json.Length, () => LibvirtQemuReplies.ReadDefinitions(json));
    }
}
