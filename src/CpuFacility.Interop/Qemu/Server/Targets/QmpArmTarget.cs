using System.Collections.Immutable;
using CpuFacility.Arm;

namespace CpuFacility.Qemu;

/// <summary>As <c>qemu-system-aarch64</c> answers. Models of 32 bits are listed and expanded; the library does not know more of them.</summary>
internal sealed class QmpArmTarget : QmpListedTarget
{
    public override string Name => "aarch64";

    public override string TypeSuffix => "arm-cpu";

    public override string DescribeUnknownModel(CpuModelRegistry registry, string name) => IsListed(registry, name) is not null
        ? $"The CPU type '{name}' has 32 bits and cannot be compared"
        : $"The CPU type '{name}' is not a recognized ARM CPU type";

    public override QmpResult? Expand(QmpHost host, QmpModelInfo info, bool isFull)
    {
        if (!isFull)
        {
            return ExpansionNotSupported;
        }

        if (info.Name == HostName && host.Given is null)
        {
            return QmpFailure.Generic($"The CPU type '{info.Name}' requires KVM");
        }

        CpuModel? model = host.Resolve(info.Name);
        ListedCpuModel? narrow = model is null ? IsListed(host.Registry, info.Name) : null;
        if (model is null && narrow is null)
        {
            return QmpFailure.Generic(DescribeUnknownModel(host.Registry, info.Name));
        }

        if (info.Properties is not (null or QemuJsonObject))
        {
            return QmpFailure.WrongType("model.props", "object");
        }

        ImmutableArray<CpuModelProperty> own = model is null ? narrow!.Properties : model.ExpandFull().Properties;
        QemuJsonObject properties = info.Properties as QemuJsonObject ?? new QemuJsonObject();
        ImmutableArray<CpuModelProperty> set = TakeProperties(own, TypeNameOf(info.Name), properties, "model.props.", out QmpFailure? failure);
        failure ??= FindUnexpected(properties, static _ => false, "model.props.");
        if (failure is null && model is not null)
        {
            model = Set(model, set, out failure)?.ToModel();
            own = model?.ExpandFull().Properties ?? own;
        }
        else if (failure is null)
        {
            own = [.. own.Select(property => set.FirstOrDefault(one => one.Name == property.Name, property))];
        }

        return failure is null ? Describe(host.Registry, info.Name, own) : failure;
    }

    /// <summary>QEMU's properties are taken first, as it does; then the library's facilities.</summary>
    public override CpuModel? Build(QmpModelRequest request, out QmpFailure? failure)
    {
        FacilityVocabulary vocabulary = request.Start.Registry.Vocabulary;
        ImmutableArray<CpuModelProperty> set = TakeProperties(
            request.Start.ExpandFull().Properties, request.TypeName, request.Properties, request.Path, out failure);
        failure ??= FindUnexpected(request.Properties, name => vocabulary.TryFind(name, out _), request.Path);
        if (failure is not null || Set(request.Start, set, out failure) is not CpuModelBuilder builder)
        {
            return null;
        }

        foreach ((string name, QemuJson value) in QemuDictionaryOrder.Sort(request.Properties.Members))
        {
            if (failure is null && vocabulary.TryFind(name, out FacilityTerm term))
            {
                failure = Switch(builder, term, name, value, request);
            }
        }

        return failure is null ? builder.ToModel() : null;
    }

    /// <summary>The model with properties, or null if QEMU refuses them together.</summary>
    private static CpuModelBuilder? Set(CpuModel start, ImmutableArray<CpuModelProperty> set, out QmpFailure? failure)
    {
        var builder = new CpuModelBuilder(start);
        foreach (CpuModelProperty property in set)
        {
            builder.TrySetProperty(property.Name, property.Value, out _);
        }

        string? refusal = ArmQemuExpansion.FindRefusal(start.Definition, builder.ToModel().Properties);
        failure = refusal is null ? null : QmpFailure.Generic(refusal);
        return refusal is null ? builder : null;
    }

    /// <summary>The properties that QEMU takes, in its order; the first mistake ends it.</summary>
    private static ImmutableArray<CpuModelProperty> TakeProperties(
        ImmutableArray<CpuModelProperty> own, string typeName, QemuJsonObject properties, string path, out QmpFailure? failure)
    {
        failure = null;
        var taken = ImmutableArray.CreateBuilder<CpuModelProperty>();
        foreach (string name in ArmQemuExpansion.Properties)
        {
            if (!properties.TryGet(name, out QemuJson? value))
            {
                continue;
            }

            if (!own.Any(property => property.Name == name))
            {
                failure = NotFound(typeName, name);
                break;
            }

            if (value is not QemuJsonBoolean isOn)
            {
                failure = QmpFailure.WrongType(path + name, "boolean");
                break;
            }

            taken.Add(new CpuModelProperty(name, isOn.Value ? "on" : "off"));
        }

        return taken.ToImmutable();
    }

    /// <summary>The first property that QEMU does not take, in the order of its table of what is left over.</summary>
    private static QmpFailure? FindUnexpected(QemuJsonObject properties, Func<string, bool> isKnown, string path)
    {
        IEnumerable<string> left = GlibTableOrder.Sort(
            [.. QemuDictionaryOrder.Sort(properties.Members).Select(static member => member.Key)],
            ArmQemuExpansion.Properties.Where(name => properties.TryGet(name, out _)));
        string? unexpected = left.FirstOrDefault(name => !isKnown(name));
        return unexpected is null ? null : QmpFailure.Generic($"Parameter '{path}{unexpected}' is unexpected");
    }

    private static QemuJsonObject Describe(CpuModelRegistry registry, string name, ImmutableArray<CpuModelProperty> properties)
    {
        QemuJsonObject model = new QemuJsonObject().Add("name", name);
        if (!properties.IsEmpty)
        {
            var values = new QemuJsonObject();
            foreach (CpuModelProperty property in properties.OrderBy(static property => ArmQemuExpansion.Properties.IndexOf(property.Name)))
            {
                values.Add(property.Name, QmpPropertyValues.ToJson(registry, property));
            }

            model.Add("props", values);
        }

        return new QemuJsonObject().Add("model", model);
    }

    private static ListedCpuModel? IsListed(CpuModelRegistry registry, string name) => registry.Listing.FirstOrDefault(row => row.Name == name);
}
