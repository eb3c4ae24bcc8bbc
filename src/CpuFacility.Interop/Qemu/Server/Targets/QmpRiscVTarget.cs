using CpuFacility.RiscV;

namespace CpuFacility.Qemu;

/// <summary>As a new process of <c>qemu-system-riscv64</c> answers; what QEMU leaves out once it has answered a question (its mistake) is not left out.</summary>
internal sealed class QmpRiscVTarget : QmpListedTarget
{
    public override string Name => "riscv64";

    public override string TypeSuffix => "riscv-cpu";

    public override string DescribeUnknownModel(CpuModelRegistry registry, string name) => $"The CPU type '{name}' is not a known RISC-V CPU type";

    public override QmpResult? Expand(QmpHost host, QmpModelInfo info, bool isFull)
    {
        if (!isFull)
        {
            return ExpansionNotSupported;
        }

        if (host.Resolve(info.Name) is not CpuModel start)
        {
            return QmpFailure.Generic(DescribeUnknownModel(host.Registry, info.Name));
        }

        if (info.Properties is not (null or QemuJsonObject))
        {
            return QmpFailure.WrongType("model.props", "object");
        }

        var request = new QmpModelRequest(start, TypeNameOf(info.Name), info.Properties as QemuJsonObject ?? new QemuJsonObject(), "model.props.");
        return Take(request, out QmpFailure? failure) is QmpRiscVProperties taken
            ? new QemuJsonObject().Add("model", new QemuJsonObject().Add("name", info.Name).Add("props", List(host.Registry, taken.Facilities)))
            : failure!;
    }

    public override CpuModel? Build(QmpModelRequest request, out QmpFailure? failure) => Take(request, out failure)?.ToModel();

    private static QmpRiscVProperties? Take(QmpModelRequest request, out QmpFailure? failure)
    {
        var properties = new QmpRiscVProperties(request);
        failure = properties.Take();
        return failure is null ? properties : null;
    }

    private static QemuJsonObject List(CpuModelRegistry registry, FacilitySet facilities)
    {
        var properties = new QemuJsonObject();
        foreach (Facility facility in registry.Vocabulary.Order.Sort(RiscVQemuExpansion.Listed))
        {
            properties.Add(registry.Catalog.Describe(facility).Name, QemuJsonBoolean.Of(facilities.Contains(facility.Index)));
        }

        foreach (RiscVProfile profile in RiscVProfile.All)
        {
            if (profile.QemuProperty is string name)
            {
                properties.Add(name, QemuJsonBoolean.Of(RiscVQemuExpansion.HasProfile(facilities, profile)));
            }
        }

        return properties;
    }
}
