using System.Collections.Immutable;
using System.CommandLine;
using CpuFacility.Libvirt;

namespace CpuFacility.Tool;

/// <summary><c>virsh cpu-models</c>.</summary>
internal static class CpuModelsVerb
{
    private const string Name = "cpu-models";

    public static Command Create(VerbContext context, Terminal terminal)
    {
        var place = new Argument<string?>("ARCH") { Description = "libvirt's name of the architecture, such as x86_64.", Arity = ArgumentArity.ZeroOrOne };
        return LibvirtVerb.Verb(
            context,
            terminal,
            Name,
            "List the models that libvirt knows for an architecture.",
            ["cpufacility libvirt cpu-models x86_64", "cpufacility libvirt cpu-models ppc64 --edition libvirt-9.0"],
            [place],
            result =>
            {
                string architecture = result.GetValue(place) ?? result.GetValue(context.Architecture)
                    ?? throw new LibvirtVerbException($"command '{Name}' requires <arch> option") { IsMisuse = true };
                if (!LibvirtHost.Edition(context, result).TryGetModels(architecture, out ImmutableArray<string> models, out LibvirtFailure? failure))
                {
                    return LibvirtReply.Failed("failed to get CPU model names", failure.FullMessage);
                }

                string text = models.IsEmpty ? "all CPU models are accepted\n" : string.Concat(models.Select(static model => $"{model}\n"));
                return new LibvirtReply(true, text, [], json =>
                {
                    json.WriteBoolean("all-accepted", models.IsEmpty);
                    json.WriteStrings("models", models);
                });
            });
    }
}
