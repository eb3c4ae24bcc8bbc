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
    public void Run_TitleChanged_OutputIsMadeAgain()
    {
        AdditionalText[] files = [.. SmallData.Files()];
        int index = Array.FindIndex(files, static file => file.Path.EndsWith("facilities.csv", StringComparison.Ordinal));
        string text = files[index].GetText()!.ToString().Replace("1.1,Delta", "1.1,Changed", StringComparison.Ordinal);
        GeneratorDriver driver = GeneratorRun.CreateDriver(files).RunGenerators(GeneratorRun.CreateCompilation());
        driver = driver.ReplaceAdditionalText(files[index], new MemoryText(files[index].Path, text));
        GeneratorRunResult result = driver.RunGenerators(GeneratorRun.CreateCompilation()).GetRunResult().Results.Single();
        Assert.Equal(
            IncrementalStepRunReason.Modified,
            result.TrackedSteps[CatalogGenerator.ResultStep].Single().Outputs.Single().Reason);
        Assert.Contains("Changed (<c>delta</c>)", Source(result, "RiscVFacility.g.cs"), StringComparison.Ordinal);
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
