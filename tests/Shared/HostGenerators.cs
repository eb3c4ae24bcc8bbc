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
/// time, so that a fair part of the cases is compatible. Some hosts are emulators of the table of tags, and some targets do the same in software
/// as the source, as far as is known: two hosts made apart hardly ever have one tag.
/// </summary>
public static class HostGenerators
{
    private static readonly CpuModelRegistry Registry = CpuModels.S390x;

    public static Arbitrary<GuestAndHosts> Cases() => Arb.From(Gen.Choose(int.MinValue, int.MaxValue).Select(static seed => Create(new Random(seed))));

    public static Arbitrary<HostCapability> Hosts() => Arb.From(Gen.Choose(int.MinValue, int.MaxValue).Select(static seed =>
    {
        var random = new Random(seed);
        return CreateHost(AnyModel(random), AnyEmulator(random), random);
    }));

    private static GuestAndHosts Create(Random random)
    {
        CpuModel guest = AnyModel(random);
        if (random.Next(3) == 0)
        {
            guest = guest.WithFacilities(guest.Facilities.Without(AnyOf(guest.Facilities, random)));
        }

        FacilitySet emulator = AnyEmulator(random);
        HostCapability source = CreateHost(guest, emulator, random);
        HostCapability target = random.Next(5) switch
        {
            0 => CreateHost(AnyModel(random), emulator, random),
            1 => source,
            2 => WithSameSoftware(source, random),
            _ => CreateHost(guest, emulator, random),
        };
        return new GuestAndHosts(guest, source, target);
    }

    private static CpuModel AnyModel(Random random) => Registry.NamedModels[random.Next(Registry.NamedModels.Length)];

    private static int AnyOf(FacilitySet facilities, Random random) => facilities.ToArray()[random.Next(facilities.Count)];

    /// <summary>More hardware, and some of the hardware in software, too. What is active in software stays, or one of it is not known any more.</summary>
    private static HostCapability WithSameSoftware(HostCapability host, Random random)
    {
        FacilitySet software = host.ActiveSoftware(host.Offered);
        FacilitySet hardware = host.Hardware.With(random.Next(Registry.Catalog.Count)).Except(software);
        FacilitySet emulated = hardware.IsEmpty ? host.Emulated : host.Emulated.With(AnyOf(hardware, random));
        FacilitySet lost = software.IsEmpty || random.Next(4) != 0 ? default : default(FacilitySet).With(AnyOf(software, random));
        emulated = emulated.Except(lost);
        FacilitySet offered = hardware.Union(emulated);
        return new HostCapability(
            host.Offer, hardware, emulated, host.Hidden.Except(offered), host.Unreported.Except(offered).Union(lost), "another generated host");
    }

    /// <summary>Nothing most of the time, or else what one of the emulators in the table can do at most.</summary>
    private static FacilitySet AnyEmulator(Random random)
    {
        if (random.Next(4) != 0)
        {
            return default;
        }

        string name = Registry.SoftwareProfiles[random.Next(2) == 0 ? 0 : ^1].Name;
        return Registry.SoftwareProfiles.Where(profile => profile.Name == name)
            .Aggregate(default(FacilitySet), static (all, profile) => all.Union(profile.Facilities));
    }

    private static HostCapability CreateHost(CpuModel model, in FacilitySet emulator, Random random)
    {
        FacilitySet.Builder hardware = (random.Next(2) == 0 ? model.Facilities : model.Facilities.Except(emulator)).ToBuilder();
        FacilitySet.Builder emulated = emulator.ToBuilder();
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
            unreported.ToFacilitySet().Except(offered).Except(hidden.ToFacilitySet()),
            "a generated host");
    }
}
