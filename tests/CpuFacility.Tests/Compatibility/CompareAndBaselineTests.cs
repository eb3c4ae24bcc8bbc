using CpuFacility.S390x;

namespace CpuFacility.Tests.Compatibility;

public class CompareAndBaselineTests
{
    private static readonly CpuModelRegistry Models = CpuModels.S390x;

    [Theory]
    [InlineData("z14", "z14", CpuModelRelation.Identical, "z14 is identical to z14")]
    [InlineData("z13", "z14", CpuModelRelation.Subset, "z13 is a subset of z14")]
    [InlineData("z14", "z13", CpuModelRelation.Superset, "z14 is a superset of z13")]
    [InlineData("z14", "gen15a", CpuModelRelation.Incompatible, "z14 is incompatible with gen15a")]
    [InlineData("z13.2", "z13s", CpuModelRelation.Identical, "z13.2 is identical to z13s")]
    [InlineData("z13,te=off", "z13,vx=off", CpuModelRelation.Incompatible, "z13 is incompatible with z13")]
    [InlineData("z14,te=off", "z13.2", CpuModelRelation.Incompatible, "z14 is incompatible with z13.2")]
    public void CompareWith_KnownPairs_AreRelated(string first, string second, CpuModelRelation relation, string text)
    {
        CpuModelComparison comparison = Models.Parse(first).CompareWith(Models.Parse(second));
        Assert.Equal(relation, comparison.Relation);
        Assert.Equal(text, comparison.ToString());
        Assert.True(comparison.IsCertain);
    }

    [Fact]
    public void CompareWith_Differences_AreBothSides()
    {
        CpuModelComparison comparison = Models.Parse("z14,vx=off").CompareWith(Models.Parse("z14,te=off"));
        Assert.Equal([S390xFacility.Te.Index], comparison.OnlyInFirst);
        Assert.Equal([S390xFacility.Vx.Index], comparison.OnlyInSecond);
        Assert.Equal<IEnumerable<string>>(["vx", "te"], comparison.GetResponsibleProperties());
    }

    [Fact]
    public void CompareWith_OtherArchitecture_IsIncompatibleWithoutProperties()
    {
        CpuModelComparison comparison = Models.Parse("z14").CompareWith(ForeignModels.Create());
        Assert.Equal(CpuModelRelation.Incompatible, comparison.Relation);
        Assert.Equal(CpuIdentityRelation.Unrelated, comparison.IdentityRelation);
        Assert.Empty(comparison.GetResponsibleProperties());
        Assert.True(comparison.OnlyInFirst.IsEmpty && comparison.OnlyInSecond.IsEmpty);
        Assert.True(ForeignModels.Create().CompareWith(Models.Parse("z14")).OnlyInSecond.IsEmpty);

        // No property can change that answer, known or not.
        var builder = new CpuModelBuilder(Models.Parse("z14"));
        builder.AddUnknown(new CpuModelProperty("newfac", "true"));
        Assert.True(builder.ToModel().CompareWith(ForeignModels.Create()).IsCertain);
    }

    [Fact]
    public void CompareWith_UnknownPropertyOfOne_IsNotCertain()
    {
        var builder = new CpuModelBuilder(Models.Parse("z14"));
        builder.AddUnknown(new CpuModelProperty("newfac", "true"));
        CpuModel model = builder.ToModel();
        Assert.False(model.CompareWith(Models.Parse("z14")).IsCertain);
        Assert.False(Models.Parse("z14").CompareWith(model).IsCertain);
        Assert.True(model.CompareWith(model).IsCertain);
        Assert.Empty(Models.Baseline(model, Models.Parse("z14"))!.UnknownProperties);
        BaselineReport report = Models.GetBaselineReport(model, Models.Parse("z14"));
        Assert.Equal("newfac=true", Assert.Single(report.DroppedProperties).ToString());
        Assert.EndsWith("It is without what qemu-11.1 has no name for: newfac=true.", report.ToString(), StringComparison.Ordinal);
        Assert.Empty(Models.GetBaselineReport(model, model).DroppedProperties);
        Assert.Single(Models.Baseline(model, model)!.UnknownProperties);
    }

