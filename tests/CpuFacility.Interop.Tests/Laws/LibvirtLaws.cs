using System.Text;
using CpuFacility.Libvirt;
using CpuFacility.Testing;
using CpuFacility.X86;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CpuFacility.Interop.Tests.Laws;

/// <summary>Random x86 definitions of both editions.</summary>
public static class LibvirtCpuGenerators
{
    public static Arbitrary<LibvirtQuestion> Questions() => Arb.From(Gen.Choose(int.MinValue, int.MaxValue).Select(static seed =>
    {
        var random = new Random(seed);
        bool isOld = random.Next(2) == 0;
        CpuModelRegistry registry = isOld ? X86Editions.OldLibvirt : X86Editions.Libvirt;
        return new LibvirtQuestion(isOld ? LibvirtEdition.Old : LibvirtEdition.Current, registry, CreateHost(registry, random), CreateHost(registry, random), CreateGuest(registry, random));
    }));

    private static LibvirtCpu CreateHost(CpuModelRegistry registry, Random random) => new()
    {
        Type = LibvirtCpuType.Host,
        Architecture = "x86_64",
        Model = Pick(registry, random),
        Signature = random.Next(2) == 0 ? null : new X86Signature(random.Next(271), random.Next(256), random.Next(16)),
        Microcode = random.Next(2) == 0 ? null : (uint)random.Next(),
        Features = [.. PickFeatures(registry, random).Select(static name => new LibvirtCpuFeature(name))],
        OtherElements = PickElements(random),
    };

    private static LibvirtCpu CreateGuest(CpuModelRegistry registry, Random random)
    {
        var mode = (LibvirtCpuMode)random.Next(4);
        return new LibvirtCpu
        {
            Mode = mode,
            Match = (LibvirtCpuMatch)random.Next(3),
            Check = (LibvirtCpuCheck)random.Next(4),
            IsMigratable = mode >= LibvirtCpuMode.HostPassthrough && random.Next(2) == 0 ? random.Next(2) == 0 : null,
            Model = Pick(registry, random),
            Vendor = random.Next(3) == 0 ? "Intel" : null,
            // Whoever gets the host's CPU has nothing to say of it: libvirt passes over both there.
            VendorId = mode < LibvirtCpuMode.HostPassthrough && random.Next(4) == 0 ? "<Genuine'&\">" : null,
            Fallback = mode < LibvirtCpuMode.HostPassthrough ? (LibvirtFallback)random.Next(2) : LibvirtFallback.Allow,
            Features = [.. PickFeatures(registry, random).Select(name => new LibvirtCpuFeature(name, (LibvirtFeaturePolicy)random.Next(5)))],
            OtherElements = PickElements(random),
        };
    }

    private static string Pick(CpuModelRegistry registry, Random random) => registry.Definitions[random.Next(registry.Definitions.Length)].Name;

    private static IEnumerable<string> PickFeatures(CpuModelRegistry registry, Random random)
    {
        int[] known = registry.Vocabulary.Known.ToArray();
        int count = random.Next(3) switch { 0 => 0, 1 => random.Next(8), _ => random.Next(known.Length / 2) };
        return Enumerable.Range(0, count)
            .Select(_ => registry.Catalog.TryGetName(registry.Catalog[known[random.Next(known.Length)]], FacilityDialect.Libvirt, out string? name) ? name : "")
            .Distinct();
    }

    private static System.Collections.Immutable.ImmutableArray<LibvirtElement> PickElements(Random random)
    {
        string[] names = ["numa", "pages", "counter", "own:thing", "topology"];
        string[] texts = ["", " ", "text", "<&>'\"", "a\nb", "\u00e9"];
        return [.. Enumerable.Range(0, random.Next(4)).Select(_ => names[random.Next(names.Length)] is var name && name == "topology"
            ? LibvirtElementOf($"<topology sockets='{random.Next(1, 9)}' cores='+2' threads='1' other='{random.Next()}'/>")
            : new LibvirtElement(
                name,
                [.. names.Take(random.Next(3)).Select(attribute => new LibvirtNamedValue(attribute, texts[random.Next(texts.Length)]))],
                random.Next(2) == 0 ? [] : [new LibvirtElement("cell", text: texts[random.Next(texts.Length)])]))];
    }

    private static LibvirtElement LibvirtElementOf(string text) => LibvirtCpu.Read($"<cpu>{text}</cpu>").OtherElements[0];
}

/// <summary>Two hosts and a guest in the words of one edition.</summary>
public sealed record LibvirtQuestion(LibvirtEdition Edition, CpuModelRegistry Registry, LibvirtCpu First, LibvirtCpu Second, LibvirtCpu Guest);

/// <summary>What holds for all definitions. The oracle is sets of names, taken from the tables of models.</summary>
[Properties(Arbitrary = [typeof(LibvirtCpuGenerators)])]
public class LibvirtLaws
{
    [Law]
    public void Compare_TwoHosts_IsTheRelationOfTheirFeatures(LibvirtQuestion question)
    {
        HashSet<string> host = FeaturesOf(question.Registry, question.First);
        HashSet<string> cpu = FeaturesOf(question.Registry, question.Second);

        LibvirtComparison comparison = question.Edition.Compare(question.First, question.Second);

        Assert.Equal(
            host.SetEquals(cpu) ? LibvirtVerdict.Identical : cpu.IsSubsetOf(host) ? LibvirtVerdict.Superset : LibvirtVerdict.Incompatible,
            comparison.Verdict);
        Assert.Equal(cpu.Except(host).Order(), comparison.Reasons.SelectMany(static reason => reason.Names).Order());
    }

