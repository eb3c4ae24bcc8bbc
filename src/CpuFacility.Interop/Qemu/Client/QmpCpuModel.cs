using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace CpuFacility.Qemu;

/// <summary>
/// A CPU model as QMP carries it (QAPI's <c>CpuModelInfo</c>): a name and properties, of any architecture. Nothing is looked up until
/// <see cref="ToModel"/>. Immutable.
/// </summary>
public sealed class QmpCpuModel
{
    /// <summary>A model by its name alone.</summary>
    /// <param name="name">The name, such as <c>z14</c>.</param>
    public QmpCpuModel(string name)
        : this(name, [])
    {
    }

    /// <summary>A model by name and properties.</summary>
    /// <param name="name">The name, such as <c>z14-base</c>.</param>
    /// <param name="properties">The properties, with values as JSON text, each name once.</param>
    /// <exception cref="ArgumentException">A name is there twice, or a value is no JSON.</exception>
    public QmpCpuModel(string name, ImmutableArray<CpuModelProperty> properties)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
        Properties = properties.IsDefault ? [] : properties;
        Wire = new QmpModelMessage { Name = name, Props = Properties.IsEmpty ? null : ToJson(Properties) };
    }

    internal QmpCpuModel(QmpModelMessage wire)
    {
        Wire = wire;
        Name = wire.Name;
        Properties = [.. (wire.Props ?? []).Select(static property => new CpuModelProperty(property.Key, property.Value.GetRawText()))];
    }

    /// <summary>The name that the properties refer to.</summary>
    public string Name { get; }

    /// <summary>The properties in the order in which they came, with values as JSON text: <c>true</c>, <c>"v2"</c>, <c>4</c>.</summary>
    public ImmutableArray<CpuModelProperty> Properties { get; }

    internal QmpModelMessage Wire { get; }

    /// <summary>A model as QEMU understands it in every release that knows the names: its static expansion, and its unknown properties.</summary>
    /// <param name="model">The model.</param>
    public static QmpCpuModel FromModel(CpuModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        CpuModelExpansion expansion = model.ExpandStatic();
        IEnumerable<CpuModelProperty> settings = expansion.Settings.Select(static setting => new CpuModelProperty(setting.Term.Name, setting.IsOn ? "true" : "false"));
        return new QmpCpuModel(expansion.Name, 
        [
            .. settings,
            .. expansion.Properties.Select(property => QmpPropertyValues.ToJsonText(model.Registry, property)),
            .. model.UnknownProperties,
        ]);
    }

    /// <summary>The value of a property that is no facility as JSON text, as QEMU writes it.</summary>
    /// <param name="registry">The registry that knows the property's type.</param>
    /// <param name="property">The property with its value as an expression has it.</param>
    public static string ToJson(CpuModelRegistry registry, CpuModelProperty property)
    {
        ArgumentNullException.ThrowIfNull(registry);
        return QmpPropertyValues.ToJsonText(registry, property).Value;
    }

    /// <summary>The model that this is in a registry's edition. Properties that the edition has no name for are kept as unknown ones.</summary>
    /// <param name="registry">The registry.</param>
    /// <exception cref="FacilityFormatException">The name is unknown, or a facility has a value that it cannot have.</exception>
    public CpuModel ToModel(CpuModelRegistry registry) => QmpModelReader.Parse(registry, ToUtf8());

    /// <summary>Does what <see cref="ToModel"/> does, without an exception for models that the registry does not know.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="model">The model, or null.</param>
    /// <param name="error">What is wrong.</param>
    /// <returns>Whether the registry knows the model.</returns>
    public bool TryToModel(CpuModelRegistry registry, [NotNullWhen(true)] out CpuModel? model, out FacilityFormatError error) =>
        QmpModelReader.TryParse(registry, ToUtf8(), out model, out error);

    /// <summary>The model as JSON, as it goes over the wire.</summary>
    public override string ToString() => JsonSerializer.Serialize(Wire, QmpClientJsonContext.Default.QmpModelMessage);

    private byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(Wire, QmpClientJsonContext.Default.QmpModelMessage);

    private static Dictionary<string, JsonElement> ToJson(ImmutableArray<CpuModelProperty> properties)
    {
        var values = new Dictionary<string, JsonElement>(properties.Length);
        foreach (CpuModelProperty property in properties)
        {
            try
            {
                if (!values.TryAdd(property.Name, JsonElement.Parse(property.Value)))
                {
                    throw new ArgumentException($"Property '{property.Name}' is there twice.", nameof(properties));
                }
            }
            catch (JsonException exception)
            {
                throw new ArgumentException($"The value of '{property.Name}' is no JSON: {exception.Message}", nameof(properties), exception);
            }
        }

        return values;
    }
}
