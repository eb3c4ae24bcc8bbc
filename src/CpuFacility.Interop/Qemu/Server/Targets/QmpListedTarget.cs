namespace CpuFacility.Qemu;

/// <summary>
/// What the targets have in common for which QEMU lists names alone and neither compares models nor finds baselines. The server does, by the library's
/// rules; there it takes the library's names of facilities beside QEMU's properties, so that it understands its own baselines.
/// </summary>
internal abstract class QmpListedTarget : QmpTarget
{
    public override bool ListsKinds => false;

    public override string NoBaseline => "No CPU model lies within both";

    /// <summary>QEMU's list does not tell. With a host it would not say which models run, so that it then tells as on other targets.</summary>
    public override bool ListsUnavailable(QmpHost host) => host.Given is not null;

    /// <summary>QEMU's list in its order, then definitions of the registry that are not QEMU's, then the host if one was given.</summary>
    public override IEnumerable<QmpListedModel> ListModels(QmpHost host)
    {
        var listed = new HashSet<string>();
        foreach (ListedCpuModel row in host.Registry.Listing)
        {
            listed.Add(row.Name);
            yield return new QmpListedModel(row.Name, Find(host, row.Name), row.IsStatic);
        }

        foreach (CpuModel named in host.Registry.NamedModels)
        {
            if (listed.Add(named.Name))
            {
                yield return new QmpListedModel(named.Name, Find(host, named.Name), IsStatic: false);
            }
        }

        if (host.Given is not null && listed.Add(HostName))
        {
            yield return new QmpListedModel(HostName, host.Given, IsStatic: false);
        }
    }

    /// <summary>Facilities come last: the library's names of them are for comparisons and baselines.</summary>
    public override IEnumerable<KeyValuePair<string, QemuJson>> ListProperties(CpuModelExpansion expansion, bool isFull) =>
    [
        .. expansion.Properties.Select(property => new KeyValuePair<string, QemuJson>(
            property.Name, QmpPropertyValues.ToJson(expansion.Model.Registry, property))),
        .. base.ListProperties(expansion, isFull),
    ];

    public override QmpFailure? SetProperty(
        CpuModelBuilder builder, CpuModelRegistry registry, string typeName, string name, QemuJson value, string path) => NotFound(typeName, name);

    public override QmpFailure DescribeRefused(FacilityTerm term, CpuModelDefinition definition) =>
        QmpFailure.Generic($"Feature '{term.Name}' is not available for CPU model '{definition.Name}'");

    protected static QmpFailure NotFound(string typeName, string name) => QmpFailure.Generic($"Property '{typeName}.{name}' not found");

    protected static QmpFailure ExpansionNotSupported { get; } = QmpFailure.Generic("The requested expansion type is not supported");

    private static CpuModel? Find(QmpHost host, string name) =>
        host.IsHost(name) ? host.Given : host.Registry.TryFind(name, out CpuModel? model) ? model : null;
}
