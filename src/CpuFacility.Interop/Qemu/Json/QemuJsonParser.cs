using System.Globalization;
using System.Text;

namespace CpuFacility.Qemu;

/// <summary>
/// Turns the bytes of one value into the value, with QEMU's words for what is wrong. The stream has seen to it that the bytes are tokens and
/// that brackets are not too deep.
/// </summary>
internal ref struct QemuJsonParser
{
    /// <summary>From this many members on, names are looked up in a set to find repeated ones.</summary>
    private const int ManyMembers = 8;

    private readonly ReadOnlySpan<byte> _text;
    private int _position;
    private int _tokenStart;
    private QemuJsonToken _token;

    public QemuJsonParser(ReadOnlySpan<byte> text)
    {
        _text = text;
        Advance();
    }

    /// <summary>The first thing that is wrong, if any.</summary>
    public string? Error { get; private set; }

    private readonly ReadOnlySpan<byte> TokenText => _text[_tokenStart.._position];

    public QemuJson? Parse() => _token switch
    {
        QemuJsonToken.ObjectStart => ParseObject(),
        QemuJsonToken.ListStart => ParseList(),
        QemuJsonToken.Integer or QemuJsonToken.Float => ParseNumber(),
        QemuJsonToken.Keyword => ParseKeyword(),
        QemuJsonToken.Text => ParseText(),
        QemuJsonToken.End => Fail("premature EOI"),
        _ => Fail("expecting value"),
    };

    private QemuJsonObject? ParseObject()
    {
        var result = new QemuJsonObject();
        HashSet<string>? names = null;
        Advance();
        if (_token == QemuJsonToken.ObjectEnd)
        {
            Advance();
            return result;
        }

        while (true)
        {
            if (!ParseMember(result, ref names))
            {
                return null;
            }

            switch (_token)
            {
                case QemuJsonToken.ObjectEnd:
                    Advance();
                    return result;
                case QemuJsonToken.Comma:
                    Advance();
                    break;
                default:
                    Fail("expected separator in dict");
                    return null;
            }
        }
    }

    private bool ParseMember(QemuJsonObject target, ref HashSet<string>? names)
    {
        if (Parse() is not QemuJsonString name)
        {
            Fail("key is not a string in object");
            return false;
        }

        if (_token != QemuJsonToken.Colon)
        {
            Fail("missing : in object pair");
            return false;
        }

        Advance();
        if (Parse() is not { } value)
        {
            Fail("Missing value in dict");
            return false;
        }

        if (target.Members.Count == ManyMembers)
        {
            names = [.. target.Members.Select(static member => member.Key)];
        }

        if (names is null ? target.TryGet(name.Value, out _) : !names.Add(name.Value))
        {
            Fail("duplicate key");
            return false;
        }

        target.Add(name.Value, value);
        return true;
    }

    private QemuJsonList? ParseList()
    {
        var items = new List<QemuJson>();
        Advance();
        if (_token == QemuJsonToken.ListEnd)
        {
            Advance();
            return new QemuJsonList(items);
        }

        while (true)
        {
            if (Parse() is not { } item)
            {
                Fail("expecting value");
                return null;
            }

            items.Add(item);
            switch (_token)
            {
                case QemuJsonToken.ListEnd:
                    Advance();
                    return new QemuJsonList(items);
                case QemuJsonToken.Comma:
                    Advance();
                    break;
                default:
                    Fail("expected separator in list");
                    return null;
            }
        }
    }

    private QemuJson? ParseKeyword()
    {
        ReadOnlySpan<byte> word = TokenText;
        QemuJson? value = word.SequenceEqual("true"u8) ? QemuJsonBoolean.True
            : word.SequenceEqual("false"u8) ? QemuJsonBoolean.False
            : word.SequenceEqual("null"u8) ? QemuJsonNull.Value
            : Fail($"invalid keyword '{Encoding.UTF8.GetString(word)}'");
        Advance();
        return value;
    }

    /// <summary>A whole number is a signed integer, else an unsigned one, else like all others a double.</summary>
    private QemuJsonNumber ParseNumber()
    {
        ReadOnlySpan<byte> text = TokenText;
        bool isInteger = _token == QemuJsonToken.Integer;
        QemuJsonNumber number =
            isInteger && NumberText.TryParse(text, NumberStyles.AllowLeadingSign, out long signed) ? new(signed)
            : isInteger && NumberText.TryParse(text, NumberStyles.None, out ulong unsigned) ? new(unsigned)
            : new(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));
        Advance();
        return number;
    }

    private QemuJson? ParseText()
    {
        string? value = QemuJsonText.Decode(TokenText, out string? error);
        Advance();
        return value is null ? Fail(error!) : new QemuJsonString(value);
    }

    private void Advance()
    {
        var state = QemuJsonState.Start;
        _token = QemuJsonToken.None;
        _tokenStart = _position;
        while (_token == QemuJsonToken.None && _position < _text.Length)
        {
            if (state == QemuJsonState.Start)
            {
                _tokenStart = _position;
            }

            _token = QemuJsonLexer.Step(ref state, _text[_position], out bool isConsumed);
            _position += isConsumed ? 1 : 0;
        }

        if (_token == QemuJsonToken.None)
        {
            _token = QemuJsonLexer.Finish(state);
        }
    }

    private QemuJson? Fail(string error)
    {
        Error ??= error;
        return null;
    }
}
