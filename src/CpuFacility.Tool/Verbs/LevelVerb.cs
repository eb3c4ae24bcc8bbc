using System.CommandLine;
using System.Text.Json;
using CpuFacility.X86;

namespace CpuFacility.Tool;

/// <summary>Tells the x86-64 level of a model or a host, for scripts.</summary>
internal static class LevelVerb
{
    public static Command Create(VerbContext context, Terminal terminal)
    {
        var host = new Argument<string?>("HOST")
        {
            Description = "An x86 model, or @FILE; left out, this machine.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var require = new Option<string?>("--require") { Description = "Exit code 0 only if that level is reached: x86-64-v1 to x86-64-v4.", HelpName = "LEVEL" };
        return context.Verb(
            "level",
            "Tell the x86-64 level of a model or a host, and what is missing for the next.",
            ["cpufacility level --require x86-64-v3", "cpufacility level Skylake-Server-v4 --json"],
            [host, require],
            result =>
            {
                HostDescription found = result.GetValue(host) is string text
                    ? context.Models(result).ReadDescription(text)
                    : ThisMachine.Read(context.View(result), terminal);
                X86Details details = X86Details.Of(found.Host, found.Cpuid)
                    ?? throw new UsageException($"Levels are x86's: {found.Host.Offer.Name} is of architecture {Architectures.NameOf(found.Host.Architecture)}.");
                return new Answer(details, found.Host.Registry, ReadLevel(result.GetValue(require)));
            });
    }

    private static X86Level? ReadLevel(string? text) => text is null ? null
        : X86Levels.TryParse(text, out X86Level level) ? level
        : throw new UsageException($"'{Shortened.Text(text)}' is no level. The levels: {string.Join(", ", X86Levels.All.Select(static known => known.GetName()))}.");

    private sealed class Answer(X86Details details, CpuModelRegistry registry, X86Level? required) : IAnswer
    {
        public ExitCode ExitCode => required is not X86Level level || details.Level >= level ? ExitCode.Yes
            : details.Highest >= level ? ExitCode.Unknown
            : ExitCode.No;

        public void WriteText(TextOutput output)
        {
            output.WriteLine(details.DescribeLevel());
            if (required is X86Level level && details.Level < level)
            {
                string verb = ExitCode == ExitCode.Unknown ? "Not known for" : "Missing for";
                output.WriteLine($"{verb} {level.GetName()}: {registry.Vocabulary.Format(details.GetMissing(level))}.");
            }
        }

        public void WriteJson(Utf8JsonWriter json)
        {
            json.WriteString("edition", registry.Edition);
            json.WriteString("level", details.Level.GetName());
            json.WriteString("highest-level", details.Highest.GetName());
            json.WriteString("required", required?.GetName());
            json.WriteStartObject("missing");
            foreach (X86Level level in X86Levels.All.Where(level => level > details.Level))
            {
                json.WriteFacilities(level.GetName(), registry, details.GetMissing(level));
            }

            json.WriteEndObject();
        }
    }
}
