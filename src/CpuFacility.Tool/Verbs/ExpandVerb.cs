using System.CommandLine;
using System.Text.Json;
using CpuFacility.Qemu;

namespace CpuFacility.Tool;

/// <summary>Expands a model as QEMU's <c>query-cpu-model-expansion</c> does.</summary>
internal static class ExpandVerb
{
    public static Command Create(VerbContext context)
    {
        Argument<string> model = VerbContext.Model("MODEL", "The model.");
        var full = new Option<bool>("--full") { Description = "Name every property, on or off, and not only the difference to a static model." };
        return context.Verb(
            "expand",
            "Expand a CPU model to a static one that means the same everywhere.",
            ["cpufacility expand z14,te=off", "cpufacility expand z14 --full --json"],
            [model, full],
            result => new Answer(context.Models(result).Read(result.GetRequiredValue(model)), result.GetValue(full)));
    }

    private sealed class Answer(CpuModel model, bool isFull) : IAnswer
    {
        private readonly CpuModelExpansion _expansion = isFull ? model.ExpandFull() : model.ExpandStatic();

        public ExitCode ExitCode => ExitCode.Yes;

        public void WriteText(TextOutput output) => output.WriteLine(_expansion.ToString());

        // The member "model" is as in QMP, so that the document can be read as a model again.
        public void WriteJson(Utf8JsonWriter json)
        {
            json.WriteString("type", isFull ? "full" : "static");
            json.WriteStartObject("model");
            json.WriteString("name", _expansion.Name);
            json.WriteStartObject("props");
            foreach (CpuModelSetting setting in _expansion.Settings)
            {
                json.WriteBoolean(setting.Term.Name, setting.IsOn);
            }

            foreach (CpuModelProperty property in _expansion.Properties)
            {
                json.WritePropertyName(property.Name);
                json.WriteRawValue(QmpCpuModel.ToJson(model.Registry, property));
            }

            foreach (CpuModelProperty property in _expansion.UnknownProperties)
            {
                json.WritePropertyName(property.Name);
                json.WriteRawValue(property.Value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStrings("deprecated-props", _expansion.DeprecatedProperties);
        }
    }
}
