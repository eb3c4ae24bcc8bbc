namespace CpuFacility;

/// <summary>What models have in common: under a name, as the publisher would say it, or exactly.</summary>
public static class CpuModelBaselines
{
    /// <summary>
    /// The baseline of some models, equal to QEMU's <c>query-cpu-model-baseline</c>: a static model that runs on all of them. More than two are
    /// taken from left to right, as management software does with QEMU; one alone gives its baseline with itself.
    /// </summary>
    /// <param name="registry">The registry whose definitions name the result.</param>
    /// <param name="models">At least one model, all of the registry's architecture.</param>
    /// <returns>The baseline, or null if QEMU finds no definition.</returns>
    /// <exception cref="ArgumentException">There are no models, or one is of another architecture.</exception>
    public static CpuModel? Baseline(this CpuModelRegistry registry, params ReadOnlySpan<CpuModel> models)
    {
        Check(registry, models);
        CpuModel? common = Combine(registry, models[0], models[models.Length > 1 ? 1 : 0], isLast: models.Length <= 2);
        for (int i = 2; i < models.Length && common is not null; i++)
        {
            common = Combine(registry, common, models[i], isLast: i == models.Length - 1);
        }

        return common;
    }

    /// <summary>The baseline beside the exact intersection, and what the first loses against the second.</summary>
    /// <param name="registry">The registry whose definitions name the result.</param>
    /// <param name="models">At least one model, all of the registry's architecture.</param>
    /// <exception cref="ArgumentException">There are no models, or one is of another architecture.</exception>
    public static BaselineReport GetBaselineReport(this CpuModelRegistry registry, params ReadOnlySpan<CpuModel> models) =>
        new([.. models], registry.Baseline(models), registry.Intersect(models));

    /// <summary>What some models have exactly in common: their greatest lower bound. It allocates nothing but an identity, when machines of one level and several types meet.</summary>
    /// <param name="registry">The registry whose edition names the facilities, unless that of a model knows more.</param>
    /// <param name="models">At least one model, all of the registry's architecture.</param>
    /// <exception cref="ArgumentException">There are no models, or one is of another architecture.</exception>
    public static CpuModelIntersection Intersect(this CpuModelRegistry registry, params ReadOnlySpan<CpuModel> models)
    {
        Check(registry, models);
        CpuIdentity? identity = models[0].Identity;
        FacilitySet facilities = models[0].Facilities;
        foreach (CpuModel model in models[1..])
        {
            identity = identity?.GetCommon(model.Identity);
            facilities = facilities.Intersect(model.Facilities);
        }

        return new CpuModelIntersection(Editions.Widest(registry, models), identity, facilities);
    }

    /// <param name="registry">The registry that names the result.</param>
    /// <param name="first">A model, or what models before have in common.</param>
    /// <param name="second">A further model.</param>
    /// <param name="isLast">Whether a guest is to be made of the result. On the way, what models have in common is hidden from no guest yet.</param>
    private static CpuModel? Combine(CpuModelRegistry registry, CpuModel first, CpuModel second, bool isLast)
    {
        if (!registry.Rules.TryFindBaseline(registry, first, second, out CpuModelDefinition? definition, out FacilitySet facilities))
        {
            return null;
        }

        return new CpuModel(
            registry,
            registry.Rules.GetBaselineName(definition),
            registry.Rules.GetStaticName(definition) is null ? CpuModelKind.Default : CpuModelKind.Static,
            definition,
            isLast ? registry.Rules.Configure(definition, facilities, properties: []) : facilities,
            UnknownProperties.Intersect(first.UnknownProperties, second.UnknownProperties),
            properties: [],
            registry.Rules.GetBaselineIdentity(definition, first, second),
            isHost: !isLast);
    }

    private static void Check(CpuModelRegistry registry, ReadOnlySpan<CpuModel> models)
    {
        ArgumentNullException.ThrowIfNull(registry);
        if (models.IsEmpty)
        {
            throw new ArgumentException("At least one model is needed to find what models have in common.", nameof(models));
        }

        foreach (CpuModel model in models)
        {
            ArgumentNullException.ThrowIfNull(model, nameof(models));
            if (model.Architecture != registry.Architecture)
            {
                throw new ArgumentException($"'{model.Name}' is of architecture {model.Architecture}, not {registry.Architecture}.", nameof(models));
            }
        }
    }
}
