using System.Text;
using CpuFacility.Libvirt;
using CpuFacility.X86;

namespace CpuFacility.Interop.Tests.Libvirt;

public class LibvirtQemuRepliesTests
{
    /// <summary>The table of libvirt's qemu_capabilities.c, as far as libvirt has features of the names.</summary>
    [Theory]
    [InlineData("cmp-legacy", "cmp_legacy")]
    [InlineData("ds-cpl", "ds_cpl")]
    [InlineData("fxsr-opt", "fxsr_opt")]
    [InlineData("lahf-lm", "lahf_lm")]
    [InlineData("nodeid-msr", "nodeid_msr")]
    [InlineData("pclmulqdq", "pclmuldq")]
    [InlineData("perfctr-core", "perfctr_core")]
    [InlineData("perfctr-nb", "perfctr_nb")]
    [InlineData("tsc-adjust", "tsc_adjust")]
    [InlineData("avx", "avx")]
    [InlineData("xd", "xd")]
    [InlineData("sse4-1", "sse4-1")]
    [InlineData("nobody-knows-this", "nobody-knows-this")]
    public void ReadDefinitions_Blockers_HaveLibvirtsNames(string qemu, string expected)
    {
        string json = $$"""{"return": [{"name": "a", "unavailable-features": ["{{qemu}}"]}]}""";

        Assert.Equal([expected], Assert.Single(LibvirtQemuReplies.ReadDefinitions(Encoding.UTF8.GetBytes(json))).Blockers.ToArray());
    }

    /// <summary>All other features have the same name in both systems, or none in one.</summary>
    [Fact]
    public void ReadDefinitions_EveryFeature_ComesBack()
    {
        FacilityCatalog catalog = X86Editions.Libvirt.Catalog;
        int translated = 0;
        foreach (Facility feature in Enumerable.Range(0, catalog.Count).Select(index => catalog[index]))
        {
            if (catalog.TryGetName(feature, FacilityDialect.Qemu, out string? qemu) && catalog.TryGetName(feature, FacilityDialect.Libvirt, out string? libvirt))
            {
                string json = $$"""[{"name": "a", "unavailable-features": ["{{qemu}}"]}]""";
                Assert.Equal([libvirt], LibvirtQemuReplies.ReadDefinitions(Encoding.UTF8.GetBytes(json))[0].Blockers.ToArray());
                translated += qemu == libvirt ? 0 : 1;
            }
        }

        Assert.Equal(10, translated);
    }

    /// <summary>QEMU's reply without the list says nothing of whether the host can run the model.</summary>
    [Fact]
    public void ReadDefinitions_Usability_IsWhatTheListSays()
    {
        const string json = """[{"name": "a"}, {"name": "b", "unavailable-features": [], "deprecated": true}, {"name": "c", "unavailable-features": ["avx"], "deprecated": false}]""";

        LibvirtHypervisorModel[] models = [.. LibvirtQemuReplies.ReadDefinitions(Encoding.UTF8.GetBytes(json))];

        Assert.Equal([LibvirtUsability.Unknown, LibvirtUsability.Yes, LibvirtUsability.No], models.Select(static model => model.Usability));
        Assert.Equal([false, true, false], models.Select(static model => model.IsDeprecated));
    }

    /// <summary>Only what is on counts; another name that QEMU has for a feature is none of libvirt's.</summary>
    [Fact]
    public void ReadExpansion_OtherNamesAndOffProperties_HaveNoPart()
    {
        const string json = """{"model": {"name": "base", "props": {"sse4-1": true, "sse4.2": true, "avx": false, "min-level": 7, "nobody-knows-this": true}}}""";

        LibvirtX86Data data = LibvirtQemuReplies.ReadExpansion(Encoding.UTF8.GetBytes(json));

        Assert.Equal(X86Editions.Libvirt.Vocabulary.CreateSet("sse4.2"), data.Facilities);
        Assert.Equal((null, ""), (data.Signature, data.Vendor));
    }
}
