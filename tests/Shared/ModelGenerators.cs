using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace CpuFacility.Testing;

/// <summary>Two models that are often comparable: one may be the other with something switched on or off.</summary>
/// <param name="First">The first model.</param>
/// <param name="Second">The second model.</param>
public sealed record RelatedModels(CpuModel First, CpuModel Second);

/// <summary>Random models of the s390x registry: a name, and facilities and groups switched within what the definition can have.</summary>
public static class ModelGenerators
{
    private static readonly CpuModelRegistry Registry = CpuModels.S390x;

    public static Arbitrary<CpuModel> Models() => Arb.From(Seeds().Select(static seed => AnyModel(new Random(seed))));

    public static Arbitrary<RelatedModels> Pairs() => Arb.From(Seeds().Select(static seed =>
    {
        var random = new Random(seed);
        CpuModel first = AnyModel(random);
        return new RelatedModels(first, random.Next(3) == 0 ? AnyModel(random) : Vary(first, random));
    }));

    private static Gen<int> Seeds() => Gen.Choose(int.MinValue, int.MaxValue);

    private static CpuModel AnyModel(Random random)
    {
        ImmutableArray<CpuModel> names = Registry.NamedModels;
        CpuModel model = names[random.Next(names.Length)];
        return random.Next(4) == 0 ? model : Vary(model, random);
    }

    private static CpuModel Vary(CpuModel model, Random random)
    {
        FacilitySet.Builder facilities = model.Facilities.ToBuilder();
        for (int i = random.Next(6); i > 0; i--)
        {
            FacilitySet change = random.Next(3) == 0
                ? Registry.Vocabulary.Groups[random.Next(Registry.Vocabulary.Groups.Length)].Members
                : [random.Next(Registry.Catalog.Count)];
            if (random.Next(2) == 0)
            {
                facilities.UnionWith(change.Intersect(model.Definition.Full));
            }
            else
            {
                facilities.ExceptWith(change);
            }
        }

        return model.WithFacilities(facilities.ToFacilitySet());
    }
}
