using System.Collections.Immutable;

namespace CpuFacility.Qemu;

/// <summary>What the commands on CPU models answer differently from one QEMU target to the next.</summary>
internal abstract class QmpTarget
{
    public const string HostName = "host";
    public const string MaximumName = "max";

    /// <summary>What QEMU calls the architecture.</summary>
    public abstract string Name { get; }

    /// <summary>How the names of QEMU's types for CPUs end.</summary>
    public virtual string TypeSuffix => $"{Name}-cpu";

    /// <summary>Whether <c>max</c> is a name there: where a host was given, it stands for it.</summary>
    public virtual bool HasMaximum => true;

    /// <summary>Whether the list says what is an alias, and what means the same on every machine.</summary>
    public virtual bool ListsKinds => true;

    public static QmpTarget Of(CpuArchitecture architecture) => architecture switch
    {
        CpuArchitecture.S390x => new QmpS390xTarget(),
        CpuArchitecture.X86 => new QmpX86Target(),
        CpuArchitecture.Arm => new QmpArmTarget(),
        CpuArchitecture.RiscV => new QmpRiscVTarget(),
        CpuArchitecture.Power => new QmpPowerTarget(),
        _ => throw new ArgumentException($"The server does not answer for architecture {architecture}."),
    };

    /// <summary>The registry that stands for the target without KVM.</summary>
    /// <param name="registry">The registry that was asked for.</param>
    public virtual CpuModelRegistry WithoutHost(CpuModelRegistry registry) => registry;

    /// <summary>Every model that is listed, in the order of the list.</summary>
    /// <param name="host">The models of the server.</param>
    public abstract IEnumerable<QmpListedModel> ListModels(QmpHost host);

    /// <summary>Whether the list says what models lack on the host.</summary>
    /// <param name="host">The models of the server.</param>
    public virtual bool ListsUnavailable(QmpHost host) => true;

    /// <summary>The name of the type in the list.</summary>
    /// <param name="listed">The model.</param>
    public virtual string TypeNameInList(QmpListedModel listed) => TypeNameOf(listed.Name);

    public string TypeNameOf(string name) => $"{name}-{TypeSuffix}";

    /// <summary>What a model without that name is told.</summary>
    /// <param name="registry">The registry in which it is none.</param>
    /// <param name="name">The name that was asked for.</param>
    public abstract string DescribeUnknownModel(CpuModelRegistry registry, string name);

    /// <summary>The target's own answer to an expansion; null if it is expanded as on most targets.</summary>
    /// <param name="host">The models of the server.</param>
    /// <param name="info">The model as it was sent.</param>
    /// <param name="isFull">Whether it is to be a full one.</param>
    public virtual QmpResult? Expand(QmpHost host, QmpModelInfo info, bool isFull) => null;

    /// <summary>Sets the properties of a model that was sent, in QEMU's order.</summary>
    /// <param name="request">The model.</param>
    /// <param name="failure">What is wrong, in QEMU's words.</param>
    /// <returns>The model, or null.</returns>
    public virtual CpuModel? Build(QmpModelRequest request, out QmpFailure? failure)
    {
        var builder = new CpuModelBuilder(request.Start);
        CpuModelRegistry registry = request.Start.Registry;
        foreach ((string name, QemuJson value) in QemuDictionaryOrder.Sort(request.Properties.Members))
        {
            failure = registry.Vocabulary.TryFind(name, out FacilityTerm term)
                ? Switch(builder, term, name, value, request)
                : SetProperty(builder, registry, request.TypeName, name, value, request.Path);
            if (failure is not null)
            {
                return null;
            }
        }

        failure = null;
        return builder.ToModel();
    }

    /// <summary>Sets a property that is no facility.</summary>
    /// <returns>Why it cannot be set, or null.</returns>
    public abstract QmpFailure? SetProperty(CpuModelBuilder builder, CpuModelRegistry registry, string typeName, string name, QemuJson value, string path);

    /// <summary>Why a facility cannot be switched on, which the registry refused.</summary>
    public virtual QmpFailure DescribeRefused(FacilityTerm term, CpuModelDefinition definition) => QmpFailure.Generic(
        $"{(term.IsGroup ? "Group" : "Feature")} '{term.Name}' is not available for CPU model '{definition.Name}', it was introduced with later models.");

    /// <summary>What is said where two models have no baseline.</summary>
    public virtual string NoBaseline => "No compatible CPU model could be created as important base features are disabled";

    /// <summary>The name in a full expansion's answer.</summary>
    /// <param name="expansion">The expansion.</param>
    /// <param name="asked">The name that was asked for.</param>
    public virtual string NameOfFull(CpuModelExpansion expansion, string asked) => expansion.Name;

    /// <summary>The properties of an expansion, in the order in which QEMU puts them into its reply.</summary>
    /// <param name="expansion">The expansion.</param>
    /// <param name="isFull">Whether it is a full one.</param>
    public virtual IEnumerable<KeyValuePair<string, QemuJson>> ListProperties(CpuModelExpansion expansion, bool isFull) =>
        expansion.Settings.Select(static setting => new KeyValuePair<string, QemuJson>(setting.Term.Name, QemuJsonBoolean.Of(setting.IsOn)));

    /// <summary>Switches a facility or a group.</summary>
    /// <returns>Why it cannot be done, or null.</returns>
    protected QmpFailure? Switch(CpuModelBuilder builder, FacilityTerm term, string name, QemuJson value, QmpModelRequest request)
    {
        if (value is not QemuJsonBoolean isOn)
        {
            return QmpFailure.WrongType(request.Path + name, "boolean");
        }

        return builder.TrySet(term, isOn.Value, out _) ? null : DescribeRefused(term, request.Start.Definition);
    }
}

/// <summary>A model as the list of models names it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Model">The model, or null if the registry has none of that name.</param>
/// <param name="IsStatic">Whether it means the same in every release.</param>
/// <param name="Unavailable">What is told to be missing whatever the host, or null if that is worked out.</param>
internal sealed record QmpListedModel(string Name, CpuModel? Model, bool IsStatic, ImmutableArray<string>? Unavailable = null);

/// <summary>A model as it was sent, once its name is looked up.</summary>
/// <param name="Start">The model that the name stands for.</param>
/// <param name="TypeName">QEMU's type for it.</param>
/// <param name="Properties">Its properties.</param>
/// <param name="Path">What stands before a property's name in errors.</param>
internal sealed record QmpModelRequest(CpuModel Start, string TypeName, QemuJsonObject Properties, string Path);
