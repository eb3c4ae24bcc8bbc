using System.Collections.Immutable;

namespace CpuFacility;

/// <summary>
/// A model written out as a name and properties, as in the answer to QMP's <c>query-cpu-model-expansion</c>. Immutable.
/// </summary>
public sealed class CpuModelExpansion
{
    internal CpuModelExpansion(CpuModel model, string name, ImmutableArray<CpuModelSetting> settings, ImmutableArray<string> deprecatedProperties, ImmutableArray<CpuModelProperty> properties)
    {
        Model = model;
        Name = name;
        Settings = settings;
        DeprecatedProperties = deprecatedProperties;
        Properties = properties;
    }

    /// <summary>The model that was expanded.</summary>
    public CpuModel Model { get; }

    /// <summary>The name that the properties refer to: the static one of the definition, such as <c>z14-base</c>.</summary>
    public string Name { get; }

    /// <summary>
    /// The properties: whole groups first, then single facilities, both in the publisher's order. A static expansion lists what is off
    /// against the name, then what is on beyond it. A full one lists everything that is on, then everything that is off.
    /// </summary>
    public ImmutableArray<CpuModelSetting> Settings { get; }

    /// <summary>
    /// The deprecated facilities that the answer points out, in QEMU's order: all for a full expansion, those that the model has for a
    /// static one. Empty for editions before QEMU 9.1, which do not have this part of the answer.
    /// </summary>
    public ImmutableArray<string> DeprecatedProperties { get; }

    /// <summary>
    /// The properties that are no facilities, with their values: on x86 vendor, family and so on; a full expansion has all that the edition
    /// knows. By name, in ordinal order.
    /// </summary>
    public ImmutableArray<CpuModelProperty> Properties { get; }

    /// <summary>The properties of the model that the edition has no name for: they belong to every expansion.</summary>
    public ImmutableArray<CpuModelProperty> UnknownProperties => Model.UnknownProperties;

    /// <summary>Name and properties, as QEMU takes them after <c>-cpu</c>; unknown properties come last.</summary>
    public override string ToString() =>
        string.Join(',', [Name, .. Settings.Select(static setting => setting.ToString()), .. Properties.Concat(UnknownProperties).Select(static property => property.ToString())]);
}
