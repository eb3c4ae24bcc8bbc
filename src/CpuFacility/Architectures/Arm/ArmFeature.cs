using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CpuFacility.Arm;

/// <summary>
/// A feature of the Arm architecture by its name there, such as <c>FEAT_SVE2</c>: a processor has it if one of some fields has a value or a higher
/// one. Immutable and safe to share between threads.
/// </summary>
public sealed class ArmFeature
{
    private static readonly FrozenDictionary<string, ArmFeature>.AlternateLookup<ReadOnlySpan<char>> ByName =
        ReadAll().ToFrozenDictionary(static feature => feature.Name).GetAlternateLookup<ReadOnlySpan<char>>();

    private ArmFeature(string name, ImmutableArray<ArmThreshold> thresholds, ArmFeatureEvidence evidence)
    {
        Name = name;
        Thresholds = thresholds;
        Evidence = evidence;
    }

    /// <summary>All features, in the order of the registers that show them.</summary>
    public static ImmutableArray<ArmFeature> All { get; } = [.. ReadAllNames().Select(static name => ByName[name])];

    /// <summary>The architecture's name, such as <c>FEAT_SVE2</c>.</summary>
    public string Name { get; }

    /// <summary>The fields that show the feature, with the least value: one is enough.</summary>
    public ImmutableArray<ArmThreshold> Thresholds { get; }

    /// <summary>Who takes the values for the feature, in all of its fields together.</summary>
    public ArmFeatureEvidence Evidence { get; }

    /// <summary>Finds a feature by name.</summary>
    /// <param name="name">The name, with <c>FEAT_</c>, compared exactly.</param>
    /// <param name="feature">The feature found.</param>
    /// <returns>Whether there is one. It does not allocate.</returns>
    public static bool TryFind(ReadOnlySpan<char> name, [NotNullWhen(true)] out ArmFeature? feature) => ByName.TryGetValue(name, out feature);

    /// <summary>Whether ID registers show the feature. It does not allocate.</summary>
    /// <param name="registers">The registers.</param>
    public bool IsIn(ArmIdRegisters registers)
    {
        ArgumentNullException.ThrowIfNull(registers);
        foreach (ArmThreshold threshold in Thresholds)
        {
            if (threshold.IsReached(registers.GetValue(threshold.Field)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether a set shows the feature: null if none of its fields has a rule, so that no set can tell. It does not allocate.
    /// </summary>
    /// <param name="facilities">The set.</param>
    public bool? IsIn(in FacilitySet facilities)
    {
        bool? isIn = null;
        foreach (ArmThreshold threshold in Thresholds)
        {
            if (threshold.Field.IsTracked)
            {
                isIn = isIn == true || threshold.IsReached(threshold.Field.GetValue(facilities));
            }
        }

        return isIn;
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private static IEnumerable<string> ReadAllNames() => ArmData.Features.Name().Distinct();

    private static IEnumerable<ArmFeature> ReadAll()
    {
        string[] names = ArmData.Features.Name();
        string[] evidence = ArmData.Features.Evidence();
        return Enumerable.Range(0, names.Length).GroupBy(row => names[row]).Select(rows => new ArmFeature(
            rows.Key,
            [.. rows.Select(static row => ArmThreshold.Read(ArmData.Features.Field()[row], ArmData.Features.Value[row]))],
            rows.SelectMany(row => evidence[row].Split(' ')).Aggregate(ArmFeatureEvidence.NameOnly, static (all, word) => all | ReadEvidence(word))));
    }

    private static ArmFeatureEvidence ReadEvidence(string word) => word switch
    {
        "linux-kvm" => ArmFeatureEvidence.LinuxKvm,
        "linux-hwcap" => ArmFeatureEvidence.LinuxHwcap,
        "qemu" => ArmFeatureEvidence.Qemu,
        _ => ArmFeatureEvidence.NameOnly,
    };
}
