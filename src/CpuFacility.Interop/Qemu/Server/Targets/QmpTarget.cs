using System.Collections.Immutable;

namespace CpuFacility.Qemu;

/// <summary>What the commands on CPU models answer differently from one QEMU target to the next.</summary>
internal abstract class QmpTarget
{
    public const string HostName = "host";
    public const string MaximumName = "max";

    /// <summary>What QEMU calls the architecture.</summary>
    public abstract string Name { get; }

    public static QmpTarget Of(CpuArchitecture architecture) => architecture switch
    {
        CpuArchitecture.S390x => new QmpS390xTarget(),
        CpuArchitecture.X86 => new QmpX86Target(),
        _ => throw new ArgumentException($"The server does not answer for architecture {architecture}."),
    };

    /// <summary>The registry that stands for the target without KVM.</summary>
    /// <param name="registry">The registry that was asked for.</param>
    public virtual CpuModelRegistry WithoutHost(CpuModelRegistry registry) => registry;

    /// <summary>Every model that is listed, in the order of the list.</summary>
    /// <param name="host">The models of the server.</param>
    public abstract IEnumerable<QmpListedModel> ListModels(QmpHost host);

    /// <summary>What a model without that name is told.</summary>
    /// <param name="name">The name that was asked for.</param>
    public abstract string DescribeUnknownModel(string name);

    /// <summary>Sets a property that is no facility.</summary>
    /// <returns>Why it cannot be set, or null.</returns>
    public abstract QmpFailure? SetProperty(CpuModelBuilder builder, CpuModelRegistry registry, string typeName, string name, QemuJson value, string path);

    /// <summary>Why a facility cannot be switched on, which the registry refused.</summary>
    public virtual QmpFailure DescribeRefused(FacilityTerm term, CpuModelDefinition definition) => QmpFailure.Generic(
        $"{(term.IsGroup ? "Group" : "Feature")} '{term.Name}' is not available for CPU model '{definition.Name}', it was introduced with later models.");

    /// <summary>The name in a full expansion's answer.</summary>
    /// <param name="expansion">The expansion.</param>
    /// <param name="asked">The name that was asked for.</param>
    public virtual string NameOfFull(CpuModelExpansion expansion, string asked) => expansion.Name;

    /// <summary>The properties of an expansion, in the order in which QEMU puts them into its reply.</summary>
    /// <param name="expansion">The expansion.</param>
    /// <param name="isFull">Whether it is a full one.</param>
    public virtual IEnumerable<KeyValuePair<string, QemuJson>> ListProperties(CpuModelExpansion expansion, bool isFull) =>
        expansion.Settings.Select(static setting => new KeyValuePair<string, QemuJson>(setting.Term.Name, QemuJsonBoolean.Of(setting.IsOn)));
}

/// <summary>A model as the list of models names it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Model">The model.</param>
/// <param name="IsStatic">Whether it means the same in every release.</param>
/// <param name="Unavailable">What is told to be missing whatever the host, or null if that is worked out.</param>
internal sealed record QmpListedModel(string Name, CpuModel Model, bool IsStatic, ImmutableArray<string>? Unavailable = null);
