using System.Collections.Immutable;

namespace CpuFacility.Qemu;

/// <summary><c>query-cpu-definitions</c>: every model with what it lacks on the host. The answer is built once.</summary>
internal sealed class QmpDefinitions(QmpHost host, bool hasExtensions)
{
    private readonly Lazy<ImmutableArray<(bool IsRunnable, QemuJsonObject Definition)>> _definitions = new(() => [.. Describe(host)]);

    public QmpResult Query(QmpArguments arguments)
    {
        bool? runnable = hasExtensions ? arguments.TakeBoolean("runnable") : null;
        return new QemuJsonList([.. _definitions.Value
            .Where(entry => runnable is null || entry.IsRunnable == runnable)
            .Select(static entry => entry.Definition)]);
    }

    private static IEnumerable<(bool IsRunnable, QemuJsonObject Definition)> Describe(QmpHost host)
    {
        foreach ((string name, CpuModel model) in host.Models)
        {
            // A registry tells what its named models lack; a host that was given stands for itself.
            ImmutableArray<string> unavailable = Unavailable(model, host.Model);
            yield return (unavailable.IsEmpty, new QemuJsonObject()
                .Add("name", name)
                .Add("typename", host.TypeNameOf(name))
                .Add("unavailable-features", QemuJsonList.OfStrings(unavailable))
                .Add("static", QemuJsonBoolean.Of(model.Kind == CpuModelKind.Static && !ReferenceEquals(model, host.Model)))
                .Add("migration-safe", QemuJsonBoolean.Of(QmpHost.IsMigrationSafe(name)))
                .Add("deprecated", QemuJsonBoolean.False));
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
