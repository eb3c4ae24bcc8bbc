using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CpuFacility.Tool;

/// <summary>One document a run: equal bytes for equal input.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(TextWriter output, string verb, IAnswer answer)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("schema", $"cpufacility/{verb}/1");
            answer.WriteJson(json);
            json.WriteEndObject();
        }

        output.Write(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n");
    }

    extension(Utf8JsonWriter json)
    {
        /// <summary>A list of strings; no list at all is an empty one.</summary>
        public void WriteStrings(string name, IEnumerable<string> values)
        {
            json.WriteStartArray(name);
            foreach (string value in values)
            {
                json.WriteStringValue(value);
            }

            json.WriteEndArray();
        }

        /// <summary>The names of a set: groups first, as the edition reports it.</summary>
        public void WriteFacilities(string name, CpuModelRegistry registry, in FacilitySet facilities) =>
            json.WriteStrings(name, registry.Vocabulary.Summarize(facilities).ToImmutableArray().Select(static term => term.Name));

        /// <summary>Properties that the edition has no name for, with the values as they were given.</summary>
        public void WriteProperties(string name, IEnumerable<CpuModelProperty> properties) =>
            json.WriteStrings(name, properties.Select(static property => property.ToString()));

        /// <summary>A model as it was understood.</summary>
        public void WriteModel(string name, CpuModel model)
        {
            json.WriteStartObject(name);
            json.WriteMembers(model);
            json.WriteEndObject();
        }

        /// <summary>The members of <see cref="WriteModel"/> alone.</summary>
        public void WriteMembers(CpuModel model)
        {
            json.WriteString("expression", model.ToString());
            json.WriteString("architecture", Architectures.NameOf(model.Architecture));
            json.WriteString("edition", model.Registry.Edition);
            json.WriteString("level", model.Identity.Level);
            json.WriteProperties("unknown-properties", model.UnknownProperties);
        }
    }
}
