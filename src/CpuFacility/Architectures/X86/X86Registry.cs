using System.Collections.Immutable;

namespace CpuFacility.X86;

/// <summary>Builds the catalog and the registries of each edition from the generated tables, each at its first use.</summary>
internal static class X86Registry
{
    public const string QemuEdition = "qemu-11.1";
    public const string LibvirtEdition = "libvirt-12.8";
    public const string OldLibvirtEdition = "libvirt-9.0";

    private const string MaximumModel = "max";

    private static readonly Version QemuRelease = new(11, 1);
    private static readonly Version LibvirtRelease = new(12, 8);
    private static readonly Version OldLibvirtRelease = new(9, 0);

    public static readonly FacilityCatalog Catalog = new(X86Data.CreateCatalogData());

    public static CpuModelRegistry Qemu => QemuHolder.Instance;

    public static CpuModelRegistry Libvirt => LibvirtHolder.Instance;

    public static CpuModelRegistry OldLibvirt => OldLibvirtHolder.Instance;

    /// <summary>QEMU's models as its software emulation starts them: with what it adds to and takes from every model but <c>base</c>.</summary>
    public static CpuModelRegistry QemuEmulation => QemuEmulationHolder.Instance;

    private static CpuModelRegistry CreateQemu(bool isEmulated)
    {
        FacilitySet known = QemuKnown();
        ImmutableArray<X86ModelDefinition> all = ReadQemu(known);
        X86ModelDefinition maximum = all.Single(static definition => definition.Name == MaximumModel);
        ImmutableArray<CpuModelDefinition> definitions =
            [.. all.Where(static definition => definition.Name != MaximumModel).Select(definition => isEmulated ? Emulate(definition, known) : definition)];
        return new CpuModelRegistry(
            QemuEdition,
            QemuRelease,
            new FacilityVocabulary(Catalog, Catalog.GetOrder(QemuEdition), FacilityDialect.Qemu, known),
            new X86QemuRules(Catalog, isEmulated),
            definitions,
            [new CpuModelRegistry.Preset(MaximumModel, maximum, maximum.Default)],
            profiles: [],
            ownDefinitions: []);
    }

    private static X86ModelDefinition Emulate(X86ModelDefinition definition, FacilitySet known) =>
        definition.Name == X86QemuRules.BaseModel
            ? definition
            : definition.WithFeatures(definition.Default.Union(X86Data.EmulatorOn).Except(X86Data.EmulatorOff), known);

    private static FacilitySet QemuKnown() =>
        Catalog.All.Except(FacilitySet.Create([.. Catalog.Data.Foreign.Select(static index => (int)index)]));

    private static ImmutableArray<X86ModelDefinition> ReadQemu(FacilitySet known)
    {
        string[] names = X86Data.Qemu11_1.Names();
        string[] titles = X86Data.Qemu11_1.Titles();
        string[] aliases = X86Data.Qemu11_1.AliasOf();
        string[] vendors = X86Data.Qemu11_1.Vendor();
        string[] brands = X86Data.Qemu11_1.ModelId();
        var definitions = ImmutableArray.CreateBuilder<X86ModelDefinition>(names.Length);
        for (int i = 0; i < names.Length; i++)
        {
            var signature = new X86Signature(
                (int)X86Data.Qemu11_1.Family[i], (int)X86Data.Qemu11_1.Model[i], (int)X86Data.Qemu11_1.Stepping[i]);
            ReadOnlySpan<FacilitySet> sets = X86Data.Qemu11_1.Sets.Slice(X86Data.Qemu11_1.SetRow[i] * 3, 3);
            definitions.Add(new X86ModelDefinition(names[i], new X86Identity(vendors[i], signature), sets[0], sets[1], sets[2], known, titles[i], QemuRelease)
            {
                Edition = QemuEdition,
                AliasOf = aliases[i].Length == 0 ? null : aliases[i],
                CpuidLevel = X86Data.Qemu11_1.Level[i],
                CpuidLevelFunc7 = X86Data.Qemu11_1.LevelFunc7[i],
                CpuidExtendedLevel = X86Data.Qemu11_1.Xlevel[i],
                CpuidCentaurLevel = X86Data.Qemu11_1.Xlevel2[i],
                Avx10Version = (int)X86Data.Qemu11_1.Avx10Version[i],
                HasLegacyCache = X86Data.Qemu11_1.LegacyCache[i] != 0,
                ForcesLeaf1F = X86Data.Qemu11_1.ForceCpuid0x1f[i] != 0,
                BrandString = brands[i],
            });
        }

        return definitions.MoveToImmutable();
    }

