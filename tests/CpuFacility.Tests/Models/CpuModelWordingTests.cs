namespace CpuFacility.Tests.Models;

/// <summary>In which words a model is written, and how few do.</summary>
public class CpuModelWordingTests
{
    private static readonly CpuModelRegistry X86 = CpuModels.X86;
    private static readonly CpuModelRegistry S390x = CpuModels.S390x;

    [Theory]
    [InlineData("486")]
    [InlineData("kvm64")]
    [InlineData("Nehalem-v2")]
    [InlineData("Haswell")]
    [InlineData("Skylake-Server-v4")]
    [InlineData("EPYC-v1")]
    [InlineData("EPYC-Milan")]
    public void InFewestWords_NamesOfBoth_AreTriedOneByOne(string first)
    {
        int count = 0;
        foreach (string second in new[] { "486-v1", "qemu64", "Conroe", "Nehalem-v1", "Haswell-v2", "Icelake-Server", "EPYC-Rome", "EPYC-Genoa" })
        {
            CpuModel guest = X86.Parse(first), host = X86.Parse(second);
            if (X86.Baseline(guest, host) is not CpuModel common)
            {
                continue;
            }

            count++;
            string[] expressions = [common.WithShortestName().ToString(), Write(first, common.Facilities), Write(second, common.Facilities)];
            string shortest = expressions.MinBy(static expression => expression.Count(','))!;

            CpuModel found = common.InFewestWords(guest, host);
            Assert.Equal(shortest.Split(',').Order(StringComparer.Ordinal), found.ToString().Split(',').Order(StringComparer.Ordinal));
            Assert.Equal(common.Facilities, found.Facilities);
        }

        Assert.True(count > 1);
    }

    [Fact]
    public void InFewestWords_AsManyUnderAnotherName_KeepsTheFirst() =>
        Assert.Equal("Haswell-v1", X86.Parse("Haswell-v1").InFewestWords(X86.Parse("Haswell"), X86.Parse("Haswell-v2")).ToString());

    [Fact]
    public void InFewestWords_ModelOfAnotherRegistry_IsNoName()
    {
        CpuModel model = X86.Parse("Haswell-v1").WithFacilities(X86.Parse("Haswell-v2").Facilities);
        Assert.Equal("Haswell-v2", model.InFewestWords(X86.Parse("Haswell-v2")).ToString());
        Assert.Equal(model.WithShortestName().ToString(), model.InFewestWords(X86.WithDefinitions().Parse("Haswell-v2")).ToString());
    }

    [Fact]
    public void InFewestWords_FacilityThatTheOtherCannotHave_KeepsTheName()
    {
        CpuModel haswell = X86.Parse("Haswell-v2");
        CpuModelRegistry registry = X86.WithDefinitions(
            new CpuModelDefinition("mine", haswell.Identity, haswell.Facilities, haswell.Facilities, haswell.Facilities, "Mine", haswell.Definition.Since));
        CpuModel model = registry.Parse("Haswell-v1,hle=off,rtm=off");
        Assert.Equal("mine", model.InFewestWords(registry.Parse("mine")).ToString());
        model = registry.Parse("Haswell-v1,hle=off,rtm=off,monitor=on");
        Assert.Equal(model.WithShortestName().ToString(), model.InFewestWords(registry.Parse("mine")).ToString());
    }

    /// <summary>On IBM Z a name says of which generation a guest is: fewer words under another name would be another model.</summary>
    [Fact]
    public void InFewestWords_NamesThatAreNoShortForms_AreKept()
    {
        CpuModel z13 = S390x.Parse("z13,te=off");
        CpuModelRegistry registry = S390x.WithDefinitions(
            new CpuModelDefinition("mine", z13.Identity, z13.Definition.Base, z13.Facilities, z13.Definition.Full, "Mine", z13.Definition.Since));
        Assert.Equal("z13,te=off", registry.Parse("z13,te=off").InFewestWords(registry.Parse("mine")).ToString());
    }

    /// <summary>A guest of kvm64 has the VMX controls of its name switched on, and without vmx sees none. A host shows what it offers.</summary>
    [Fact]
    public void ToString_HostThatOffersWhatAGuestDoesNotSee_NamesIt()
    {
        CpuModel guest = X86.Parse("kvm64");
        Assert.True(X86.Catalog.TryFind("vmx-hlt-exit", out Facility control));
        Assert.True(guest.Definition.Default.Contains(control.Index) && !guest.Has(control));

        FacilitySet offered = guest.Facilities.With(control.Index);
        CpuModel host = new HostCapability(guest, offered, default, default, default).Offer;
        Assert.Equal(offered, host.Facilities);
        Assert.Equal("kvm64,vmx-hlt-exit=on", host.ToString());
    }

    private static string Write(string name, FacilitySet facilities)
    {
        FacilitySet own = X86.Parse(name).Facilities;
        IEnumerable<string> off = X86.Vocabulary.Summarize(own.Except(facilities)).ToImmutableArray().Select(static term => $"{term.Name}=off");
        IEnumerable<string> on = X86.Vocabulary.Summarize(facilities.Except(own)).ToImmutableArray().Select(static term => $"{term.Name}=on");
        return string.Join(',', off.Concat(on).Prepend(X86.Parse(name).Definition.Name));
    }
}
