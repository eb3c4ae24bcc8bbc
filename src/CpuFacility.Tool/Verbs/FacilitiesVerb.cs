using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace CpuFacility.Tool;

/// <summary>Lists the catalog of facilities.</summary>
internal static class FacilitiesVerb
{
    public static Command Create(VerbContext context)
    {
        var name = new Option<string?>("--name") { Description = "Only facilities with this text in name or title.", HelpName = "TEXT" };
        var block = new Option<string?>("--block") { Description = "Only facilities that this block reports.", HelpName = "BLOCK" };
        var model = new Option<string?>("--model") { Description = "Only facilities of this model.", HelpName = "MODEL" };
        return context.Verb(
            "facilities",
            "List the facilities of an architecture.",
            ["cpufacility facilities --name vector", "cpufacility facilities --block stfl --model z14 --json"],
            [name, block, model],
            result =>
            {
                CpuModel? owner = result.GetValue(model) is string text ? context.Models(result).Read(text) : null;
                CpuModelRegistry registry = owner?.Registry ?? context.Registry(result);
                FacilitySet wanted = owner?.Facilities ?? registry.Vocabulary.Known;
                if (result.GetValue(block) is string wantedBlock)
                {
                    wanted = wanted.Intersect(Find(registry, wantedBlock).Facilities);
                }

                return new Answer(registry, Select(registry, wanted, result.GetValue(name)));
            });
    }

    private static FacilityBlock Find(CpuModelRegistry registry, string name) =>
        registry.Catalog.Blocks.FirstOrDefault(block => block.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new UsageException(
                $"'{Shortened.Text(name)}' is no block of {registry.Edition}. The blocks: {string.Join(", ", registry.Catalog.Blocks.Select(static known => known.Name))}.");

    private static FacilityInfo[] Select(CpuModelRegistry registry, in FacilitySet wanted, string? text)
    {
        var found = new List<FacilityInfo>();
        foreach (Facility facility in registry.Vocabulary.Order.Sort(wanted))
        {
            FacilityInfo info = registry.Catalog.Describe(facility);
            if (text is null
                || info.Name.Contains(text, StringComparison.OrdinalIgnoreCase)
                || info.Title.Contains(text, StringComparison.OrdinalIgnoreCase))
            {
                found.Add(info);
            }
        }

        return [.. found];
    }

    private sealed class Answer(CpuModelRegistry registry, FacilityInfo[] facilities) : IAnswer
    {
        public ExitCode ExitCode => facilities.Length > 0 ? ExitCode.Yes : ExitCode.No;

        public void WriteText(TextOutput output)
        {
            if (facilities.Length == 0)
            {
                output.WriteLine("No facility is like that.");
                return;
            }

            output.WriteTable(["FACILITY", "BLOCK", "BIT", "SINCE", "TITLE"], [.. facilities.Select(static info => (string[])
                [info.Name, info.Block.Name, info.Bit < 0 ? "" : info.Bit.ToString(CultureInfo.InvariantCulture), info.Since.ToString(),
                info.IsDeprecated ? $"{info.Title} (deprecated)" : info.Title])]);
        }

        public void WriteJson(Utf8JsonWriter json)
        {
            json.WriteString("edition", registry.Edition);
            json.WriteStartArray("facilities");
            foreach (FacilityInfo info in facilities)
            {
                json.WriteStartObject();
                json.WriteString("name", info.Name);
                json.WriteNumber("index", info.Facility.Index);
                json.WriteString("block", info.Block.Name);
                if (info.Bit < 0)
                {
                    // It is in the block without a bit of its own.
                    json.WriteNull("bit");
                }
                else
                {
                    json.WriteNumber("bit", info.Bit);
                }

                json.WriteString("since", info.Since.ToString());
                json.WriteBoolean("deprecated", info.IsDeprecated);
                json.WriteStrings("groups", registry.Vocabulary.Groups
                    .Where(group => group.Members.Contains(info.Facility.Index))
                    .Select(static group => group.Name));
                json.WriteString("title", info.Title);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }
}
