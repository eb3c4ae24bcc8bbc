using FsCheck;
using FsCheck.Fluent;

namespace CpuFacility.Testing;

/// <summary>A guest with the host that it runs on, and another host.</summary>
/// <param name="Guest">What the guest asks for.</param>
/// <param name="Source">Where it runs.</param>
/// <param name="Target">Where it might move.</param>
public sealed record GuestAndHosts(CpuModel Guest, HostCapability Source, HostCapability Target);

/// <summary>
/// Random hosts around random models: facilities of the guest are moved from hardware to software, hidden, left out or not reported, few at a
/// time, so that a fair part of the cases is compatible.
/// </summary>
public static class HostGenerators
{
    private static readonly CpuModelRegistry Registry = CpuModels.S390x;

    public static Arbitrary<GuestAndHosts> Cases() => Arb.From(Gen.Choose(int.MinValue, int.MaxValue).Select(static seed => Create(new Random(seed))));

    public static Arbitrary<HostCapability> Hosts() => Arb.From(Gen.Choose(int.MinValue, int.MaxValue).Select(static seed =>
    {
        var random = new Random(seed);
        return CreateHost(AnyModel(random), random);
    }));

    private static GuestAndHosts Create(Random random)
    {
        CpuModel guest = AnyModel(random);
        HostCapability source = CreateHost(guest, random);
        HostCapability target = random.Next(4) switch
        {
            0 => CreateHost(AnyModel(random), random),
            1 => source,
            _ => CreateHost(guest, random),
        };
        return new GuestAndHosts(guest, source, target);
    }

    private static CpuModel AnyModel(Random random) => Registry.NamedModels[random.Next(Registry.NamedModels.Length)];

    private static HostCapability CreateHost(CpuModel model, Random random)
    {
        FacilitySet.Builder hardware = model.Facilities.ToBuilder();
        FacilitySet.Builder emulated = default;
        FacilitySet.Builder hidden = default;
        FacilitySet.Builder unreported = default;
        int[] members = [.. model.Facilities];
        for (int i = random.Next(4); i > 0; i--)
        {
            // One of the model's own, or any other.
            int index = random.Next(3) == 0 ? random.Next(Registry.Catalog.Count) : members[random.Next(members.Length)];
            switch (random.Next(8))
            {
                case 0:
                    emulated.Add(index);
                    break;
                case 1:
                    hardware.Remove(index);
                    break;
                case 2:
                    hardware.Remove(index);
                    hidden.Add(index);
                    break;
                case 3:
                    hardware.Remove(index);
                    unreported.Add(index);
                    break;
                default:
                    hardware.Remove(index);
                    emulated.Add(index);
                    break;
            }
        }

        FacilitySet offered = hardware.ToFacilitySet().Union(emulated.ToFacilitySet());
        return new HostCapability(
            model,
            hardware.ToFacilitySet(),
            emulated.ToFacilitySet(),
            hidden.ToFacilitySet().Except(offered),
            unreported.ToFacilitySet().Except(offered),
            "a generated host");
    }
}
