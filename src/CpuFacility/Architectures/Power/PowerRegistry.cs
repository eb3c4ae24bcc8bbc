using System.Collections.Immutable;

namespace CpuFacility.Power;

/// <summary>Builds the catalog and the registries of each edition from the generated tables, each at its first use.</summary>
internal static class PowerRegistry
{
    public const string QemuEdition = "qemu-11.1";
    public const string LibvirtEdition = "libvirt-12.8";
    public const string OldLibvirtEdition = "libvirt-9.0";

    private static readonly Version QemuRelease = new(11, 1);

    public static readonly FacilityCatalog Catalog = new(PowerData.CreateCatalogData());

    public static CpuModelRegistry Qemu => QemuHolder.Instance;

    public static CpuModelRegistry Libvirt => LibvirtHolder.Instance;

    public static CpuModelRegistry OldLibvirt => OldLibvirtHolder.Instance;

    private static CpuModelRegistry Create(string edition, Version release, CpuModelRules rules, ImmutableArray<CpuModelDefinition> definitions, ImmutableArray<ListedCpuModel> listing) =>
        new(
            edition,
            release,
            new FacilityVocabulary(Catalog, Catalog.GetOrder(edition), FacilityDialect.Qemu, Catalog.All),
            rules,
            definitions,
            presets: [],
            profiles: [],
            ownDefinitions: [])
        {
            Listing = listing,
        };

    private static ImmutableArray<CpuModelDefinition> ReadQemu()
    {
        string[] names = PowerData.Qemu11_1.Names();
        string[] titles = PowerData.Qemu11_1.Titles();
        string[] aliases = PowerData.Qemu11_1.AliasOf();
        var definitions = ImmutableArray.CreateBuilder<CpuModelDefinition>(names.Length);
        for (int i = 0; i < names.Length; i++)
        {
            uint pvr = PowerData.Qemu11_1.Pvr[i];
            ReadOnlySpan<FacilitySet> sets = PowerData.Qemu11_1.Sets.Slice(PowerData.Qemu11_1.SetRow[i] * 3, 3);
            definitions.Add(new PowerModelDefinition(
                names[i],
                new PowerIdentity(pvr),
                [new PowerPvrMatch(pvr, PowerData.Qemu11_1.PvrMask[i])],
                sets[0],
                sets[0].Union(sets[1]),
                titles[i],
                QemuRelease)
            {
                Edition = QemuEdition,
                AliasOf = aliases[i].Length == 0 ? null : aliases[i],
            });
        }

        return definitions.MoveToImmutable();
    }

    private static ImmutableArray<CpuModelDefinition> ReadLibvirt(
        string edition,
        Version release,
        (string[] Names, string[] Titles, string[] Vendors) models,
        ReadOnlySpan<ushort> rows,
        ReadOnlySpan<FacilitySet> sets,
        (string[] Models, uint[] Values, uint[] Masks) pvrs)
    {
        var definitions = ImmutableArray.CreateBuilder<CpuModelDefinition>(models.Names.Length);
        for (int i = 0; i < models.Names.Length; i++)
        {
            string name = models.Names[i];
            ImmutableArray<PowerPvrMatch> matches =
                [.. Enumerable.Range(0, pvrs.Models.Length).Where(row => pvrs.Models[row] == name).Select(row => new PowerPvrMatch(pvrs.Values[row], pvrs.Masks[row]))];
            ReadOnlySpan<FacilitySet> own = sets.Slice(rows[i] * 3, 3);
            definitions.Add(new PowerModelDefinition(name, new PowerIdentity(matches[0].Value), matches, own[0], own[0].Union(own[1]), models.Titles[i], release)
            {
                Edition = edition,
                Vendor = models.Vendors[i],
            });
        }

        return definitions.MoveToImmutable();
    }

    // Apart from each other, so that using one edition does not build the others.
    private static class QemuHolder
    {
        public static readonly CpuModelRegistry Instance = Create(
            QemuEdition,
            QemuRelease,
            new PowerQemuRules(),
            ReadQemu(),
            [.. PowerData.ListingQemu11_1.Name().Select(static name => new ListedCpuModel(name, IsStatic: false))]);
    }

    private static class LibvirtHolder
    {
        private static readonly Version Release = new(12, 8);

        public static readonly CpuModelRegistry Instance = Create(LibvirtEdition, Release, new PowerRules(), Read(), listing: []);

        private static ImmutableArray<CpuModelDefinition> Read() => ReadLibvirt(
            LibvirtEdition,
            Release,
            (PowerData.Libvirt12_8.Names(), PowerData.Libvirt12_8.Titles(), PowerData.Libvirt12_8.Vendor()),
            PowerData.Libvirt12_8.SetRow,
            PowerData.Libvirt12_8.Sets,
            (PowerData.PvrsLibvirt12_8.Model(), [.. PowerData.PvrsLibvirt12_8.Value], [.. PowerData.PvrsLibvirt12_8.Mask]));
    }

    private static class OldLibvirtHolder
    {
        private static readonly Version Release = new(9, 0);

        public static readonly CpuModelRegistry Instance = Create(OldLibvirtEdition, Release, new PowerRules(), Read(), listing: []);

        private static ImmutableArray<CpuModelDefinition> Read() => ReadLibvirt(
            OldLibvirtEdition,
            Release,
            (PowerData.Libvirt9_0.Names(), PowerData.Libvirt9_0.Titles(), PowerData.Libvirt9_0.Vendor()),
            PowerData.Libvirt9_0.SetRow,
            PowerData.Libvirt9_0.Sets,
            (PowerData.PvrsLibvirt9_0.Model(), [.. PowerData.PvrsLibvirt9_0.Value], [.. PowerData.PvrsLibvirt9_0.Mask]));
    }
}
