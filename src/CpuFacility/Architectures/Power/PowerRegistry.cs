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

    /// <summary>The number of a mark.</summary>
    public static int FindMark(string name) => Array.FindIndex(Catalog.Data.Marks, mark => mark.Name == name);

    private static CpuModelRegistry Create(string edition, Version release, CpuModelRules rules, ImmutableArray<CpuModelDefinition> definitions) =>
        new(
            edition,
            release,
            new FacilityVocabulary(Catalog, Catalog.GetOrder(edition), FacilityDialect.Qemu, Catalog.All),
            rules,
            definitions,
            presets: [],
            profiles: [],
            ownDefinitions: []);

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

    private static PowerModelDefinition CreateLibvirt(
        string edition, Version release, string name, string title, string vendor, string pvrs, ReadOnlySpan<FacilitySet> sets)
    {
        ImmutableArray<PowerPvrMatch> matches = PowerPvrMatch.ReadAll(pvrs);
        return new PowerModelDefinition(name, new PowerIdentity(matches[0].Value), matches, sets[0], sets[0].Union(sets[1]), title, release)
        {
            Edition = edition,
            Vendor = vendor,
        };
    }

    // Apart from each other, so that using one edition does not build the others.
    private static class QemuHolder
    {
        public static readonly CpuModelRegistry Instance = Create(QemuEdition, QemuRelease, new PowerQemuRules(), ReadQemu());
    }

    private static class LibvirtHolder
    {
        private static readonly Version Release = new(12, 8);

        public static readonly CpuModelRegistry Instance = Create(LibvirtEdition, Release, new PowerRules(), Read());

        private static ImmutableArray<CpuModelDefinition> Read()
        {
            string[] names = PowerData.Libvirt12_8.Names();
            string[] titles = PowerData.Libvirt12_8.Titles();
            string[] vendors = PowerData.Libvirt12_8.Vendor();
            string[] pvrs = PowerData.Libvirt12_8.Pvrs();
            return [.. Enumerable.Range(0, names.Length).Select(i => CreateLibvirt(
                LibvirtEdition, Release, names[i], titles[i], vendors[i], pvrs[i], PowerData.Libvirt12_8.Sets.Slice(PowerData.Libvirt12_8.SetRow[i] * 3, 3)))];
        }
    }

    private static class OldLibvirtHolder
    {
        private static readonly Version Release = new(9, 0);

        public static readonly CpuModelRegistry Instance = Create(OldLibvirtEdition, Release, new PowerRules(), Read());

        private static ImmutableArray<CpuModelDefinition> Read()
        {
            string[] names = PowerData.Libvirt9_0.Names();
            string[] titles = PowerData.Libvirt9_0.Titles();
            string[] vendors = PowerData.Libvirt9_0.Vendor();
            string[] pvrs = PowerData.Libvirt9_0.Pvrs();
            return [.. Enumerable.Range(0, names.Length).Select(i => CreateLibvirt(
                OldLibvirtEdition, Release, names[i], titles[i], vendors[i], pvrs[i], PowerData.Libvirt9_0.Sets.Slice(PowerData.Libvirt9_0.SetRow[i] * 3, 3)))];
        }
    }
}
