namespace CpuFacility.Qemu;

/// <summary>As <c>qemu-system-ppc64</c> answers: a list of names, and no expansions.</summary>
internal sealed class QmpPowerTarget : QmpListedTarget
{
    public override string Name => "ppc64";

    public override string TypeSuffix => "powerpc64-cpu";

    public override bool HasMaximum => false;

    /// <summary>QEMU names the type behind an alias, and none for what is no alias.</summary>
    public override string TypeNameInList(QmpListedModel listed) =>
        listed.Name == listed.Model?.Name && listed.Model.Definition.AliasOf is string alias ? TypeNameOf(alias) : "";

    public override string DescribeUnknownModel(CpuModelRegistry registry, string name) => $"unable to find CPU model '{name}'";

    public override QmpResult? Expand(QmpHost host, QmpModelInfo info, bool isFull) =>
        QmpFailure.Generic("CPU model expansion is not supported on this target");
}
