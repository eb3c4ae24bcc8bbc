using System.Collections.Immutable;

namespace CpuFacility.Qemu;

/// <summary><c>query-cpu-definitions</c>: every model with what it lacks on the host. The answer is built once.</summary>
internal sealed class QmpDefinitions(QmpHost host, bool hasExtensions)
{
    private readonly Lazy<ImmutableArray<(bool? IsRunnable, QemuJsonObject Definition)>> _definitions = new(() => [.. Describe(host)]);

    public QmpResult Query(QmpArguments arguments)
    {
        bool? runnable = hasExtensions ? arguments.TakeBoolean("runnable") : null;
        return new QemuJsonList([.. _definitions.Value
            .Where(entry => runnable is null || entry.IsRunnable == runnable)
            .Select(static entry => entry.Definition)]);
    }

    private static IEnumerable<(bool? IsRunnable, QemuJsonObject Definition)> Describe(QmpHost host)
    {
        foreach (QmpListedModel listed in host.Target.ListModels(host))
        {
            // A registry tells what its named models lack; a host that was given stands for itself.
            ImmutableArray<string>? unavailable = listed.Unavailable
                ?? (listed.Model is null || host.Model is null ? null : Unavailable(listed.Model, host.Model));
            QemuJsonObject definition = new QemuJsonObject()
                .Add("name", listed.Name)
                .Add("typename", host.Target.TypeNameInList(listed));
            bool isTold = host.Target.ListsUnavailable(host);
            if (isTold && unavailable is { } names)
            {
                definition.Add("unavailable-features", QemuJsonList.OfStrings(names));
            }

            // A host is no alias of the model that it is described by, not even where that is one.
            if (host.Target.ListsKinds && listed.Name == listed.Model?.Name && listed.Model.Definition.AliasOf is string alias)
            {
                definition.Add("alias-of", alias);
            }

            definition.Add("static", QemuJsonBoolean.Of(listed.IsStatic));
            if (host.Target.ListsKinds)
            {
                definition.Add("migration-safe", QemuJsonBoolean.Of(QmpHost.IsMigrationSafe(listed.Name)));
            }

            yield return (isTold ? unavailable?.IsEmpty : true, definition.Add("deprecated", QemuJsonBoolean.False));
        }
    }

    private static ImmutableArray<string> Unavailable(CpuModel model, CpuModel host)
    {
        foreach (ModelUsability usability in model.Registry.Evaluate(host, CpuModelKinds.All))
        {
            if (ReferenceEquals(usability.Model, model))
            {
                return usability.GetUnavailableFeatures();
            }
        }

        return [];
    }
}
