using CpuFacility.Generators;
using Microsoft.CodeAnalysis;

namespace CpuFacility.Tests.Generators;

public partial class CatalogGeneratorTests
{
    [Fact]
    public void Run_SameFilesTwice_SameText() =>
        Assert.Equal(Texts(GeneratorRun.Run(SmallData.Files())), Texts(GeneratorRun.Run(SmallData.Files())));

    [Fact]
    public void Run_FilesInAnotherOrder_SameText() =>
        Assert.Equal(Texts(GeneratorRun.Run(SmallData.Files())), Texts(GeneratorRun.Run(SmallData.Files().Reverse())));

    [Fact]
    public void Run_OtherCodeChanged_EverythingIsCached()
    {
        GeneratorDriver driver = GeneratorRun.CreateDriver(SmallData.Files()).RunGenerators(GeneratorRun.CreateCompilation());
        driver = driver.RunGenerators(GeneratorRun.CreateCompilation("class Added;"));
        AssertReasons(driver, IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void Run_FileReplacedBySameText_OutputIsNotMadeAgain()
    {
        AdditionalText[] files = [.. SmallData.Files()];
        GeneratorDriver driver = GeneratorRun.CreateDriver(files).RunGenerators(GeneratorRun.CreateCompilation());
        driver = driver.ReplaceAdditionalText(files[0], new MemoryText(files[0].Path, files[0].GetText()!.ToString()));
        driver = driver.RunGenerators(GeneratorRun.CreateCompilation());
        AssertReasons(driver, IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void Run_SameFactsWrittenDifferently_OutputIsNotMadeAgain()
    {
        GeneratorDriver driver = RunWithChange(SmallData.Files(), "1.1,Delta", "1.1,\"Delta\"");
        AssertReasons(driver, IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void Run_TitleChanged_OutputIsMadeAgain()
    {
        GeneratorDriver driver = RunWithChange(SmallData.Files(), "1.1,Delta", "1.1,Changed");
        AssertReasons(driver, IncrementalStepRunReason.Modified);
        string source = Source(driver.GetRunResult().Results.Single(), "RiscVFacility.g.cs");
        Assert.Contains("Changed (<c>delta</c>)", source, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_OneArchitectureChanged_TheOtherIsCached()
    {
        IEnumerable<AdditionalText> other = SmallData.Files().Select(
            static file => new MemoryText(file.Path.Replace("RiscV", "Arm", StringComparison.Ordinal), file.GetText()!.ToString()));
        GeneratorDriver driver = RunWithChange(SmallData.Files().Concat(other), "1.1,Delta", "1.1,Changed");
        Assert.Equal(
            [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified],
            driver.GetRunResult().Results.Single().TrackedSteps[CatalogGenerator.ResultStep]
                .SelectMany(static step => step.Outputs).Select(static output => output.Reason));
    }

    /// <summary>A second run after a change in the first file of facilities.</summary>
    private static GeneratorDriver RunWithChange(IEnumerable<AdditionalText> given, string old, string replacement)
    {
        AdditionalText[] files = [.. given];
        int index = Array.FindIndex(files, static file => file.Path.EndsWith("facilities.csv", StringComparison.Ordinal));
        string text = files[index].GetText()!.ToString();
        Assert.Contains(old, text, StringComparison.Ordinal);
        GeneratorDriver driver = GeneratorRun.CreateDriver(files).RunGenerators(GeneratorRun.CreateCompilation());
        return driver
            .ReplaceAdditionalText(
                files[index], new MemoryText(files[index].Path, text.Replace(old, replacement, StringComparison.Ordinal)))
            .RunGenerators(GeneratorRun.CreateCompilation());
    }

    private static void AssertReasons(GeneratorDriver driver, params IncrementalStepRunReason[] allowed)
    {
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        IncrementalStepRunReason[] reasons =
        [
            .. result.TrackedSteps[CatalogGenerator.ResultStep].SelectMany(static step => step.Outputs).Select(static o => o.Reason),
            .. result.TrackedOutputSteps.SelectMany(static pair => pair.Value)
                .SelectMany(static step => step.Outputs).Select(static o => o.Reason),
        ];
        Assert.True(reasons.Length >= 2);
        Assert.All(reasons, reason => Assert.Contains(reason, allowed));
    }
}
