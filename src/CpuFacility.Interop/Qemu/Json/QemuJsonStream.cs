using System.Text;

namespace CpuFacility.Qemu;

/// <summary>What the stream found next.</summary>
internal enum QemuJsonRead
{
    /// <summary>The input is used up within or before a value.</summary>
    NeedsMore,

    /// <summary>A value.</summary>
    Value,

    /// <summary>Something that is no JSON; what follows is read anew.</summary>
    Error,

    /// <summary>A limit was passed: nothing that follows is to be read.</summary>
    LimitExceeded,
}

/// <summary>
/// Cuts a stream of bytes into JSON values, as QEMU does: by brackets, not by lines. It keeps no more than one value.
/// </summary>
internal sealed class QemuJsonStream
{
    /// <summary>The longest value, in bytes.</summary>
    public const int MaximumLength = 1 << 20;

    /// <summary>How deep brackets can stand in each other.</summary>
    public const int MaximumDepth = 64;

    /// <summary>A buffer that grew beyond this for one value is given up with it.</summary>
    private const int KeptLength = 1 << 16;

    private byte[] _buffer = new byte[1024];
    private int _length;
    private int _tokenStart;
    private int _braces;
    private int _brackets;
    private QemuJsonState _state;

    /// <summary>Reads on to the next value or error, and cuts off the input what was read.</summary>
    public QemuJsonRead Read(ref ReadOnlySpan<byte> input, out QemuJson? value, out string error)
    {
        value = null;
        error = "";
        for (int i = 0; i < input.Length;)
        {
            QemuJsonState before = _state;
            QemuJsonToken token = QemuJsonLexer.Step(ref _state, input[i], out bool isConsumed);
            if (isConsumed)
            {
                Keep(input[i++], before, token);
            }

            QemuJsonRead found = token switch
            {
                _ when _length > MaximumLength => QemuJsonRead.LimitExceeded,
                QemuJsonToken.None => QemuJsonRead.NeedsMore,
                QemuJsonToken.Stray => Stray(out error),
                _ => Take(token, out value, out error),
            };

            if (found != QemuJsonRead.NeedsMore)
            {
                // Too long is found here, too deep by Take.
                error = _length > MaximumLength ? "JSON token size limit exceeded" : error;
                Reset();
                input = input[i..];
                return found;
            }
        }

        input = default;
        return QemuJsonRead.NeedsMore;
    }

    /// <summary>Bytes before a value and bytes that are skipped after an error are not kept.</summary>
    private void Keep(byte value, QemuJsonState before, QemuJsonToken token)
    {
        if (before == QemuJsonState.Start)
        {
            bool isSpace = token == QemuJsonToken.None && _state == QemuJsonState.Start;
            if (isSpace && _length == 0)
            {
                return;
            }

            _tokenStart = _length;
        }
        else if (before == QemuJsonState.Recovery)
        {
            return;
        }

        if (_length == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        _buffer[_length++] = value;
    }

    private QemuJsonRead Take(QemuJsonToken token, out QemuJson? value, out string error)
    {
        value = null;
        error = "";
        _braces += token switch { QemuJsonToken.ObjectStart => 1, QemuJsonToken.ObjectEnd => -1, _ => 0 };
        _brackets += token switch { QemuJsonToken.ListStart => 1, QemuJsonToken.ListEnd => -1, _ => 0 };
        if (_braces + _brackets > MaximumDepth)
        {
            error = "JSON nesting depth limit exceeded";
            return QemuJsonRead.LimitExceeded;
        }

        if (_braces >= 0 && _brackets >= 0 && (_braces > 0 || _brackets > 0))
        {
            return QemuJsonRead.NeedsMore;
        }

        var parser = new QemuJsonParser(_buffer.AsSpan(0, _length));
        value = parser.Parse();
        error = parser.Error is null ? "" : $"JSON parse error, {parser.Error}";
        return value is null ? QemuJsonRead.Error : QemuJsonRead.Value;
    }

    /// <summary>QEMU shows the bytes as a C string: up to a NUL.</summary>
    private QemuJsonRead Stray(out string error)
    {
        ReadOnlySpan<byte> text = _buffer.AsSpan(_tokenStart.._length);
        int end = text.IndexOf((byte)0);
        error = $"JSON parse error, stray '{Encoding.UTF8.GetString(end < 0 ? text : text[..end])}'";
        return QemuJsonRead.Error;
    }

    private void Reset()
    {
        _length = _braces = _brackets = 0;
        if (_buffer.Length > KeptLength)
        {
            _buffer = new byte[1024];
        }
    }
}
