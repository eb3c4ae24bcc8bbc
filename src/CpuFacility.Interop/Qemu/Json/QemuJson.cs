using System.Diagnostics.CodeAnalysis;

namespace CpuFacility.Qemu;

/// <summary>A JSON value as QEMU holds it: an object keeps its members in the order of the text, a number its kind.</summary>
internal abstract class QemuJson;

/// <summary><c>null</c>.</summary>
internal sealed class QemuJsonNull : QemuJson
{
    public static readonly QemuJsonNull Value = new();
}

/// <summary><c>true</c> or <c>false</c>.</summary>
internal sealed class QemuJsonBoolean(bool value) : QemuJson
{
    public static readonly QemuJsonBoolean True = new(true);
    public static readonly QemuJsonBoolean False = new(false);

    public bool Value { get; } = value;

    public static QemuJsonBoolean Of(bool value) => value ? True : False;
}

/// <summary>A number: a signed or an unsigned 64-bit integer where the text is one, else a double.</summary>
internal sealed class QemuJsonNumber : QemuJson
{
    private readonly ulong _bits;

    public QemuJsonNumber(long value) => (_bits, Kind) = ((ulong)value, QemuJsonNumberKind.Signed);

    public QemuJsonNumber(ulong value) => (_bits, Kind) = (value, QemuJsonNumberKind.Unsigned);

    public QemuJsonNumber(double value) => (_bits, Kind) = (BitConverter.DoubleToUInt64Bits(value), QemuJsonNumberKind.Double);

    public QemuJsonNumberKind Kind { get; }

    public long Signed => (long)_bits;

    public ulong Unsigned => _bits;

    public double Double => BitConverter.UInt64BitsToDouble(_bits);
}

/// <summary>How a number is held.</summary>
internal enum QemuJsonNumberKind
{
    Signed,
    Unsigned,
    Double,
}

/// <summary>A string.</summary>
internal sealed class QemuJsonString(string value) : QemuJson
{
    public string Value { get; } = value;
}

/// <summary>A list.</summary>
internal sealed class QemuJsonList(IReadOnlyList<QemuJson> items) : QemuJson
{
    public IReadOnlyList<QemuJson> Items { get; } = items;

    public static QemuJsonList OfStrings(IEnumerable<string> strings) => new([.. strings.Select(static text => new QemuJsonString(text))]);
}

/// <summary>An object. Names are unique: the parser refuses others.</summary>
internal sealed class QemuJsonObject : QemuJson
{
    private readonly List<KeyValuePair<string, QemuJson>> _members = [];

    /// <summary>The members in the order in which they were added.</summary>
    public IReadOnlyList<KeyValuePair<string, QemuJson>> Members => _members;

    public QemuJsonObject Add(string name, QemuJson value)
    {
        _members.Add(new(name, value));
        return this;
    }

    public QemuJsonObject Add(string name, string value) => Add(name, new QemuJsonString(value));

    public bool TryGet(string name, [NotNullWhen(true)] out QemuJson? value)
    {
        foreach ((string member, QemuJson found) in _members)
        {
            if (member == name)
            {
                value = found;
                return true;
            }
        }

        value = null;
        return false;
    }
}
