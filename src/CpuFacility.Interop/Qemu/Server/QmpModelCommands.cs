using System.Text;

namespace CpuFacility.Qemu;

/// <summary>The commands on models that were sent: expansion, comparison, baseline, and the extensions.</summary>
internal sealed class QmpModelCommands(QmpHost host)
{
    /// <summary><c>query-cpu-model-expansion</c>.</summary>
    public QmpResult Expand(QmpArguments arguments)
    {
        string type = arguments.TakeWord("type", "static", "full");
        QmpModelInfo? info = arguments.TakeModel("model");
        if (!arguments.End())
        {
            return arguments.Failure!;
        }

        if (host.Target.Expand(host, info!, type == "full") is QmpResult own)
        {
            return own;
        }

        return host.Create(info!, "model", out QmpFailure? failure) is CpuModel model
            ? Describe(type == "full" ? model.ExpandFull() : model.ExpandStatic(), withDeprecated: true, fullOf: type == "full" ? info!.Name : null)
            : failure!;
    }

    /// <summary><c>query-cpu-model-comparison</c>.</summary>
    public QmpResult Compare(QmpArguments arguments)
    {
        if (TakePair(arguments, out QmpFailure? failure) is not var (first, second))
        {
            return failure!;
        }

        CpuModelComparison comparison = first.CompareWith(second);
        return new QemuJsonObject()
            .Add("result", comparison.Relation switch
            {
                CpuModelRelation.Identical => "identical",
                CpuModelRelation.Subset => "subset",
                CpuModelRelation.Superset => "superset",
                _ => "incompatible",
            })
            .Add("responsible-properties", QemuJsonList.OfStrings(comparison.GetResponsibleProperties()));
    }

    /// <summary><c>query-cpu-model-baseline</c>.</summary>
    public QmpResult FindBaseline(QmpArguments arguments)
    {
        if (TakePair(arguments, out QmpFailure? failure) is not var (first, second))
        {
            return failure!;
        }

        return host.Registry.Baseline(first, second) is CpuModel common
            ? Describe(common.ExpandStatic(), withDeprecated: false)
            : QmpFailure.Generic(host.Target.NoBaseline);
    }

    /// <summary>The extension <c>query-cpu-model</c>: the model that the guest runs as, in its static form.</summary>
    public QmpResult QueryGuest(QmpArguments arguments) => host.Guest is CpuModel guest
        ? Describe(guest.ExpandStatic(), withDeprecated: false)
        : QmpFailure.Generic("There is no guest: the server was started without one");

    /// <summary>The extension <c>check-cpu-migration</c>: whether a guest can move to a host, with all reasons. Both default to the server's.</summary>
    public QmpResult CheckMigration(QmpArguments arguments)
    {
        QmpModelInfo? guestInfo = arguments.TakeModel("guest", isRequired: host.Guest is null);
        QmpModelInfo? hostInfo = arguments.TakeModel("host", isRequired: host.Model is null);
        if (!arguments.End())
        {
            return arguments.Failure!;
        }

        QmpFailure? failure = null;
        CpuModel? guest = guestInfo is null ? host.Guest : host.Create(guestInfo, "guest", out failure);
        CpuModel? target = hostInfo is null || failure is not null ? host.Model : host.Create(hostInfo, "host", out failure);
        if (guest is null || target is null)
        {
            return failure!;
        }

        CompatibilityReport report = guest.CheckMigrationTo(target);
        QemuJsonObject reply = new QemuJsonObject()
            .Add("verdict", report.Verdict.ToString().ToLowerInvariant())
            .Add("reasons", new QemuJsonList([.. report.Reasons.Select(Describe)]));
        return report.Common is null ? reply : reply.Add("common", Describe(report.Common.ExpandStatic(), withDeprecated: false));
    }

    private static QemuJsonObject Describe(CompatibilityReason reason) => new QemuJsonObject()
        .Add("kind", reason.Kind == CompatibilityReasonKind.UnknownProperty ? "unknown-property" : reason.Kind.ToString().ToLowerInvariant())
        .Add("property", reason.Property)
        .Add("desc", reason.Sentence);

    /// <summary>
    /// The return value that holds a model. Without settings there are no <c>props</c>, without deprecated ones no list of them. A host or guest
    /// that was given can have properties without a name here; they are told as they came.
    /// </summary>
    private QemuJsonObject Describe(CpuModelExpansion expansion, bool withDeprecated, string? fullOf = null)
    {
        string name = fullOf is null ? expansion.Name : host.Target.NameOfFull(expansion, fullOf);
        QemuJsonObject model = new QemuJsonObject().Add("name", name);
        var properties = new QemuJsonObject();
        foreach ((string property, QemuJson value) in host.Target.ListProperties(expansion, isFull: fullOf is not null))
        {
            properties.Add(property, value);
        }

        if (properties.Members.Count > 0 || !expansion.UnknownProperties.IsEmpty)
        {

            foreach (CpuModelProperty property in expansion.UnknownProperties)
            {
                var parser = new QemuJsonParser(Encoding.UTF8.GetBytes(property.Value));
                properties.Add(property.Name, parser.Parse() ?? new QemuJsonString(property.Value));
            }

            model.Add("props", properties);
        }

        QemuJsonObject reply = new QemuJsonObject().Add("model", model);
        return withDeprecated && !expansion.DeprecatedProperties.IsEmpty
            ? reply.Add("deprecated-props", QemuJsonList.OfStrings(expansion.DeprecatedProperties))
            : reply;
    }

    /// <summary>Both models are read before the first is looked up: a mistake in the form of the second comes before an unknown first one.</summary>
    private (CpuModel First, CpuModel Second)? TakePair(QmpArguments arguments, out QmpFailure? failure)
    {
        QmpModelInfo? firstInfo = arguments.TakeModel("modela");
        QmpModelInfo? secondInfo = arguments.TakeModel("modelb");
        if (!arguments.End())
        {
            failure = arguments.Failure;
            return null;
        }

        return host.Create(firstInfo!, "modela", out failure) is CpuModel first && host.Create(secondInfo!, "modelb", out failure) is CpuModel second
            ? (first, second)
            : null;
    }
}