    private static CpuModelRegistry CreateLibvirt(string edition, Version release, in FacilitySet known, ImmutableArray<CpuModelDefinition> definitions) =>
        new(
            edition,
            release,
            new FacilityVocabulary(Catalog, Catalog.GetOrder(edition), FacilityDialect.Libvirt, known),
            new X86Rules(),
            definitions,
            presets: [],
            profiles: [],
            ownDefinitions: []);

    private static ImmutableArray<CpuModelDefinition> ReadLibvirt()
    {
        FacilitySet known = LibvirtKnown();
        string[] names = X86Data.Libvirt12_8.Names();
        string[] titles = X86Data.Libvirt12_8.Titles();
        string[] aliases = X86Data.Libvirt12_8.AliasOf();
        string[] canonical = X86Data.Libvirt12_8.Canonical();
        string[] vendors = X86Data.Libvirt12_8.Vendor();
        string[] signatures = X86Data.Libvirt12_8.Signatures();
        return [.. Enumerable.Range(0, names.Length).Select(i => CreateLibvirtDefinition(
            LibvirtEdition,
            LibvirtRelease,
            names[i],
            vendors[i],
            signatures[i],
            X86Data.Libvirt12_8.Sets.Slice(X86Data.Libvirt12_8.SetRow[i] * 3, 3),
            known,
            titles[i],
            aliases[i],
            canonical[i],
            X86Data.Libvirt12_8.DecodeHost[i] != 0,
            X86Data.Libvirt12_8.DecodeGuest[i] != 0,
            X86Data.Libvirt12_8.CheckPartialCompat[i] != 0))];
    }

    private static ImmutableArray<CpuModelDefinition> ReadOldLibvirt()
    {
        string[] names = X86Data.Libvirt9_0.Names();
        string[] titles = X86Data.Libvirt9_0.Titles();
        string[] vendors = X86Data.Libvirt9_0.Vendor();
        string[] signatures = X86Data.Libvirt9_0.Signatures();
        return [.. Enumerable.Range(0, names.Length).Select(i => CreateLibvirtDefinition(
            OldLibvirtEdition,
            OldLibvirtRelease,
            names[i],
            vendors[i],
            signatures[i],
            X86Data.Libvirt9_0.Sets.Slice(X86Data.Libvirt9_0.SetRow[i] * 3, 3),
            X86Data.KnownLibvirt9_0,
            titles[i],
            alias: "",
            canonical: "",
            X86Data.Libvirt9_0.DecodeHost[i] != 0,
            X86Data.Libvirt9_0.DecodeGuest[i] != 0,
            checksCompatibilityOnly: false))];
    }

    private static X86ModelDefinition CreateLibvirtDefinition(
        string edition,
        Version release,
        string name,
        string vendor,
        string signatures,
        ReadOnlySpan<FacilitySet> sets,
        in FacilitySet known,
        string title,
        string alias,
        string canonical,
        bool decodesHost,
        bool decodesGuest,
        bool checksCompatibilityOnly)
    {
        string characters = X86Vendor.All.FirstOrDefault(known => known.Name == vendor)?.Signature ?? "";
        return new X86ModelDefinition(name, new X86Identity(characters), sets[0], sets[1], sets[2], known, title, release)
        {
            Edition = edition,
            AliasOf = alias.Length == 0 ? null : alias,
            CanonicalName = canonical.Length == 0 ? null : canonical,
            Signatures = X86SignatureRange.ReadAll(signatures),
            DecodesHost = decodesHost,
            DecodesGuest = decodesGuest,
            ChecksCompatibilityOnly = checksCompatibilityOnly,
        };
    }

    private static FacilitySet LibvirtKnown()
    {
        var known = default(FacilitySet.Builder);
        foreach (FacilityCatalogData.AliasRow alias in Catalog.Data.Aliases)
        {
            if (alias.Dialect == FacilityDialect.Libvirt)
            {
                known.Add(alias.Facility);
            }
        }

        return known.ToFacilitySet();
    }

    // Apart from each other, so that using one edition does not build the others.
    private static class QemuHolder
    {
        public static readonly CpuModelRegistry Instance = CreateQemu(isEmulated: false);
    }

    private static class QemuEmulationHolder
    {
        public static readonly CpuModelRegistry Instance = CreateQemu(isEmulated: true);
    }

    private static class LibvirtHolder
    {
        public static readonly CpuModelRegistry Instance =
            CreateLibvirt(LibvirtEdition, LibvirtRelease, LibvirtKnown(), ReadLibvirt());
    }

    private static class OldLibvirtHolder
    {
        public static readonly CpuModelRegistry Instance =
            CreateLibvirt(OldLibvirtEdition, OldLibvirtRelease, X86Data.KnownLibvirt9_0, ReadOldLibvirt());
    }
}
