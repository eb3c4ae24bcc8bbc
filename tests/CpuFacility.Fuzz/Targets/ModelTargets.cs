using CpuFacility.Arm;
using CpuFacility.Microarchitectures;
using CpuFacility.Power;
using CpuFacility.RiscV;
using CpuFacility.X86;

namespace CpuFacility.Fuzz.Targets;

/// <summary>Model expressions of every architecture and edition, and names.</summary>
internal static class ModelTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        Expressions("expression-s390x", [CpuModels.S390x]),
        Expressions("expression-x86", CpuModels.GetEditions(CpuArchitecture.X86)),
        Expressions("expression-power", CpuModels.GetEditions(CpuArchitecture.Power)),
        Expressions("expression-arm", [CpuModels.Arm]),
        Expressions("expression-riscv", [CpuModels.RiscV]),
        FuzzTarget.OfText("expression-tagged", ReadTagged),
        FuzzTarget.OfText("names", FindNames),
    ];

    private static FuzzTarget Expressions(string name, IReadOnlyList<CpuModelRegistry> editions) => FuzzTarget.OfText(name, text =>
    {
        foreach (CpuModelRegistry registry in editions)
        {
            ReadExpression(registry, text, CpuModelSyntax.Extended);
            ReadExpression(registry, text, CpuModelSyntax.QemuExact);
        }
    });

    private static void ReadExpression(CpuModelRegistry registry, string text, CpuModelSyntax syntax)
    {
        bool isRead = registry.TryParse(text, syntax, out CpuModel? model, out FacilityFormatError error);
        Contract.Hold(isRead, error, text.Length, () => registry.Parse(text, syntax));
        if (model is null || model.Properties.Any(static property => property.Value.Any(static c => char.IsControl(c) || c is '\u2028' or '\u2029')))
        {
            // Control characters are written as escapes, so that no terminal takes them: such a text does not read back.
            return;
        }

        string written = model.ToString();
        Contract.That(registry.TryParse(written, out CpuModel? again, out FacilityFormatError second), $"'{written}' does not read back: {second}");
        Contract.That(again.Equals(model) && again.Configured == model.Configured, $"'{written}' reads back as another model: '{again}'");
        Contract.That(again.ToString() == written, $"'{written}' becomes '{again}'");
        Contract.That(model.CompareWith(again).Relation == CpuModelRelation.Identical, "a model is not identical to itself");
        model.FindUnmetDependencies();
        model.ExpandFull();
    }

    private static void ReadTagged(string text)
    {
        foreach (CpuModelRegistry registry in CpuModels.All)
        {
            bool isRead = registry.TryParseTagged(text, out TaggedModel? model, out FacilityFormatError error);
            Contract.Hold(isRead, error, text.Length, () => registry.ParseTagged(text));
            if (model is not null)
            {
                Contract.That(registry.ParseTagged(model.ToString()).Equals(model), $"'{model}' reads back as another model");
            }
        }
    }

    private static void FindNames(string text)
    {
        foreach (CpuModelRegistry registry in CpuModels.All)
        {
            bool isFound = registry.TryFind(text, out CpuModel? model, out FacilityFormatError error);
            Contract.That(isFound ? model!.Name.Length > 0 : error.Position >= 0 && error.Position <= text.Length && error.Reason.Length > 0, "a bad refusal");
            registry.TryFindDefinition(text, out _);
            registry.Catalog.TryFindBlock(text, out _);
            registry.Catalog.TryFind(text, 0, out _);
            foreach (FacilityDialect dialect in Enum.GetValues<FacilityDialect>())
            {
                registry.Catalog.TryFind(text, out _, dialect);
            }

            registry.Vocabulary.TryFind(text, out _);
        }

        MicroarchitectureGraph.TryFind(text, out _);
        MicroarchitectureFeatures.TryFind(text, out _);
        _ = X86Levels.TryParse(text, out _);
        X86Vendor.TryFind(text, out _);
        PowerCompatibilityMode.TryFind(text, out _);
        ArmArchitectureLevel.TryFind(text, out _);
        ArmFeature.TryFind(text, out _);
        ArmField.TryFind(text, out _);
        ArmHwcaps.TryFind(text, out _);
        ArmIdRegister.TryFind(text, out _);
        RiscVProfile.TryFind(text, out _);
    }
}
