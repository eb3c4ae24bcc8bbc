using System.Text.Json;
using CpuFacility.Testing;
using CpuFacility.X86;

namespace CpuFacility.Tests.Architectures.X86;

/// <summary>The definitions of QEMU's edition against what its own features were found to be, and the properties of their registries.</summary>
public class X86DefinitionTests
{
    private static readonly FacilityCatalog Catalog = X86Editions.Qemu.Catalog;

    /// <summary>
    /// The features are named as libvirt does there; QEMU's defaults for software emulation are undone. They were seen with VMX switched on, so
    /// what waits for something else is not among them.
    /// </summary>
    [SkippableFact]
    public void Default_EveryQemuModel_IsItsOwnFeatures()
    {
        using JsonDocument facts = JsonDocument.Parse(File.ReadAllBytes(SharedFolder.Require("facts", "x86", "qemu-11.1-models.json")));
        int count = 0;
        foreach (JsonElement row in facts.RootElement.GetProperty("models").EnumerateArray())
        {
            string name = row.GetProperty("name").GetString()!;
            if (name is "max" or "host")
            {
                // These are no definitions: they stand for a host.
                Assert.False(X86Editions.Qemu.TryFindDefinition(name, out _));
                continue;
            }

            Assert.True(X86Editions.Qemu.TryFindDefinition(name, out CpuModelDefinition? found));
            var definition = (X86ModelDefinition)found;
            FacilitySet seen = X86Editions.Qemu.Parse($"{name},vmx").Facilities.Intersect(definition.Default);

            // The one model without features has no list of them.
            IEnumerable<string> own = name == "base" ? [] : Strings(row, "own_features");
            Assert.Equal(own.Order(StringComparer.Ordinal), LibvirtNames(seen).Order(StringComparer.Ordinal));
            JsonElement props = row.GetProperty("props");
            Assert.Equal(row.GetProperty("alias_of").GetString(), definition.AliasOf);
            Assert.Equal(
                (props.GetProperty("family").GetInt32(), props.GetProperty("model").GetInt32(), props.GetProperty("stepping").GetInt32()),
                (definition.Identity.Signature!.Value.Family, definition.Identity.Signature.Value.Model, definition.Identity.Signature.Value.Stepping));
            Assert.Equal(props.GetProperty("vendor").GetString(), definition.Identity.Vendor);
            Assert.Equal(props.GetProperty("model-id").GetString(), definition.BrandString);
            count++;
        }

        Assert.Equal(187, count);
    }

    /// <summary>
    /// A definition can switch on what its own features hide: another feature brings it out. QEMU 7.2 was asked for it, with everything on that
    /// others need.
    /// </summary>
    [Fact]
    public void Default_HiddenFeatures_AreThoseThatWaitForAnother()
    {
        IEnumerable<string> hidden =
            from definition in X86Editions.Qemu.Definitions
            where definition.AliasOf is null
            from index in definition.Default.Except(X86Editions.Qemu.Parse($"{definition.Name},vmx").Facilities).ToArray()
            select $"{definition.Name} {Catalog.NameOf(Catalog[index])}";
        Assert.Equal(
            [
                "Denverton-v1 vmx-invpcid-exit", "Denverton-v2 vmx-invpcid-exit", "Denverton-v3 vmx-invpcid-exit",
                "Nehalem-v1 vmx-rdtscp-exit", "Nehalem-v2 vmx-rdtscp-exit",
                "Snowridge-v1 vmx-invpcid-exit", "Snowridge-v2 vmx-invpcid-exit", "Snowridge-v3 vmx-invpcid-exit", "Snowridge-v4 vmx-invpcid-exit",
                "Westmere-v1 vmx-rdtscp-exit", "Westmere-v2 vmx-rdtscp-exit",
                "coreduo-v1 vmx-entry-ia32e-mode", "kvm32-v1 vmx-entry-ia32e-mode",
            ],
            hidden.Order(StringComparer.Ordinal));
        Assert.True(X86Editions.Qemu.Parse("Westmere,vmx,rdtscp").Has(X86Facility.VmxRdtscpExit));
        Assert.False(X86Editions.Qemu.Parse("Westmere,vmx").Has(X86Facility.VmxRdtscpExit));
    }

    [Fact]
    public void AliasOf_EveryPair_IsOneModelUnderTwoNames()
    {
        foreach ((CpuModelRegistry registry, int count) in (IEnumerable<(CpuModelRegistry, int)>)[(X86Editions.Qemu, 63), (X86Editions.Libvirt, 63), (X86Editions.OldLibvirt, 0)])
        {
            X86ModelDefinition[] aliases = [.. registry.Definitions.Cast<X86ModelDefinition>().Where(static definition => definition.AliasOf is not null)];
            Assert.Equal(count, aliases.Length);
            foreach (X86ModelDefinition alias in aliases)
            {
                Assert.True(registry.TryFindDefinition(alias.AliasOf, out CpuModelDefinition? found), alias.Name);
                var target = (X86ModelDefinition)found;
                Assert.Null(target.AliasOf);
                Assert.Equal((alias.Identity, alias.Default, alias.Removed), (target.Identity, target.Default, target.Removed));
                Assert.Equal(
                    (alias.CpuidLevel, alias.CpuidLevelFunc7, alias.CpuidExtendedLevel, alias.CpuidCentaurLevel, alias.Avx10Version, alias.BrandString, alias.HasLegacyCache),
                    (target.CpuidLevel, target.CpuidLevelFunc7, target.CpuidExtendedLevel, target.CpuidCentaurLevel, target.Avx10Version, target.BrandString, target.HasLegacyCache));
            }
        }
    }

