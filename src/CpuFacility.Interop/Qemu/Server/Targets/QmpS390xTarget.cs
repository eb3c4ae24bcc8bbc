namespace CpuFacility.Qemu;

/// <summary>As <c>qemu-system-s390x</c> answers.</summary>
internal sealed class QmpS390xTarget : QmpTarget
{
    public override string Name => "s390x";

    public override IEnumerable<QmpListedModel> ListModels(QmpHost host)
    {
        foreach (CpuModel named in host.Registry.NamedModels)
        {
            CpuModel model = host.Resolve(named.Name)!;
            yield return new QmpListedModel(named.Name, model, model.Kind == CpuModelKind.Static && !ReferenceEquals(model, host.Model));
        }

        if (host.Given is not null && !host.Registry.TryFind(HostName, out _))
        {
            yield return new QmpListedModel(HostName, host.Given, IsStatic: false);
        }
    }

    public override string DescribeUnknownModel(CpuModelRegistry registry, string name) => $"The CPU definition '{name}' is unknown.";

    public override QmpFailure? SetProperty(
        CpuModelBuilder builder, CpuModelRegistry registry, string typeName, string name, QemuJson value, string path) =>
        QemuCpuProperties.Set(typeName, name, value, path);
}
