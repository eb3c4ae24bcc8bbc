using System.Buffers;
using System.Globalization;
using System.Text;

namespace CpuFacility.Qemu;

/// <summary>
/// Writes values byte for byte as QEMU does: members in the order of its dictionary, a space after each comma and colon, everything outside
/// ASCII escaped.
/// </summary>
internal static class QemuJsonWriter
{
    /// <summary>Writes a value.</summary>
    public static void Write(IBufferWriter<byte> output, QemuJson value)
    {
        switch (value)
        {
            case QemuJsonNull:
                output.Write("null"u8);
                break;
            case QemuJsonBoolean boolean:
                output.Write(boolean.Value ? "true"u8 : "false"u8);
                break;
            case QemuJsonNumber number:
                WriteNumber(output, number);
                break;
            case QemuJsonString text:
                WriteText(output, text.Value);
                break;
            case QemuJsonList list:
                WriteList(output, list);
                break;
            case QemuJsonObject members:
                WriteObject(output, members);
                break;
            default:
                throw new ArgumentException($"{value.GetType().Name} is no JSON value.", nameof(value));
        }
    }

    private static void WriteObject(IBufferWriter<byte> output, QemuJsonObject value)
    {
        bool isFirst = true;
        output.Write("{"u8);
        foreach ((string name, QemuJson member) in QemuDictionaryOrder.Sort(value.Members))
        {
            output.Write(isFirst ? ""u8 : ", "u8);
            isFirst = false;
            WriteText(output, name);
            output.Write(": "u8);
            Write(output, member);
        }

        output.Write("}"u8);
    }

    private static void WriteList(IBufferWriter<byte> output, QemuJsonList value)
    {
        output.Write("["u8);
        for (int i = 0; i < value.Items.Count; i++)
        {
            output.Write(i == 0 ? ""u8 : ", "u8);
            Write(output, value.Items[i]);
        }

        output.Write("]"u8);
    }

    private static void WriteNumber(IBufferWriter<byte> output, QemuJsonNumber value)
    {
        string text = value.Kind switch
        {
            QemuJsonNumberKind.Signed => value.Signed.ToString(CultureInfo.InvariantCulture),
            QemuJsonNumberKind.Unsigned => value.Unsigned.ToString(CultureInfo.InvariantCulture),
            _ => QemuJsonDouble.Format(value.Double),
        };
        Encoding.ASCII.GetBytes(text, output);
    }

    private static void WriteText(IBufferWriter<byte> output, string text)
    {
        // Six bytes are the longest form of one UTF-16 unit.
        Span<byte> target = output.GetSpan((text.Length * 6) + 2);
        int length = 0;
        target[length++] = (byte)'"';
        foreach (char unit in text)
        {
            length += WriteUnit(target[length..], unit);
        }

        target[length++] = (byte)'"';
        output.Advance(length);
    }

    private static int WriteUnit(Span<byte> target, char unit)
    {
        ReadOnlySpan<byte> escape = unit switch
        {
            '"' => "\\\""u8,
            '\\' => "\\\\"u8,
            '\b' => "\\b"u8,
            '\f' => "\\f"u8,
            '\n' => "\\n"u8,
            '\r' => "\\r"u8,
            '\t' => "\\t"u8,
            _ => default,
        };
        if (!escape.IsEmpty)
        {
            escape.CopyTo(target);
            return escape.Length;
        }

        if (unit is >= ' ' and < '\u007F')
        {
            target[0] = (byte)unit;
            return 1;
        }

        // A pair of surrogates is written as two escapes, which is how JSON spells it.
        "\\u"u8.CopyTo(target);
        ((int)unit).TryFormat(target[2..], out _, "X4", CultureInfo.InvariantCulture);
        return 6;
    }
}