    /// <summary>What the publisher says was added is switched on by QEMU, and is no part of the model; what was removed is none either.</summary>
    [Fact]
    public void Default_LibvirtModels_IsApartFromAddedAndRemoved()
    {
        foreach (X86ModelDefinition definition in X86Editions.Libvirt.Definitions.Concat(X86Editions.OldLibvirt.Definitions).Cast<X86ModelDefinition>())
        {
            Assert.False(definition.Default.Overlaps(definition.Added) || definition.Default.Overlaps(definition.Removed), definition.Name);
            Assert.True(definition.Added.Union(definition.Removed).IsSubsetOf(definition.Full), definition.Name);
        }
    }

    [Fact]
    public void Definitions_Editions_GiveOneNameDifferentFeatures()
    {
        FacilitySet qemu = X86Editions.Qemu.Parse("Haswell").Facilities;
        FacilitySet libvirt = X86Editions.Libvirt.Parse("Haswell").Facilities;
        Assert.True(libvirt.IsSubsetOf(qemu));
        Assert.Equal(["abm", "arat", "f16c", "rdrand", "vme", "xsaveopt"], LibvirtNames(qemu.Except(libvirt)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void QemuEmulation_EveryModelButBase_HasTheHypervisorBitAndNoVme()
    {
        foreach (CpuModelDefinition definition in X86Editions.QemuEmulation.Definitions)
        {
            bool isBase = definition.Name == "base";
            Assert.Equal(!isBase, definition.Default.Contains(X86Facility.Hypervisor.Index));
            Assert.False(definition.Default.Contains(X86Facility.Vme.Index));
            Assert.True(X86Editions.Qemu.TryFindDefinition(definition.Name, out CpuModelDefinition? plain));
            Assert.Equal(
                plain.Default.Without(X86Facility.Vme.Index).Without(X86Facility.Hypervisor.Index),
                definition.Default.Without(X86Facility.Hypervisor.Index));
        }
    }

    [Fact]
    public void TryGet_EditionsByName_FindTheRegistries()
    {
        Assert.True(CpuModels.TryGet(CpuArchitecture.X86, "libvirt-12.8", out CpuModelRegistry? registry));
        Assert.Same(X86Editions.Libvirt, registry);
        Assert.False(CpuModels.TryGet(CpuArchitecture.X86, "libvirt-10.0", out _));
        Assert.Equal(["qemu-11.1", "libvirt-12.8", "libvirt-9.0"], CpuModels.GetEditions(CpuArchitecture.X86).Select(static one => one.Edition));
    }

    /// <summary>QEMU adds nothing that is not the model's, in software emulation either, and has no versioned names beside its own.</summary>
    [Fact]
    public void Added_WhereNothingIsSaid_IsEmpty()
    {
        foreach (X86ModelDefinition definition in X86Editions.Qemu.Definitions.Concat(X86Editions.QemuEmulation.Definitions).Cast<X86ModelDefinition>())
        {
            Assert.True(definition.Added.IsEmpty && definition.Removed.IsEmpty, definition.Name);
            Assert.Null(definition.CanonicalName);
        }
    }

    [Fact]
    public void CanonicalName_LibvirtModels_IsTheNameInTheData()
    {
        string[] expected = [.. CsvRows
            .Read(RepositoryFolder.Locate("src", "CpuFacility", "Architectures", "X86", "Data", "models.libvirt-12.8.csv"))
            .Select(static row => row.First(static cell => cell.Key.StartsWith("canonical", StringComparison.Ordinal)).Value)];
        Assert.Equal(expected, X86Editions.Libvirt.Definitions.Cast<X86ModelDefinition>().Select(static definition => definition.CanonicalName ?? ""));
        Assert.Contains(X86Editions.Libvirt.Definitions.Cast<X86ModelDefinition>(), static definition => definition.CanonicalName is null);
        Assert.All(X86Editions.OldLibvirt.Definitions.Cast<X86ModelDefinition>(), static definition => Assert.Null(definition.CanonicalName));
        Assert.DoesNotContain("", X86Editions.Libvirt.Definitions.Cast<X86ModelDefinition>().Select(static definition => definition.CanonicalName));
    }

    private static IEnumerable<string> LibvirtNames(FacilitySet facilities) => facilities.ToArray()
        .Select(index => Catalog.TryGetName(Catalog[index], FacilityDialect.Libvirt, out string? name) ? name : Catalog.NameOf(Catalog[index]));

    private static IEnumerable<string> Strings(JsonElement row, string name) => row.GetProperty(name).EnumerateArray().Select(static value => value.GetString()!);

    [Fact]
    public void TryFind_IdentityOfSeveral_IsTheFirstInTheTable()
    {
        foreach (CpuModelDefinition definition in CpuModels.X86.Definitions)
        {
            Assert.True(CpuModels.X86.TryFind(definition.Identity, out CpuModelDefinition? found));
            Assert.Same(CpuModels.X86.Definitions.First(candidate => candidate.Identity.Equals(definition.Identity)), found);
        }
    }
}
