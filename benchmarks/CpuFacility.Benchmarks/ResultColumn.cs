using System.Collections;
using System.Globalization;
using System.Numerics;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace CpuFacility.Benchmarks;

/// <summary>Shows what each benchmark returns, beside its time: those of one group must be the same.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ResultColumnAttribute() : ColumnConfigBaseAttribute(new ResultColumn());

/// <summary>Runs each benchmark's setup and method once more, outside of the measurement.</summary>
internal sealed class ResultColumn : IColumn
{
    public string Id => nameof(ResultColumn);

    public string ColumnName => "Result";

    public string Legend => "What the benchmark returned: a number, or that of a set's or an array's members";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        Descriptor descriptor = benchmarkCase.Descriptor;
        object instance = Activator.CreateInstance(descriptor.Type)!;
        foreach (var parameter in benchmarkCase.Parameters.Items)
        {
            descriptor.Type.GetProperty(parameter.Name)!.SetValue(instance, parameter.Value);
        }

        descriptor.GlobalSetupMethod?.Invoke(instance, null);
        object? result = descriptor.WorkloadMethod.Invoke(instance, null);
        descriptor.GlobalCleanupMethod?.Invoke(instance, null);
        return Show(result);
    }

    private static string Show(object? result) => result switch
    {
        FacilitySet set => set.Count.ToString(CultureInfo.InvariantCulture),
        UInt128 hash => hash.ToString("x32", CultureInfo.InvariantCulture)[..8],
        Vector<ulong> vector => Vector.Sum(vector).ToString(CultureInfo.InvariantCulture),
        ICollection collection => collection.Count.ToString(CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => result?.ToString() ?? "",
    };
}
