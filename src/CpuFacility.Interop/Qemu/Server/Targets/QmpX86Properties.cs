using System.Globalization;

namespace CpuFacility.Qemu;

/// <summary>
/// What QEMU 11.1 says to properties of an x86 CPU that are no features. Their values are kept, those of the identity change it.
/// </summary>
/// <remarks>Types and ranges are those that QEMU 7.2 was asked for; the words for them are from the sources of later releases.</remarks>
internal static class QmpX86Properties
{
    private static readonly string[] ReadOnly =
    [
        "type", "hotplugged", "hotpluggable", "parent_bus", "feature-words", "filtered-features", "unavailable-features", "crash-information",
    ];

    public static QmpFailure? Set(
        CpuModelBuilder builder, CpuModelRegistry registry, string typeName, string name, QemuJson value, string path)
    {
        CpuModelPropertyInfo? property = registry.Properties.FirstOrDefault(candidate => candidate.Name == name);
        if (ReadOnly.Contains(name))
        {
            return QmpFailure.Generic($"Property '{typeName}.{name}' is not writable");
        }

        if (property is null || (property.Scope == "host" && !IsForHosts(typeName)))
        {
            return QmpFailure.Generic($"Property '{typeName}.{name}' not found");
        }

        if (!QmpSentValues.TryGetText(property, value, path, out string text, out QmpFailure? failure))
        {
            return failure;
        }

        if (name == "realized")
        {
            // Nothing but this one value could be had without a machine.
            return text == "off" ? null : QmpFailure.Generic("apic-id property was not initialized properly");
        }

        return builder.TrySetProperty(name, text, out _) ? null : DescribeRange(property, text, path);
    }

    private static bool IsForHosts(string typeName) =>
        typeName.StartsWith(QmpTarget.MaximumName + "-", StringComparison.Ordinal) || typeName.StartsWith(QmpTarget.HostName + "-", StringComparison.Ordinal);

    private static QmpFailure DescribeRange(CpuModelPropertyInfo property, string text, string path) => property.Name switch
    {
        "vendor" => QmpFailure.Generic("value of property 'vendor' must consist of exactly 12 characters"),
        "family" => AtMost(property.Name, 270),
        "model" => AtMost(property.Name, 255),
        "stepping" => AtMost(property.Name, 15),
        "tsc-frequency" => AtMost(property.Name, long.MaxValue),
        _ when property.IsNumber => QmpFailure.Generic($"Parameter '{path}{property.Name}' expects {property.Type}_t"),
        _ => QmpFailure.Generic($"Parameter '{path}{property.Name}' does not accept value '{text}'"),
    };

    private static QmpFailure AtMost(string name, long highest) =>
        QmpFailure.Generic(string.Create(CultureInfo.InvariantCulture, $"parameter '{name}' can be at most {highest}"));
}
