using System.Text.Json;

namespace CpuFacility.Tool;

/// <summary>
/// What there is to say of an architecture's CPUs beyond identity, names and sets: one class for each architecture that has such, so that no verb
/// names an architecture.
/// </summary>
internal class ArchitectureDetails
{
    /// <summary>Nothing beyond what every verb says itself.</summary>
    protected ArchitectureDetails()
    {
    }

    public static ArchitectureDetails Of(CpuArchitecture architecture) => architecture switch
    {
        CpuArchitecture.X86 => new X86ArchitectureDetails(),
        CpuArchitecture.Power => new PowerArchitectureDetails(),
        CpuArchitecture.Arm => new ArmArchitectureDetails(),
        CpuArchitecture.RiscV => new RiscVArchitectureDetails(),
        _ => new ArchitectureDetails(),
    };

    /// <summary>The rules by which <c>check</c> can judge, the usual one first; none for an architecture with one rule alone.</summary>
    public virtual string[] Rules => [];

    /// <summary>What the list of models says of a model's age or level.</summary>
    public virtual string DescribeLevel(CpuModel model) => model.Identity.Level;

    /// <summary>What a comparison says of a model's age or level.</summary>
    public virtual string DescribeIdentity(CpuModel model) => model.Identity.Level;

    /// <summary>The levels of the architecture, and which of them a host reaches; null if it has no levels.</summary>
    public virtual LevelReport? GetLevels(HostDescription description) => null;

    /// <summary>A set under a heading.</summary>
    public virtual void WriteSet(TextOutput output, string heading, CpuModelRegistry registry, in FacilitySet facilities) =>
        output.WriteNames(heading, registry.Vocabulary.Summarize(facilities).ToImmutableArray().Select(static term => term.Name));

    public virtual void WriteHost(TextOutput output, HostDescription description) =>
        WriteSet(output, "in hardware", description.Host.Registry, description.Host.Hardware);

    public virtual void WriteHost(Utf8JsonWriter json, HostDescription description)
    {
    }

    public virtual void WriteModel(TextOutput output, CpuModel model) => WriteSet(output, "has", model.Registry, model.Facilities);

    public virtual void WriteModel(Utf8JsonWriter json, CpuModel model)
    {
    }

    /// <summary>What keeps a model from running on a host, or that nothing does, in a few words.</summary>
    public virtual string Describe(ModelUsability usability) => usability.ToString();

    /// <summary>The names of a set in one line.</summary>
    public virtual string Format(CpuModelRegistry registry, in FacilitySet facilities) => registry.Vocabulary.Format(facilities);

    /// <summary>In what two models differ.</summary>
    /// <param name="output">Where to write.</param>
    /// <param name="comparison">The comparison.</param>
    /// <param name="first">The first model.</param>
    /// <param name="second">The second model.</param>
    /// <param name="unreported">What one of them may have or not.</param>
    public virtual void WriteComparison(TextOutput output, CpuModelComparison comparison, CpuModel first, CpuModel second, in FacilitySet unreported)
    {
        WriteSet(output, "only in the first", first.Registry, comparison.OnlyInFirst);
        WriteSet(output, "only in the second", second.Registry, comparison.OnlyInSecond);
    }

    public virtual void WriteComparison(Utf8JsonWriter json, CpuModelComparison comparison, CpuModel first, CpuModel second, in FacilitySet unreported)
    {
    }

    /// <summary>The verdict by one of <see cref="Rules"/>.</summary>
    public virtual CompatibilityVerdict GetVerdict(CompatibilityReport report, string rule) => report.Verdict;

    public virtual void WriteCheck(TextOutput output, CompatibilityReport report)
    {
    }

    public virtual void WriteCheck(Utf8JsonWriter json, CompatibilityReport report)
    {
    }

    public virtual void WriteBaseline(TextOutput output, BaselineReport report, in FacilitySet unreported)
    {
    }

    public virtual void WriteBaseline(Utf8JsonWriter json, BaselineReport report, in FacilitySet unreported)
    {
    }
}
