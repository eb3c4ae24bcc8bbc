namespace CpuFacility.Interop.Tests.Qemu.Server;

/// <summary>What a client can do wrong. A newline after each lets the other side find its way again.</summary>
internal static class QmpMistakes
{
    /// <summary>Whole JSON that is no good request.</summary>
    private static readonly string[] Requests =
    [
        "{}", "[]", "1", "\"x\"", "true", "null", "{'execute': 1}", "{'execute': 'no-such-command'}", "{'execute': 'no-such-command', 'id': null}",
        "{'execute': 'query-target', 'foo': 1}", "{'execute': 'query-target', 'arguments': 1}", "{'execute': 'query-target', 'arguments': {'a': 1}}",
        "{'execute': 'query-target', 'arguments': {'a': 1, 'b': 2, 'c': 3}}", "{'exec-oob': 'query-target'}", "{'execute': 'qmp_capabilities', 'id': 7}",
        "{'execute': 'qmp_capabilities', 'arguments': {'x': 1}}", "{'arguments': 1, 'execute': 2, 'foo': 3, 'id': 4}", "{'id': 4, 'x': 3, 'y': 2, 'z': 1}",
        "{'execute': 'query-target', 'arguments': {'one': 1, 'two': 2, 'three': 3, 'four': 4, 'five': 5, 'six': 6, 'seven': 7, 'eight': 8, 'nine': 9, 'ten': 10,"
            + " 'eleven': 11, 'twelve': 12, 'thirteen': 13, 'fourteen': 14, 'fifteen': 15, 'sixteen': 16, 'seventeen': 17, 'eighteen': 18}}",
        "{'execute': 'query-cpu-definitions', 'arguments': {'runnable': true}}", "{'execute': 'query-cpu-model-expansion'}",
        "{'execute': 'query-cpu-model-expansion', 'arguments': {'type': 1}}", "{'execute': 'query-cpu-model-expansion', 'arguments': {'type': 'x', 'model': 1}}",
        "{'execute': 'query-cpu-model-expansion', 'arguments': {'type': 'full', 'model': 1}}",
        "{'execute': 'query-cpu-model-expansion', 'arguments': {'type': 'full', 'model': {}}}",
        "{'execute': 'query-cpu-model-expansion', 'arguments': {'type': 'full', 'model': {'name': 1}}}",
        "{'execute': 'query-cpu-model-expansion', 'arguments': {'type': 'full', 'model': {'name': ''}, 'x': 1}}",
        "{'execute': 'query-cpu-model-expansion', 'arguments': {'type': 'full', 'model': {'name': 'host'}}}",
        "{'execute': 'query-cpu-model-expansion', 'arguments': {'type': 'static', 'model': {'name': 'z14', 'y': 1, 'x': 2}}}",
        "{'execute': 'query-cpu-model-expansion', 'arguments': {'type': 'static', 'model': {'name': 'z14', 'props': 1}}}",
        "{'execute': 'query-cpu-model-expansion', 'arguments': {'type': 'static', 'model': {'name': 'z14', 'props': {'foo': true, 'vx': 1}}}}",
        "{'execute': 'query-cpu-model-expansion', 'arguments': {'type': 'static', 'model': {'name': 'z14', 'props': {'core-id': 4294967296}}}}",
        "{'execute': 'query-cpu-model-comparison', 'arguments': {'modelb': {'name': 'z14'}}}",
        "{'execute': 'query-cpu-model-comparison', 'arguments': {'modela': {'name': 'z14'}}}",
        "{'execute': 'query-cpu-model-baseline', 'arguments': {'modela': {'name': 'x', 'props': {'a': 1}}, 'modelb': {'nam': 'z14'}, 'zz': 1}}",
        "{'execute': 'query-cpu-model-baseline', 'arguments': {'modela': {'name': 'x'}, 'modelb': {'name': 'y'}}}",
        "{'execute': 'quit', 'arguments': {'a': 1}}", "{'execute': '\\ud83d\\ude00'}", "{'execute': 'a\\u0000b'}", "{'execute': 'é'}",
    ];

    /// <summary>Every kind of value comes back as an id.</summary>
    private static readonly string[] Ids =
    [
        "1", "-0", "-0.0", "0.1", "1e3", "1E5", "1e-7", "1.0e22", "123456789012345678901234567890", "18446744073709551615", "-9223372036854775809", "true",
        "[]", "{}", "[[], {}, [1, {'b': 2, 'a': [null]}]]", "'\\u001f\\/\\b\\f\\n\\r\\t\\'\"'", "\"'\\\"\"", "'é\u007F😀'", "{'b': 1, 'a': 2, 'c': 3, 'aa': 4, 'ab': 5}",
        "5e-324", "1.7976931348623157e308", "123456789.123456789", "1e16", "1e17", "0.0001", "0.00001",
    ];

    /// <summary>What is no JSON. The characters stand for bytes.</summary>
    private static readonly string[] NoJson =
    [
        "{,}", "{'a':1,}", "[1,]", "}", "]", ":", ",", "@", "A", "{'execute' 'x'}", "{'a':}", "{1:2}", "[1 2]", "{'a':1 'b':2}", "[tru]", "nul ", "{'a':1]", "{]",
        "[}", "{[}]", "01", "00", "-x", "1.x", "1e+x", "12a", "0e5", "\"ab\u0001c\"", "\"a\u00FE\"", "tru\u00FF", "12\u00FF", "\"\\q\"", "\"\\u00\"", "\"\\uD83Dx\"",
        "\"\\uD83D\\u0041\"", "\"\\uFFFF\"", "\"\\uDC00\"", "\"\\uFDD0\"", "\"\\uD83F\\uDFFE\"", "\"\u00EF\u00BF\u00BF\"", "\"\u00ED\u00A0\u0080\"", "\"\u00F4\u0090\u0080\u0080\"",
        "\"\u00C0\"", "\"\u00C0\u0080\"", "\"\u00C0\u0081\"", "\"\u00E2\u0082\"", "{'execute':%s}", "{'execute':'query-target','execute':'x'}", "{'execute':'query-target'}}",
        "{'execute':'query-target', \u00FF}", "{'execute':'x' @ }", "@{'execute':'query-target'}", "@@\"'{'execute':'query-target'}", "\u0000", "\u0007{'execute':'query-target'}",
        "\"never ended", "'\\",
    ];

    public static IEnumerable<byte[]> All =>
    [
        .. Requests.Select(static text => QmpRequests.Bytes(text + "\n")),
        .. Ids.Select(static id => QmpRequests.Bytes($"{{'execute':'no-such-command','id':{id}}}\n")),
        .. NoJson.Select(static text => System.Text.Encoding.Latin1.GetBytes(text + "\n")),
        .. Enumerable.Range(0, 256).Select(static value => (byte[])[(byte)'@', (byte)value, (byte)'@', (byte)'\n']),
    ];
}
