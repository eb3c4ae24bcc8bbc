namespace CpuFacility.Qemu;

/// <summary>
/// Splits bytes into tokens as QEMU does (<c>docs/interop/qmp-spec</c>): JSON, and strings in single quotes beside it. After bytes that are no
/// token it skips to a bracket, comma, colon, a control character other than the tabulator, or one of the bytes FE and FF, which no text has.
/// </summary>
internal static class QemuJsonLexer
{
    /// <summary>Takes one byte.</summary>
    /// <param name="state">Where the lexer is.</param>
    /// <param name="value">The byte.</param>
    /// <param name="isConsumed">False if the byte only ends the token before it and must be given again.</param>
    /// <returns>The token that is complete with or before this byte.</returns>
    public static QemuJsonToken Step(ref QemuJsonState state, byte value, out bool isConsumed)
    {
        isConsumed = true;
        switch (state)
        {
            case QemuJsonState.Start:
                return Begin(ref state, value);
            case QemuJsonState.DoubleQuoted:
                return Quoted(ref state, value, (byte)'"', QemuJsonState.DoubleQuotedEscape);
            case QemuJsonState.SingleQuoted:
                return Quoted(ref state, value, (byte)'\'', QemuJsonState.SingleQuotedEscape);
            case QemuJsonState.DoubleQuotedEscape:
                return IsText(value) ? Go(ref state, QemuJsonState.DoubleQuoted) : Refuse(ref state);
            case QemuJsonState.SingleQuotedEscape:
                return IsText(value) ? Go(ref state, QemuJsonState.SingleQuoted) : Refuse(ref state);
            case QemuJsonState.Keyword:
                return char.IsAsciiLetterLower((char)value) ? QemuJsonToken.None : End(ref state, QemuJsonToken.Keyword, out isConsumed);
            case QemuJsonState.Recovery:
                return Recover(ref state, value, out isConsumed);
            default:
                return Number(ref state, value, out isConsumed);
        }
    }

    /// <summary>The token that the end of the text completes; only numbers and keywords need an end.</summary>
    public static QemuJsonToken Finish(QemuJsonState state) => state switch
    {
        QemuJsonState.Zero or QemuJsonState.Digits => QemuJsonToken.Integer,
        QemuJsonState.Fraction or QemuJsonState.ExponentDigits => QemuJsonToken.Float,
        QemuJsonState.Keyword => QemuJsonToken.Keyword,
        _ => QemuJsonToken.End,
    };

    private static QemuJsonToken Begin(ref QemuJsonState state, byte value) => value switch
    {
        (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' => QemuJsonToken.None,
        (byte)'{' => QemuJsonToken.ObjectStart,
        (byte)'}' => QemuJsonToken.ObjectEnd,
        (byte)'[' => QemuJsonToken.ListStart,
        (byte)']' => QemuJsonToken.ListEnd,
        (byte)':' => QemuJsonToken.Colon,
        (byte)',' => QemuJsonToken.Comma,
        (byte)'"' => Go(ref state, QemuJsonState.DoubleQuoted),
        (byte)'\'' => Go(ref state, QemuJsonState.SingleQuoted),
        (byte)'-' => Go(ref state, QemuJsonState.Sign),
        (byte)'0' => Go(ref state, QemuJsonState.Zero),
        >= (byte)'1' and <= (byte)'9' => Go(ref state, QemuJsonState.Digits),
        >= (byte)'a' and <= (byte)'z' => Go(ref state, QemuJsonState.Keyword),
        _ => Refuse(ref state),
    };

    private static QemuJsonToken Quoted(ref QemuJsonState state, byte value, byte quote, QemuJsonState escape)
    {
        if (value == quote)
        {
            state = QemuJsonState.Start;
            return QemuJsonToken.Text;
        }

        return value == (byte)'\\' ? Go(ref state, escape) : IsText(value) ? QemuJsonToken.None : Refuse(ref state);
    }

    private static QemuJsonToken Number(ref QemuJsonState state, byte value, out bool isConsumed)
    {
        isConsumed = true;
        bool isDigit = char.IsAsciiDigit((char)value);
        bool isExponent = value is (byte)'e' or (byte)'E';
        switch (state)
        {
            case QemuJsonState.Sign when value == (byte)'0':
                return Go(ref state, QemuJsonState.Zero);
            case QemuJsonState.Sign when isDigit:
            case QemuJsonState.Digits when isDigit:
                return Go(ref state, QemuJsonState.Digits);
            case QemuJsonState.Zero or QemuJsonState.Digits when value == (byte)'.':
                return Go(ref state, QemuJsonState.Point);
            case QemuJsonState.Digits or QemuJsonState.Fraction when isExponent:
                return Go(ref state, QemuJsonState.Exponent);
            case QemuJsonState.Zero when !isDigit:
            case QemuJsonState.Digits:
                return End(ref state, QemuJsonToken.Integer, out isConsumed);
            case QemuJsonState.Point or QemuJsonState.Fraction when isDigit:
                return Go(ref state, QemuJsonState.Fraction);
            case QemuJsonState.Exponent when value is (byte)'+' or (byte)'-':
                return Go(ref state, QemuJsonState.ExponentSign);
            case QemuJsonState.Exponent or QemuJsonState.ExponentSign or QemuJsonState.ExponentDigits when isDigit:
                return Go(ref state, QemuJsonState.ExponentDigits);
            case QemuJsonState.Fraction or QemuJsonState.ExponentDigits:
                return End(ref state, QemuJsonToken.Float, out isConsumed);
            default:
                return Refuse(ref state);
        }
    }

    private static QemuJsonToken Recover(ref QemuJsonState state, byte value, out bool isConsumed)
    {
        isConsumed = (IsText(value) && !"[]{}:,"u8.Contains(value)) || value == (byte)'\t';
        return isConsumed ? QemuJsonToken.None : Go(ref state, QemuJsonState.Start);
    }

    private static bool IsText(byte value) => value is >= 0x20 and <= 0xFD;

    private static QemuJsonToken Go(ref QemuJsonState state, QemuJsonState next)
    {
        state = next;
        return QemuJsonToken.None;
    }

    private static QemuJsonToken Refuse(ref QemuJsonState state)
    {
        state = QemuJsonState.Recovery;
        return QemuJsonToken.Stray;
    }

    private static QemuJsonToken End(ref QemuJsonState state, QemuJsonToken token, out bool isConsumed)
    {
        isConsumed = false;
        state = QemuJsonState.Start;
        return token;
    }
}
