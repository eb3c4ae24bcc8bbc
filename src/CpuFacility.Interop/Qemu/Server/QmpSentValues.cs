using System.Globalization;

namespace CpuFacility.Qemu;

/// <summary>Values of properties that are no facilities, as a client sends them.</summary>
internal static class QmpSentValues
{
    /// <summary>The value as an expression would have it, if it is of the property's type.</summary>
    public static bool TryGetText(CpuModelPropertyInfo property, QemuJson value, string path, out string text, out QmpFailure? failure)
    {
        failure = null;
        text = "";
        if (property.IsSwitch && value is QemuJsonBoolean isOn)
        {
            text = isOn.Value ? "on" : "off";
        }
        else if (property.IsNumber && value is QemuJsonNumber { Kind: not QemuJsonNumberKind.Double } number)
        {
            text = number.Kind == QemuJsonNumberKind.Signed
                ? number.Signed.ToString(CultureInfo.InvariantCulture)
                : number.Unsigned.ToString(CultureInfo.InvariantCulture);
        }
        else if (!property.IsSwitch && !property.IsNumber && value is QemuJsonString written)
        {
            text = written.Value;
        }
        else
        {
            failure = property.Type switch
            {
                "bool" => WrongType("boolean"),
                "int" => WrongType("integer"),
                "int32" => Expects("int64"),
                _ when property.IsNumber => Expects("uint64"),
                _ => WrongType("string"),
            };
        }

        return failure is null;

        QmpFailure WrongType(string expected) => QmpFailure.Generic($"Invalid parameter type for '{path}{property.Name}', expected: {expected}");
        QmpFailure Expects(string type) => QmpFailure.Generic($"Parameter '{path}{property.Name}' expects {type}");
    }
}