    [Fact]
    public void Baseline_Z14Zr1WithItself_IsZ14AsInQemu()
    {
        // The search ends at z14.2, which stands before z14ZR1 in QEMU's table.
        Assert.Equal("z14-base", Models.Baseline(Models.Parse("z14ZR1"))!.Name);
        Assert.Equal("z14-base", Models.Baseline(Models.Parse("z14ZR1"), Models.Parse("z14ZR1"))!.Name);
    }

    [Fact]
    public void GetBaselineReport_FallBackToAnOlderDefinition_SaysWhatIsLost()
    {
        // Real QEMU: z14 without srs has no z14 baseline, as srs is in every base set from z9 on.
        CpuModel model = Models.Parse("z14,srs=off");
        BaselineReport report = Models.GetBaselineReport(model, model);
        Assert.Equal("z890.3-base", report.Model!.Name);
        Assert.True(report.IsOlderThanIntersection);
        Assert.Equal(model.Facilities, report.Intersection.Facilities);
        Assert.True(report.Lost.Contains(S390xFacility.Vx.Index));
        Assert.Contains("although the models have generation 14 GA 1 in common", report.ToString(), StringComparison.Ordinal);
        Assert.Contains("It loses what the models have in common: ", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void GetBaselineReport_NothingLost_IsOneLine()
    {
        BaselineReport report = Models.GetBaselineReport(Models.Parse("z14,te=off"), Models.Parse("gen16a"));
        Assert.Equal(report.Model!.ToString(), report.ToString());
        Assert.True(report.Lost.IsEmpty);
        Assert.False(report.IsOlderThanIntersection);
    }

    [Fact]
    public void Baseline_EarlyBaseFeatureMissing_IsNone()
    {
        CpuModel model = Models.Parse("z14,esan3=off");
        Assert.Null(Models.Baseline(model, model));
        BaselineReport report = Models.GetBaselineReport(Models.Parse("z14"), model, Models.Parse("z13"));
        Assert.Null(report.Model);
        Assert.Equal(report.Intersection.Facilities, report.Lost);
        Assert.StartsWith("There is no baseline", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Baseline_SeveralModels_AreTakenFromLeftToRight()
    {
        CpuModel a = Models.Parse("gen16a"), b = Models.Parse("z14,vx=off"), c = Models.Parse("z13s"), d = Models.Parse("z13,edat2=off"), e = Models.Parse("zEC12");
        Assert.Equal(Models.Baseline(Models.Baseline(a, b)!, c), Models.Baseline(a, b, c));
        Assert.Equal(Models.Baseline(Models.Baseline(Models.Baseline(a, b, c)!, d)!, e), Models.Baseline(a, b, c, d, e));
        Assert.Equal("zEC12-base", Models.Baseline(a, b, c, d, e)!.Name);
        Assert.False(Models.Baseline(a, b, c, d, e)!.Has(S390xFacility.Edat2));
    }

    [Fact]
    public void Intersect_SeveralModels_HasTheOldestLevelAndTheCommonFacilities()
    {
        CpuModelIntersection common = Models.Intersect(Models.Parse("gen16a"), Models.Parse("z13.2,te=off"), Models.Parse("z13s"));
        Assert.Equal(new S390xIdentity(0, 13, 2), common.Identity);
        Assert.False(common.Facilities.Contains(S390xFacility.Te.Index));
        Assert.StartsWith("generation 13 GA 2: plo ", common.ToString(), StringComparison.Ordinal);
        Assert.True(common.IsWithin(Models.Parse("z13.2,te=off")));
        Assert.False(common.IsWithin(Models.Parse("z13")));
        Assert.False(common.IsWithin(Models.Parse("z14,vx=off")));
        Assert.False(common.IsWithin(ForeignModels.Create()));
    }

    [Fact]
    public void Operations_NoModelsOrAForeignOne_AreRefused()
    {
        Assert.Throws<ArgumentException>(static () => Models.Baseline());
        Assert.Throws<ArgumentException>(static () => Models.Intersect());
        var exception = Assert.Throws<ArgumentException>(static () => Models.Baseline(Models.Parse("z14"), ForeignModels.Create()));
        Assert.Contains("'toy' is of architecture RiscV", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(static () => Models.Evaluate(ForeignModels.Create()));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Models.Evaluate(Models.Parse("z14"), (CpuModelKinds)64));
        Assert.Throws<ArgumentNullException>(static () => Models.Baseline(Models.Parse("z14"), null!));
        Assert.Throws<ArgumentNullException>(static () => Models.Intersect([null!]));
        Assert.Throws<ArgumentNullException>(static () => Models.Parse("z14").CompareWith(null!));
    }

    [Fact]
    public void EvaluateAndRunnable_Host_ListAllOrOnlyThoseThatRun()
    {
        CpuModel host = Models.Parse("z13,te=off,cte=off");
        Assert.Equal(40, Models.Evaluate(host).Count());
        Assert.Equal(82, Models.Evaluate(host, CpuModelKinds.All).Count());
        Assert.Equal(
            Models.Evaluate(host, CpuModelKinds.All).Where(static usability => usability.IsRunnable).Select(static usability => usability.Model.Name),
            Models.Runnable(host, CpuModelKinds.All).Select(static usability => usability.Model.Name));
        using (IEnumerator<ModelUsability> models = ((IEnumerable<ModelUsability>)Models.Runnable(host)).GetEnumerator())
        {
            Assert.True(models.MoveNext());
            CpuModel first = models.Current.Model;
            Assert.True(models.MoveNext());
            models.Reset();
            Assert.True(models.MoveNext());
            Assert.Same(first, models.Current.Model);
        }

        Assert.Equal("runs", Usability(host, "z196").ToString());
        Assert.Equal("lacks cte, te", Usability(host, "z13").ToString());
        Assert.Equal("needs a newer machine, lacks cte, te", Usability(host, "z13.2").ToString());
        Assert.Equal<IEnumerable<string>>(["te", "cte", "type"], Usability(host, "z13.2").GetUnavailableFeatures());
        Assert.Equal("needs a newer machine", Usability(Models.Parse("z14"), "z14.2").ToString());

        static ModelUsability Usability(CpuModel host, string name) =>
            Models.Evaluate(host).Single(usability => usability.Model.Name == name);
    }

    [Fact]
    public void Answers_ModelsOfTwoReleases_NameWhatTheOlderDoesNotKnow()
    {
        CpuModelRegistry old = Models.AsOf(new Version(7, 2));
        CpuModel before = old.Parse("gen16a"), after = Models.Parse("gen16a,appv=on");
        Assert.Equal<IEnumerable<string>>(["appv"], before.CompareWith(after).GetResponsibleProperties());
        Assert.Equal<IEnumerable<string>>(["appv"], after.CompareWith(before).GetResponsibleProperties());
        CompatibilityReport report72 = after.CheckMigrationTo(before);
        Assert.Equal("appv", Assert.Single(report72.Reasons).Property);
        Assert.Same(Models, report72.Common!.Registry);

        BaselineReport report = old.GetBaselineReport(after, after);
        Assert.Equal(after.Facilities, report.Intersection.Facilities);
        Assert.Contains("It loses what the models have in common: appv.", report.ToString(), StringComparison.Ordinal);
        Assert.Contains("plo_ext", old.Intersect(Models.Parse("gen17a")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void DefaultValues_SayNothingGood()
    {
        Assert.Equal(CpuModelRelation.Incompatible, default(CpuModelComparison).Relation);
        Assert.Equal(CompatibilityVerdict.Unknown, default);
        Assert.Empty(default(ModelEvaluation));
        Assert.Null(default(CpuModelIntersection).Identity);
    }

    [Fact]
    public void Expansion_ArchitectureWithoutStaticNames_RefersToTheDefinition()
    {
        CpuModelRegistry foreign = ForeignModels.Registry();
        CpuModel model = foreign.Parse("toy,gamma=off,delta=on");
        Assert.Equal("toy,gamma=off,delta=on", model.ExpandStatic().ToString());
        Assert.Equal(CpuModelKind.Default, foreign.Baseline(model)!.Kind);
    }
}
