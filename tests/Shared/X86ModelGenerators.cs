using System.Globalization;
using CpuFacility.X86;
using FsCheck;
using FsCheck.Fluent;

namespace CpuFacility.Testing;

/// <summary>Two x86 models of one edition, which share features more often than chance has it.</summary>
/// <param name="First">The first model.</param>
/// <param name="Second">The second model.</param>
public sealed record X86Models(CpuModel First, CpuModel Second);

/// <summary>
/// Random x86 models of the three editions and of software emulation: a name, features switched one by one or many at a time, and in QEMU's
/// editions properties that are no features.
/// </summary>
public static class X86ModelGenerators
{
    private static readonly string[] Switches = ["pmu", "x-force-features", "x-pdcm-on-even-without-pmu", "check", "l3-cache"];

    public static Arbitrary<CpuModel> Models() => Arb.From(Seeds().Select(static seed => Create(new Random(seed))));

    public static Arbitrary<X86Models> Pairs() => Arb.From(Seeds().Select(static seed =>
    {
        var random = new Random(seed);
        CpuModel first = Create(random);
        return new X86Models(first, random.Next(3) == 0 ? Vary(first, random) : Create(first.Registry, random));
    }));

    public static CpuModel Create(CpuModelRegistry registry, Random random)
    {
        CpuModel named = registry.NamedModels[random.Next(registry.NamedModels.Length)];
        return random.Next(4) == 0 ? named : Vary(named, random);
    }

    private static Gen<int> Seeds() => Gen.Choose(int.MinValue, int.MaxValue);

    private static CpuModel Create(Random random) => Create(
        random.Next(4) switch
        {
            0 => X86Editions.Libvirt,
            1 => X86Editions.OldLibvirt,
            2 => X86Editions.QemuEmulation,
            _ => X86Editions.Qemu,
        },
        random);

    private static CpuModel Vary(CpuModel model, Random random)
    {
        var builder = new CpuModelBuilder(model);
        FacilityTerm[] terms = [.. model.Registry.Vocabulary.Summarize(model.Registry.Vocabulary.Known).ToImmutableArray()];
        int changes = random.Next(5) == 0 ? random.Next(terms.Length) : random.Next(6);
        int onOf8 = random.Next(9);
        for (int i = 0; i < changes; i++)
        {
            _ = builder.TrySet(terms[random.Next(terms.Length)], random.Next(8) < onOf8, out _);
        }

        // Some features do nothing without these.
        foreach (string name in (string[])["vmx", "svm", "avx10", "apxf", "mpx", "pdcm"])
        {
            if (random.Next(4) == 0 && model.Registry.Vocabulary.TryFind(name, out FacilityTerm term))
            {
                _ = builder.TrySet(term, isOn: true, out _);
            }
        }

        for (int i = model.Registry.Properties.IsEmpty ? 0 : random.Next(4); i > 0; i--)
        {
            (string name, string value) = random.Next(6) switch
            {
                0 => ("family", random.Next(271).ToString(CultureInfo.InvariantCulture)),
                1 => ("model", random.Next(256).ToString(CultureInfo.InvariantCulture)),
                2 => ("stepping", random.Next(16).ToString(CultureInfo.InvariantCulture)),
                3 => ("vendor", X86Vendor.All[random.Next(X86Vendor.All.Length)].Signature),
                4 => ("model-id", $"Processor {random.Next(100)}"),
                _ => (Switches[random.Next(Switches.Length)], random.Next(2) == 0 ? "on" : "off"),
            };
            _ = builder.TrySetProperty(name, value, out _);
        }

        return builder.ToModel();
    }
}
