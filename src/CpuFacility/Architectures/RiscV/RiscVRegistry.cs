using System.Collections.Immutable;

namespace CpuFacility.RiscV;

/// <summary>Builds the catalog and the registry from the generated tables, each at its first use.</summary>
internal static class RiscVRegistry
{
    public const string QemuEdition = "qemu-11.1";

    private static readonly Version QemuRelease = new(11, 1);

    public static readonly FacilityCatalog Catalog = new(RiscVData.CreateCatalogData());

    /// <summary>What QEMU has a property for.</summary>
    public static readonly FacilitySet Known = Catalog.All.Except(FacilitySet.Create([.. Catalog.Data.Foreign.Select(static index => (int)index)]));

    public static CpuModelRegistry Qemu => QemuHolder.Instance;

    private static ImmutableArray<CpuModelDefinition> Read()
    {
        string[] names = RiscVData.Qemu11_1.Names();
        string[] titles = RiscVData.Qemu11_1.Titles();
        var definitions = ImmutableArray.CreateBuilder<CpuModelDefinition>(names.Length);
        for (int i = 0; i < names.Length; i++)
        {
            FacilitySet features = RiscVData.Qemu11_1.Sets[RiscVData.Qemu11_1.SetRow[i] * 3];
            var values = new RiscVValues
            {
                VectorLength = RiscVData.Qemu11_1.Vlen[i],
                ElementLength = RiscVData.Qemu11_1.Elen[i],
                ManagementBlockSize = RiscVData.Qemu11_1.CbomBlocksize[i],
                PrefetchBlockSize = RiscVData.Qemu11_1.CbopBlocksize[i],
                ZeroBlockSize = RiscVData.Qemu11_1.CbozBlocksize[i],
            };
            definitions.Add(new CpuModelDefinition(
                names[i],
                new RiscVIdentity(RiscVFacilities.GetXlen(features), values),
                features,
                features,
                RiscVData.Qemu11_1.Dynamic[i] == 0 ? features : features.Union(Known),
                titles[i],
                QemuRelease)
            {
                Edition = QemuEdition,
            });
        }

        return definitions.MoveToImmutable();
    }

    private static class QemuHolder
    {
        public static readonly CpuModelRegistry Instance = new(
            QemuEdition,
            QemuRelease,
            new FacilityVocabulary(Catalog, Catalog.GetOrder(QemuEdition), FacilityDialect.Qemu, Catalog.All),
            new RiscVQemuRules(),
            Read(),
            presets: [],
            profiles: [],
            ownDefinitions: [])
        {
            Listing = [.. RiscVData.ListingQemu11_1.Name().Select(static (name, row) => new ListedCpuModel(name, RiscVData.ListingQemu11_1.Static[row] != 0))],
        };
    }
}