    /// <summary>The six sets of libvirt's comparison on names.</summary>
    [Law]
    public void Compare_Guest_IsWhatThePoliciesSay(LibvirtQuestion question)
    {
        LibvirtCpu guest = question.Guest with { Vendor = null };
        HashSet<string> host = FeaturesOf(question.Registry, question.First);
        var required = FeaturesOf(question.Registry, guest with { Features = [] });
        required.UnionWith(Listed(LibvirtFeaturePolicy.Require));
        required.ExceptWith([.. Listed(LibvirtFeaturePolicy.Force), .. Listed(LibvirtFeaturePolicy.Optional), .. Listed(LibvirtFeaturePolicy.Disable)]);
        bool isBeyond = host.Except(required)
            .Except([.. Listed(LibvirtFeaturePolicy.Force), .. Listed(LibvirtFeaturePolicy.Optional), .. Listed(LibvirtFeaturePolicy.Disable)]).Any();
        LibvirtVerdict expected = Listed(LibvirtFeaturePolicy.Forbid).Any(host.Contains) || !required.IsSubsetOf(host) ? LibvirtVerdict.Incompatible
            : !isBeyond ? LibvirtVerdict.Identical
            : guest.Match == LibvirtCpuMatch.Strict ? LibvirtVerdict.Incompatible
            : LibvirtVerdict.Superset;

        Assert.Equal(expected, question.Edition.Compare(question.First, guest).Verdict);

        IEnumerable<string> Listed(LibvirtFeaturePolicy policy) =>
            guest.Features.Where(feature => feature.Policy == policy).Select(static feature => feature.Name);
    }

    [Law]
    public void Baseline_OfHosts_IsAcceptedByEach(LibvirtQuestion question)
    {
        LibvirtCpu[] hosts = [question.First, question.Second];
        if (!question.Edition.TryBaseline(hosts, out LibvirtCpu? baseline, out LibvirtFailure? failure))
        {
            Assert.True(failure.Kind is LibvirtFailureKind.VendorMismatch or LibvirtFailureKind.NothingInCommon, failure.Message);
            return;
        }

        LibvirtCpu expanded = question.Edition.Expand(baseline);
        HashSet<string> common = FeaturesOf(question.Registry, question.First);
        common.IntersectWith(FeaturesOf(question.Registry, question.Second));

        Assert.All(hosts, host => Assert.True(question.Edition.Compare(host, baseline).IsCompatible));
        Assert.All(hosts, host => Assert.True(question.Edition.Compare(host, expanded).IsCompatible));
        Assert.Equal(
            common.Order(StringComparer.Ordinal),
            expanded.Features.Where(static feature => feature.Policy == LibvirtFeaturePolicy.Require).Select(static feature => feature.Name));
        Assert.True(baseline.Equals(LibvirtCpu.Read(baseline.ToXml())));
    }

    [Law]
    public void Read_WhatWasWritten_IsTheSame(LibvirtQuestion question)
    {
        foreach (LibvirtCpu cpu in (LibvirtCpu[])[question.First, question.Second, question.Guest])
        {
            LibvirtCpu read = LibvirtCpu.Read(cpu.ToXml());

            Assert.Equal(cpu, read);
            Assert.Equal(cpu.ToXml(), read.ToXml());
        }
    }

    /// <summary>Any text is read or refused with a position in it.</summary>
    [Law]
    public void TryReadAll_DamagedText_IsReadOrRefused(LibvirtQuestion question, int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder(question.Guest.ToXml());
        for (int i = random.Next(4); i >= 0; i--)
        {
            text[random.Next(text.Length)] = "<>/='&;x \n\0\ud800"[random.Next(12)];
        }

        if (!LibvirtCpu.TryReadAll(text.ToString(), out _, out FacilityFormatError error))
        {
            Assert.InRange(error.Position, 0, text.Length);
            Assert.NotEmpty(error.Reason);
        }
    }

    /// <summary>A definition that was made absolute by a host runs there, unless it asks for what no host gives.</summary>
    [Law]
    public void Update_ByAHost_LeavesNothingRelative(LibvirtQuestion question)
    {
        LibvirtCpu updated = question.Edition.Update(question.Guest with { Vendor = null }, question.First);

        if (updated.Mode == LibvirtCpuMode.Custom)
        {
            Assert.DoesNotContain(updated.Features, static feature => feature.Policy == LibvirtFeaturePolicy.Optional);
            Assert.NotEqual(LibvirtCpuMatch.Minimum, updated.Match);
            Assert.Equal(updated, question.Edition.Update(updated, question.Second));
        }
    }

    private static HashSet<string> FeaturesOf(CpuModelRegistry registry, LibvirtCpu cpu)
    {
        Assert.True(registry.TryFindDefinition(cpu.Model, out CpuModelDefinition? definition));
        var names = new HashSet<string>();
        foreach (int index in definition.Default)
        {
            Assert.True(registry.Catalog.TryGetName(registry.Catalog[index], FacilityDialect.Libvirt, out string? name));
            names.Add(name);
        }

        foreach (LibvirtCpuFeature feature in cpu.Features)
        {
            names.Add(feature.Name);
        }

        return names;
    }
}
