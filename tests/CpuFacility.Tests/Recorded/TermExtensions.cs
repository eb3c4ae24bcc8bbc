namespace CpuFacility.Tests.Recorded;

internal static class TermExtensions
{
    /// <summary>The facilities of an enumeration as terms of a registry's vocabulary.</summary>
    public static IEnumerable<FacilityTerm> ToTerms(this FacilityOrder.Sorted sorted, CpuModelRegistry registry)
    {
        var terms = new List<FacilityTerm>();
        foreach (Facility facility in sorted)
        {
            Assert.True(registry.Vocabulary.TryFind(registry.Catalog.NameOf(facility), out FacilityTerm term));
            terms.Add(term);
        }

        return terms;
    }
}
