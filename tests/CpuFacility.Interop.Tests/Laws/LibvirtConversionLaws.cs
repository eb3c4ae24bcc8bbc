using CpuFacility.Libvirt;
using CpuFacility.Testing;
using FsCheck.Xunit;

namespace CpuFacility.Interop.Tests.Laws;

/// <summary>s390x: nothing is lost on the way to libvirt's words and back.</summary>
[Properties(Arbitrary = [typeof(ModelGenerators)])]
public class LibvirtS390xConversionLaws
{
    [Law]
    public void ToQemu_OfFromQemu_IsTheModel(CpuModel model)
    {
        LibvirtCpu cpu = LibvirtConversion.FromQemu(model, LibvirtEdition.Current, out LibvirtConversionReport there);
        LibvirtCpu read = LibvirtCpu.Read(cpu.ToXml()) with { Architecture = "s390x" };

        CpuModel back = LibvirtConversion.ToQemu(read, LibvirtEdition.Current, out LibvirtConversionReport report);

        Assert.Equal(model.UnknownProperties.IsEmpty, there.IsExact);
        Assert.True(report.IsExact);
        Assert.Equal((model.Name, model.Definition, model.Facilities), (back.Name, back.Definition, back.Facilities));
    }
}

/// <summary>x86: in libvirt's own editions a definition is its model, exactly; the oracle is sets of names.</summary>
[Properties(Arbitrary = [typeof(LibvirtCpuGenerators)])]
public class LibvirtModelsLaws
{
    [Law]
    public void ToModel_Guest_HasWhatThePoliciesSay(LibvirtQuestion question)
    {
        CpuModelRegistry registry = question.Registry;
        Assert.True(registry.TryFindDefinition(question.Guest.Model, out CpuModelDefinition? definition));
        HashSet<string> expected = Names(registry, definition.Default);
        foreach (LibvirtCpuFeature feature in question.Guest.Features)
        {
            _ = feature.Policy switch
            {
                LibvirtFeaturePolicy.Require or LibvirtFeaturePolicy.Force => expected.Add(feature.Name),
                LibvirtFeaturePolicy.Disable or LibvirtFeaturePolicy.Forbid => expected.Remove(feature.Name),
                _ => false,
            };
        }

        CpuModel model = LibvirtModels.ToModel(question.Guest, question.Edition);

        Assert.Same(registry, model.Registry);
        Assert.True(expected.SetEquals(Names(registry, model.Facilities)));

        // What is written of it in the same words is exact.
        LibvirtCpu written = LibvirtConversion.FromQemu(model, question.Edition, out LibvirtConversionReport report);
        Assert.True(report.IsExact);
        Assert.Equal(model.Facilities, LibvirtModels.ToModel(LibvirtCpu.Read(written.ToXml()), question.Edition).Facilities);
    }

    /// <summary>A host runs exactly those definitions of hosts that libvirt says it runs.</summary>
    [Law]
    public void ToHost_TwoHosts_AgreeWithLibvirtsComparison(LibvirtQuestion question)
    {
        HostCapability host = LibvirtModels.ToHost(question.First, question.Edition);
        CpuModel other = LibvirtModels.ToModel(question.Second, question.Edition);

        Assert.Equal(
            question.Edition.Compare(question.First, question.Second).IsCompatible,
            other.Facilities.IsSubsetOf(host.Offered));
        Assert.False(host.Unreported.Overlaps(question.Registry.Vocabulary.Known));
    }

    private static HashSet<string> Names(CpuModelRegistry registry, FacilitySet features) =>
        [.. features.ToArray().Select(index => registry.Catalog.TryGetName(registry.Catalog[index], FacilityDialect.Libvirt, out string? name) ? name : "")];
}
