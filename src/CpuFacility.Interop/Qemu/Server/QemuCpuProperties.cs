namespace CpuFacility.Qemu;

/// <summary>
/// What QEMU says to properties of a CPU that are no facilities. They do not change a model; most cannot be set.
/// </summary>
/// <remarks>As QEMU 7.2 answers for each property of <c>qom-list-properties</c>, but for the links and those that need a machine.</remarks>
internal static class QemuCpuProperties
{
    /// <summary>Sets a property to a value, or tries to.</summary>
    /// <returns>Why it cannot be set, or null.</returns>
    public static QmpFailure? Set(string typeName, string name, QemuJson value, string path) => name switch
    {
        "start-powered-off" when value is not QemuJsonBoolean => QmpFailure.Generic($"Invalid parameter type for '{path}{name}', expected: boolean"),
        "start-powered-off" => null,
        "core-id" => CheckCoreId(path + name, value),
        "type" or "parent_bus" or "hotplugged" or "hotpluggable" or "legacy-memory" or "static" or "migration-safe" or "description"
            or "crash-information" => QmpFailure.Generic($"Property '{typeName}.{name}' is not writable"),
        _ => QmpFailure.Generic($"Property '{typeName}.{name}' not found"),
    };

    private static QmpFailure? CheckCoreId(string path, QemuJson value) => value switch
    {
        QemuJsonNumber { Kind: QemuJsonNumberKind.Signed, Signed: >= 0 and <= uint.MaxValue } => null,
        QemuJsonNumber { Kind: not QemuJsonNumberKind.Double } => QmpFailure.Generic($"Parameter '{path}' expects uint32_t"),
        _ => QmpFailure.Generic($"Parameter '{path}' expects uint64"),
    };
}
