using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CpuFacility.Arm;

namespace CpuFacility.Libvirt;

/// <summary>
/// 64-bit Arm. A host's definition has the first 32 bits of AT_HWCAP by Linux' words, and a part of an implementer (<c>virCPUarmCpuDataFromRegs</c> in
/// <c>cpu_arm.c</c>). A guest's names are handed to QEMU as they are; libvirt's own table of them has SVE and its vector lengths.
/// </summary>
internal static class LibvirtArmConversion
{
    /// <summary>The bits of AT_HWCAP that libvirt has names for.</summary>
    private static readonly ArmHwcaps Named = new(uint.MaxValue, 0, 0);

    /// <summary>What the last four bits of a MIDR's upper half are on all processors of 64 bits.</summary>
    private const uint ArchitectureBits = 0xF0000;

    public static bool TryToQemu(
        LibvirtCpu cpu,
        [NotNullWhen(true)] out CpuModel? model,
        [NotNullWhen(true)] out LibvirtConversionReport? report,
        [NotNullWhen(false)] out LibvirtFailure? failure)
    {
        (model, report, failure) = (null, null, null);
        CpuModelRegistry registry = CpuModels.Arm;
        if (cpu.Model is null || !registry.TryFind(cpu.Model, out CpuModel? start))
        {
            failure = cpu.Model is null ? LibvirtFailure.NoModel(0) : LibvirtFailure.UnknownModel(cpu.Model);
            return false;
        }

        var builder = new CpuModelBuilder(start);
        foreach (LibvirtCpuFeature feature in cpu.Features.Where(static feature => feature.Policy != LibvirtFeaturePolicy.Optional))
        {
            bool isOn = feature.Policy is LibvirtFeaturePolicy.Require or LibvirtFeaturePolicy.Force;
            if (!registry.Properties.Any(property => property.Name == feature.Name))
            {
                failure = LibvirtFailure.UnknownFeature(feature.Name);
                return false;
            }

            if (!builder.TrySetProperty(feature.Name, isOn ? "on" : "off", out string? reason))
            {
                failure = new LibvirtFailure(LibvirtFailureKind.Incompatible, reason, feature.Name);
                return false;
            }
        }

        if (builder.FindConflict() is string conflict)
        {
            failure = new LibvirtFailure(LibvirtFailureKind.Incompatible, conflict, cpu.Model);
            return false;
        }

        model = builder.ToModel();
        report = new LibvirtConversionReport(cpu.Model, model.Name, [], [], LibvirtLeftovers.List(cpu));
        return true;
    }

    /// <summary>A host of what its definition says. Names that are none of Linux' are kept as sentences, and nothing is known of what has no word.</summary>
    public static HostCapability ToHost(LibvirtCpu cpu, CpuModelRegistry registry, string source)
    {
        var words = default(ArmHwcaps);
        var unknown = new List<string>();
        foreach (LibvirtCpuFeature feature in cpu.Features)
        {
            if (ArmHwcaps.TryFind(feature.Name, out ArmHwcaps bit) && Named.Contains(bit))
            {
                words = words.Union(bit);
            }
            else
            {
                unknown.Add(feature.Name);
            }
        }

        FacilitySet reported = words.GetReported();
        ArmPart? part = FindPart(cpu);
        return ArmHosts.Create(
            registry,
            part is null ? new ArmIdentity(0) : new ArmIdentity((uint)part.ImplementerCode << 24 | ArchitectureBits | (uint)part.Number << 4),
            words.ToFacilities().Intersect(reported),
            registry.Catalog.All.Except(reported),
            source,
            Describe(cpu, part, unknown));
    }

    /// <summary>libvirt's names have spaces where the table of parts has underscores.</summary>
    private static ArmPart? FindPart(LibvirtCpu cpu)
    {
        ImmutableArray<ArmPart> parts = ArmPart.All;
        string? name = cpu.Model?.Replace(' ', '_');
        return parts.FirstOrDefault(part => name is not null && part.LibvirtNames.Contains(name) && (cpu.Vendor is null || part.Implementer?.LibvirtName == cpu.Vendor));
    }

    private static IEnumerable<string> Describe(LibvirtCpu cpu, ArmPart? part, List<string> unknown)
    {
        if (part is null)
        {
            yield return $"'{cpu.Model}'{(cpu.Vendor is null ? "" : $" of {cpu.Vendor}")} is no processor that libvirt's names are known of.";
        }

        if (unknown.Count > 0)
        {
            yield return $"Features that no facility is known for: {string.Join(", ", unknown)}.";
        }
    }
}
