namespace CpuFacility.Tests.Catalogs;

public class FacilityVocabularyTests
{
    private static readonly FacilityVocabulary S390x = CpuModels.S390x.Vocabulary;
    private static readonly FacilityCatalog Invented = TestCatalog.Create();

    [Fact]
    public void TryFind_FacilityAndGroup_TellsThemApart()
    {
        Assert.True(S390x.TryFind("vx", out FacilityTerm vx));
        Assert.False(vx.IsGroup);
        Assert.Equal([CpuFacility.S390x.S390xFacility.Vx.Index], vx.Facilities);

        Assert.True(S390x.TryFind("msa5", out FacilityTerm msa5));
        Assert.True(msa5.IsGroup);
        Assert.Equal(2, msa5.Facilities.Count);
        Assert.Equal("msa5", msa5.ToString());
        Assert.NotEqual(vx, msa5);
    }

    [Fact]
    public void Term_Equality_IsThatOfVocabularyAndName()
    {
        FacilityVocabulary older = CpuModels.S390x.AsOf(new Version(7, 2)).Vocabulary;
        FacilityTerm vx = Find(S390x, "vx"), same = Find(S390x, "vx"), te = Find(S390x, "te"), olderVx = Find(older, "vx");
        Assert.True(vx == same && vx.GetHashCode() == same.GetHashCode() && vx.Equals((object)same));
        Assert.True(vx != te && vx != olderVx && vx != default);

        static FacilityTerm Find(FacilityVocabulary vocabulary, string name) =>
            vocabulary.TryFind(name, out FacilityTerm term) ? term : throw new ArgumentException(name);
    }

    [Fact]
    public void TryFind_GroupAndFacilityThatDifferInASign_AreTwo()
    {
        Assert.True(S390x.TryFind("plo-ext", out FacilityTerm facility));
        Assert.True(S390x.TryFind("plo_ext", out FacilityTerm group));
        Assert.Equal(1, facility.Facilities.Count);
        Assert.Equal(39, group.Facilities.Count);
    }

    [Fact]
    public void Summarize_WholeGroupsAndLeftovers_AreNamedInThePublishersOrder()
    {
        // The edition's order is zeta, alpha, gamma, beta, epsilon, delta; "late" (delta, epsilon) is the first group.
        var vocabulary = new FacilityVocabulary(Invented, Invented.GetOrder(TestCatalog.Edition), FacilityDialect.Qemu, Invented.All);
        Assert.Equal(["late", "zeta", "alpha", "gamma"], Names(vocabulary, [0, 2, 3, 4, 5]));
        Assert.Equal(["early", "gamma", "epsilon"], Names(vocabulary, [0, 1, 2, 4, 5]));
        Assert.Equal([], Names(vocabulary, []));
    }

    [Fact]
    public void Summarize_FacilitiesThatTheEditionDoesNotKnow_AreNamedAsInTheCatalogAndGroupsAreCut()
    {
        var vocabulary = new FacilityVocabulary(Invented, Invented.GetOrder(TestCatalog.Edition), FacilityDialect.Qemu, [0, 1, 2, 4]);
        Assert.Equal(["late", "early", "zeta", "gamma", "delta"], Names(vocabulary, [0, 1, 2, 3, 4, 5, 6, 1000]));
        Assert.Equal("late, early", vocabulary.Format([0, 1, 4]));
        Assert.False(vocabulary.TryFind("delta", out _));
        Assert.Equal([4], vocabulary.CreateSet("late"));
    }

    [Fact]
    public void Summarize_DialectWithItsOwnNames_UsesThem()
    {
        var vocabulary = new FacilityVocabulary(Invented, Invented.GetOrder("other"), FacilityDialect.Linux, Invented.All);
        Assert.Equal(["late", "first", "beta"], Names(vocabulary, [0, 1, 3, 4]));
        Assert.True(vocabulary.TryFind("one", out FacilityTerm term));
        Assert.Equal([0], term.Facilities);
    }

    [Fact]
    public void DefaultValues_HoldNothing()
    {
        Assert.Equal("", default(FacilityTerm).Name);
        Assert.True(default(FacilityTerm).Facilities.IsEmpty);
        Assert.Empty(default(FacilityVocabulary.Summary).ToImmutableArray());
        foreach (Facility facility in default(FacilityOrder.Sorted))
        {
            Assert.Fail($"The default value gave {facility}.");
        }
    }

    [Fact]
    public void CreateSet_UnknownName_IsRefusedWithTheName()
    {
        var exception = Assert.Throws<ArgumentException>(static () => S390x.CreateSet("vx", "nosuch"));
        Assert.Contains("'nosuch'", exception.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Names(FacilityVocabulary vocabulary, FacilitySet facilities) =>
        vocabulary.Summarize(facilities).ToImmutableArray().Select(static term => term.Name);
}
