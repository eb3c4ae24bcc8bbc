using System.CommandLine;
using System.Text.Json;

namespace CpuFacility.Tool;

/// <summary>Shows the tag of what is done in software for a guest: on a host, or as the table of known emulators has it.</summary>
internal static class TagVerb
{
    public static Command Create(VerbContext context)
    {
        Argument<string> model = VerbContext.Model("MODEL", "The model, with its tag if it has one.");
        Option<string> host = VerbContext.Host();
        host.Required = false;
        Option<string?> emulated = VerbContext.Emulated();
        return context.Verb(
            "tag",
            "Show the tag of what is done in software for a guest.",
            ["cpufacility tag z13 --on z13,vx=off --emulated vx", "cpufacility tag z800 --json"],
            [model, host, emulated],
            result =>
            {
                ModelArgument models = context.Models(result);
                TaggedModel guest = models.ReadGuest(result.GetRequiredValue(model));
                if (result.GetValue(host) is string text)
                {
                    HostCapability target = EmulatedNames.AddTo(models.ReadHost(text), result.GetValue(emulated));
                    return new Answer([new Entry(target.Tag(guest.Model), null)], guest.Model);
                }

                if (result.GetValue(emulated) is not null)
                {
                    throw new UsageException("--emulated says what a host does: add --on HOST.");
                }

                return new Answer([.. FindKnown(guest)], guest.Model);
            });
    }

    /// <summary>The tag that was given, or else every tag that the table has for the model.</summary>
    private static IEnumerable<Entry> FindKnown(TaggedModel guest)
    {
        foreach (SoftwareProfile row in guest.Model.Registry.SoftwareProfiles)
        {
            if ((guest.Tag.IsEmpty || guest.Tag == row.Tag) && row.TryTag(guest.Model, out TaggedModel? tagged))
            {
                yield return new Entry(tagged, row.Name);
            }
        }

        if (!guest.IsSoftwareKnown)
        {
            yield return new Entry(guest, null);
        }
    }

    private sealed record Entry(TaggedModel Guest, string? Emulator);

    private sealed class Answer(Entry[] entries, CpuModel model) : IAnswer
    {
        public ExitCode ExitCode => entries.Length == 0 ? ExitCode.No : entries.All(static entry => entry.Guest.IsSoftwareKnown) ? ExitCode.Yes : ExitCode.Unknown;

        public void WriteText(TextOutput output)
        {
            foreach ((TaggedModel guest, string? emulator) in entries)
            {
                output.WriteLine(guest.ToString());
                string names = model.Registry.Vocabulary.Format(guest.Software);
                output.WriteLine(!guest.IsSoftwareKnown ? "  the table has no such tag: what is done in software cannot be told from a hash"
                    : guest.Tag.IsEmpty ? "  all in hardware"
                    : $"  in software{(emulator is null ? "" : $" by {emulator}")}: {names}");
            }

            if (entries.Length == 0)
            {
                output.WriteLine($"The table of {model.Registry.Edition} has no tag for {model.Name}. On a host: add --on HOST.");
            }
        }

        public void WriteJson(Utf8JsonWriter json)
        {
            json.WriteModel("model", model);
            json.WriteStartArray("tags");
            foreach ((TaggedModel guest, string? emulator) in entries)
            {
                json.WriteStartObject();
                json.WriteString("name", guest.ToString());
                json.WriteString("short-name", guest.ToShortString());
                json.WriteString("emulator", emulator);
                json.WriteGuest("guest", guest);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }
}
