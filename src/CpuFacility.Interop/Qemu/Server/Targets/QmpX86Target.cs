using CpuFacility.X86;

namespace CpuFacility.Qemu;

/// <summary>As <c>qemu-system-x86_64</c> answers: without a host as software emulation does, with one as for that host.</summary>
internal sealed class QmpX86Target : QmpTarget
{
    /// <summary>The one model that never changes.</summary>
    private const string BaseName = "base";

    /// <summary>What the model of the host is told to lack where there is no KVM.</summary>
    private const string HypervisorName = "kvm";

    public override string Name => "x86_64";

    public override CpuModelRegistry WithoutHost(CpuModelRegistry registry) =>
        ReferenceEquals(registry, X86Editions.Qemu) ? X86Editions.QemuEmulation : registry;

    /// <summary>The models for hosts come first. Without KVM, <c>host</c> is listed all the same.</summary>
    public override IEnumerable<QmpListedModel> ListModels(QmpHost host)
    {
        yield return new QmpListedModel(MaximumName, host.Model, IsStatic: false, []);
        yield return new QmpListedModel(HostName, host.Model, IsStatic: false, host.Given is null ? [HypervisorName] : []);
        foreach (CpuModel named in host.Registry.NamedModels)
        {
            if (named.Kind != CpuModelKind.Preset)
            {
                yield return new QmpListedModel(named.Name, named, named.Name == BaseName);
            }
        }
    }

    public override string DescribeUnknownModel(CpuModelRegistry registry, string name) => $"CPU model '{name}' not found";

    public override QmpFailure? SetProperty(
        CpuModelBuilder builder, CpuModelRegistry registry, string typeName, string name, QemuJson value, string path) =>
        QmpX86Properties.Set(builder, registry, typeName, name, value, path);

    public override string NameOfFull(CpuModelExpansion expansion, string asked) => asked;

    /// <summary>
    /// Every feature on or off under its main name, in a full expansion under all its names, then what is no feature. QEMU's dictionary hands
    /// out last what was put in first, so that the order is the other way round.
    /// </summary>
    public override IEnumerable<KeyValuePair<string, QemuJson>> ListProperties(CpuModelExpansion expansion, bool isFull)
    {
        var properties = new List<KeyValuePair<string, QemuJson>>();
        CpuModelRegistry registry = expansion.Model.Registry;
        foreach (CpuModelProperty property in expansion.Properties)
        {
            properties.Add(new(property.Name, QmpPropertyValues.ToJson(registry, property)));
        }

        foreach (Facility facility in registry.Vocabulary.Order.Sort(registry.Vocabulary.Known))
        {
            QemuJsonBoolean isOn = QemuJsonBoolean.Of(expansion.Model.Has(facility));
            foreach (string name in registry.Catalog.GetNames(facility, FacilityDialect.Qemu).Take(isFull ? int.MaxValue : 1))
            {
                properties.Add(new(name, isOn));
            }
        }

        properties.Reverse();
        return properties;
    }
}
