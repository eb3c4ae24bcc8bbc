using System.Collections.Immutable;

namespace CpuFacility.Arm;

/// <summary>Builds the catalog and the registry from the generated tables, each at its first use.</summary>
internal static class ArmRegistry
{
    public const string QemuEdition = "qemu-11.1";

    public static readonly FacilityCatalog Catalog = new(ArmData.CreateCatalogData());

    public static CpuModelRegistry Qemu => QemuHolder.Instance;

    private static ImmutableArray<CpuModelDefinition> ReadQemu(Version release)
    {
        string[] names = ArmData.Qemu11_1.Names();
        string[] titles = ArmData.Qemu11_1.Titles();
        var definitions = ImmutableArray.CreateBuilder<CpuModelDefinition>(names.Length);
        for (int i = 0; i < names.Length; i++)
        {
            ArmIdRegisters registers = ReadRegisters(names[i]);
            var lengths = new ArmVectorLengths((ushort)ArmData.Qemu11_1.SveLengths[i]);
            FacilitySet features = registers.Facilities.Union(lengths.ToFacilities());
            definitions.Add(new ArmModelDefinition(
                names[i],
                new ArmIdentity(ArmData.Qemu11_1.Midr[i]),
                registers,
                lengths,
                features,
                features.Union(ArmPointerAuthentication.GetChoices(features)),
                titles[i],
                release)
            {
                Edition = QemuEdition,
            });
        }

        return definitions.MoveToImmutable();
    }

    private static ImmutableArray<ListedCpuModel> ReadListing()
    {
        string[] names = ArmData.ListingQemu11_1.Name();
        string[] properties = ArmData.ListingQemu11_1.Properties();
        return
        [
            .. names.Zip(properties, static (name, own) => new ListedCpuModel(name, IsStatic: false)
            {
                Properties = [.. own.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static one => new CpuModelProperty(one, ArmQemuProperties.GetDefault(one)))],
            }),
        ];
    }

    private static ArmIdRegisters ReadRegisters(string model)
    {
        string[] models = ArmData.IdRegisters.Model();
        ArmIdRegisters registers = ArmIdRegisters.Zero;
        for (int row = 0; row < models.Length; row++)
        {
            if (models[row] == model)
            {
                registers = registers.With(ArmIdRegister.All[ArmData.IdRegisters.Register[row]], ArmData.IdRegisters.Value[row]);
            }
        }

        return registers;
    }

    /// <summary>Apart from the class, so that using the catalog does not build the registry.</summary>
    private static class QemuHolder
    {
        private static readonly Version Release = new(11, 1);

        public static readonly CpuModelRegistry Instance = new(
            QemuEdition,
            Release,
            new FacilityVocabulary(Catalog, Catalog.GetOrder(QemuEdition), FacilityDialect.Qemu, Catalog.All),
            new ArmQemuRules(),
            ReadQemu(Release),
            presets: [],
            profiles: [],
            ownDefinitions: [])
        {
            Listing = ReadListing(),
        };
    }
}
