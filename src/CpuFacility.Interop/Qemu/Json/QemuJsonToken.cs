namespace CpuFacility.Qemu;

/// <summary>What the lexer tells apart.</summary>
internal enum QemuJsonToken : byte
{
    /// <summary>No token is complete yet.</summary>
    None,
    ObjectStart,
    ObjectEnd,
    ListStart,
    ListEnd,
    Colon,
    Comma,
    Integer,
    Float,
    Keyword,
    Text,

    /// <summary>Bytes that can begin or continue no token; the lexer skips what follows until it can start anew.</summary>
    Stray,

    /// <summary>The text has ended. Only the parser uses it.</summary>
    End,
}

/// <summary>Where the lexer is within a token.</summary>
internal enum QemuJsonState : byte
{
    Start,
    DoubleQuoted,
    DoubleQuotedEscape,
    SingleQuoted,
    SingleQuotedEscape,
    Sign,
    Zero,
    Digits,
    Point,
    Fraction,
    Exponent,
    ExponentSign,
    ExponentDigits,
    Keyword,
    Recovery,
}
