using System.CommandLine;
using System.Text.Json;

namespace CpuFacility.Tool;

/// <summary>Tells the level of a model or a host, for scripts.</summary>
internal static class LevelVerb
{
    public static Command Create(VerbContext context, Terminal terminal)
    {
        var host = new Argument<string?>("HOST")
        {
            Description = "A model, or @FILE; left out, this machine.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var require = new Option<string?>("--require")
        {
            Description = "Exit code 0 only if that level is reached: x86-64-v1 to x86-64-v4, armv8-a to armv9.5-a, RVI20U64 to RVB23S64.",
            HelpName = "LEVEL",
        };
        return context.Verb(
            "level",
            "Tell the level of a model or a host, and what is missing for the next: x86-64 levels, versions of the Arm architecture, RISC-V profiles.",
            ["cpufacility level --require x86-64-v3", "cpufacility level riscv:rv64,v=on --require RVA22U64"],
            [host, require],
            result =>
            {
                HostDescription found = result.GetValue(host) is string text
                    ? context.Models(result).ReadDescription(text)
                    : ThisMachine.Read(context.View(result), terminal);
                LevelReport levels = ArchitectureDetails.Of(found.Host.Architecture).GetLevels(found)
                    ?? throw new UsageException(
                        $"x86, Arm and RISC-V have levels: {found.Host.Offer.Name} is of architecture {Architectures.NameOf(found.Host.Architecture)}.");
                return new Answer(levels, found.Host.Registry, FindLevel(levels, result.GetValue(require)));
            });
    }

    private static LevelState? FindLevel(LevelReport levels, string? text) => text is null ? null
        : levels.States.FirstOrDefault(state => state.Name.Equals(text, StringComparison.OrdinalIgnoreCase))
            ?? throw new UsageException($"'{Shortened.Text(text)}' is no level. The levels: {string.Join(", ", levels.States.Select(static state => state.Name))}.");

    private sealed class Answer(LevelReport levels, CpuModelRegistry registry, LevelState? required) : IAnswer
    {
        public ExitCode ExitCode => required is null || required.IsReached ? ExitCode.Yes
            : required.MayBeReached ? ExitCode.Unknown
            : ExitCode.No;

        public void WriteText(TextOutput output)
        {
            foreach (string line in levels.Text.Split('\n'))
            {
                output.WriteLine(line);
            }

            if (required is { IsReached: false })
            {
                string verb = ExitCode == ExitCode.Unknown ? "Not known for" : "Missing for";
                output.WriteLine($"{verb} {required.Name}: {string.Join(", ", required.Missing.Concat(required.Unknown))}.");
            }
        }

        public void WriteJson(Utf8JsonWriter json)
        {
            json.WriteString("edition", registry.Edition);
            json.WriteString("level", levels.Level);
            json.WriteString("highest-level", levels.Highest);
            json.WriteString("required", required?.Name);
            WriteNames(json, "missing", static state => state.Missing.Concat(state.Unknown));
            WriteNames(json, "unknown", static state => state.Unknown);
        }

        private void WriteNames(Utf8JsonWriter json, string name, Func<LevelState, IEnumerable<string>> list)
        {
            json.WriteStartObject(name);
            foreach (LevelState state in levels.States.Where(state => list(state).Any()))
            {
                json.WriteStrings(state.Name, list(state));
            }

            json.WriteEndObject();
        }
    }
}
