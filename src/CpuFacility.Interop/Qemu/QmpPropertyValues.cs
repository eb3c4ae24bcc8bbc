using System.Globalization;
using System.Text.Json;

namespace CpuFacility.Qemu;

/// <summary>Values of properties that are no facilities, between expressions and JSON.</summary>
internal static class QmpPropertyValues
{
    /// <summary>A value as QEMU writes it in JSON.</summary>
    /// <param name="registry">The registry that knows the property's type.</param>
    /// <param name="property">The property with its value as an expression has it.</param>
    public static QemuJson ToJson(CpuModelRegistry registry, CpuModelProperty property)
    {
        CpuModelPropertyInfo? info = registry.Properties.FirstOrDefault(candidate => candidate.Name == property.Name);
        if (info is { IsSwitch: true })
        {
            return QemuJsonBoolean.Of(property.Value == "on");
        }

        if (info is { IsNumber: true })
        {
            return NumberText.TryParse(property.Value, NumberStyles.AllowLeadingSign, out long signed)
                ? new QemuJsonNumber(signed)
                : new QemuJsonNumber(ulong.Parse(property.Value, NumberStyles.None, CultureInfo.InvariantCulture));
        }

        return new QemuJsonString(property.Value);
    }

    /// <summary>A value of JSON as an expression has it: switches as words, texts without quotes.</summary>
    /// <param name="value">The value.</param>
    public static string FromJson(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "on",
        JsonValueKind.False => "off",
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };

    /// <summary>A value as JSON text, as <see cref="QmpCpuModel"/> holds it.</summary>
    /// <param name="registry">The registry that knows the property's type.</param>
    /// <param name="property">The property with its value as an expression has it.</param>
    public static CpuModelProperty ToJsonText(CpuModelRegistry registry, CpuModelProperty property) =>
        new(property.Name, ToJson(registry, property) switch
        {
            QemuJsonBoolean boolean => boolean.Value ? "true" : "false",
            QemuJsonNumber => property.Value,
            _ => $"\"{JsonEncodedText.Encode(property.Value)}\"",
        });
}
