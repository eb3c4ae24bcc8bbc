using System.Globalization;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace CpuFacility.Benchmarks;

/// <summary>Shows each benchmark's shortest iteration as a multiple of the baseline's: on a busy machine, means say more of its other work.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MinRatioColumnAttribute() : ColumnConfigBaseAttribute(new MinRatioColumn());

/// <summary>The ratio of minima in one job, class and category, with equal parameters.</summary>
internal sealed class MinRatioColumn : IColumn
{
    public string Id => nameof(MinRatioColumn);

    public string ColumnName => "Min ratio";

    public string Legend => "Shortest iteration / shortest iteration of the baseline in the same run";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 1;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        BenchmarkCase? baseline = summary.BenchmarksCases.FirstOrDefault(other =>
            other.Descriptor.Baseline && other.Descriptor.Type == benchmarkCase.Descriptor.Type && other.Job == benchmarkCase.Job
            && other.Parameters.DisplayInfo == benchmarkCase.Parameters.DisplayInfo
            && other.Descriptor.Categories.SequenceEqual(benchmarkCase.Descriptor.Categories));
        double? least = baseline is null ? null : summary[baseline]?.ResultStatistics?.Min;
        double? own = summary[benchmarkCase]?.ResultStatistics?.Min;
        return own is null || least is null or 0 ? "?" : (own.Value / least.Value).ToString("0.00", CultureInfo.InvariantCulture);
    }
}
