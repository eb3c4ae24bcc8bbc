using System.Text;
using CpuFacility.Qemu;
using CpuFacility.Testing;

namespace CpuFacility.Interop.Tests.Qemu;

public partial class QmpModelReaderTests
{
    private const string Shapes = "{\"return\":{\"model\":...}}, {\"model\":...} or {\"name\":...}";

    [Theory]
    [InlineData("", 0, "There is no text")]
    [InlineData(" \r\n\t ", 5, "There is no text")]
    [InlineData("{", 1, "This is no JSON: ")]
    [InlineData("nul", 3, "This is no JSON: 'nul' is an invalid JSON literal")]
    [InlineData("z14", 0, "This is no JSON: 'z' is an invalid start of a value")]
    [InlineData("{'name':'z14'}", 1, "This is no JSON: ''' is an invalid start of a property name")]
    [InlineData("{name:\"z14\"}", 1, "This is no JSON: 'n' is an invalid start of a property name")]
    [InlineData("{\"name\" \"z14\"}", 8, "This is no JSON: '\"' is invalid after a property name. Expected a ':'.")]
    [InlineData("{\"name\":\"z14\" \"props\":{}}", 14, "This is no JSON: '\"' is invalid after a value")]
    [InlineData("{\"name\":\"z14\",}", 14, "contains a trailing comma at the end which is not supported in this mode.")]
    [InlineData("{\"name\":\"z14\",\"props\":{\"vx\":tru}}", 31, "is an invalid JSON literal. Expected the literal 'true'")]
    [InlineData("{\"name\":\"z14\",\"props\":{\"new\":01}}", 30, "Invalid leading zero before '1'")]
    [InlineData("{\n \"name\":\n  z14}", 13, "'z' is an invalid start of a value")]
    [InlineData("{\r\n \"é\": 1,\r\n \"name\":\r\n  z14}", 26, "'z' is an invalid start of a value")]
    public void TryParse_MalformedJson_NamesThePlace(string json, int position, string reason) => AssertRefused(json, position, reason);

    [Theory]
    [InlineData("{\"name\":\"z14\",\"prop\":{\"vx\":false}}", 14, "'prop' is no part of a CPU model: it has 'name' and 'props'.")]
    [InlineData("{\"id\":1,\"name\":\"z14\"}", 1, "'id' is no part of a CPU model")]
    [InlineData("{\"return\":{\"model\":{\"name\":\"z14\",\"Props\":{}}},\"id\":1}", 33, "'Props' is no part of a CPU model")]
    public void TryParse_MisspeltPart_IsNoModelWithoutIt(string json, int position, string reason) => AssertRefused(json, position, reason);

    [Theory]
    [InlineData("{\"name\":\"z14\"} x", 15, "'x' is invalid after a single JSON value")]
    [InlineData("{\"name\":\"z14\"}{}", 14, "'{' is invalid after a single JSON value")]
    [InlineData("{\"name\":\"z14\"}\n{\"name\":\"z13\"}", 15, "'{' is invalid after a single JSON value")]
    [InlineData("{\"name\":\"z14\"}\0", 14, "'0x00' is invalid after a single JSON value")]
    [InlineData("{\"name\":\"z14\"/* ours */}", 13, "'/' is invalid after a value")]
    [InlineData("{\"name\":\"z14\"} // ours", 15, "'/' is invalid after a single JSON value")]
    [InlineData("// ours\n{\"name\":\"z14\"}", 0, "'/' is an invalid start of a value")]
    public void TryParse_TrailingTextOrComment_NamesThePlace(string json, int position, string reason) => AssertRefused(json, position, reason);

    [Theory]
    [InlineData("null", 0)]
    [InlineData(" []", 1)]
    [InlineData("[{\"name\":\"z14\"}]", 0)]
    [InlineData("\"z14\"", 0)]
    [InlineData(" 14", 1)]
    [InlineData("true", 0)]
    public void TryParse_NoObject_NamesTheShapes(string json, int position) =>
        AssertRefused(json, position, $"A JSON object with a CPU model is expected: {Shapes}.");

    [Theory]
    [InlineData("{\"name\":14}", 8, "'name' takes a string")]
    [InlineData("{\"name\":[\"z14\"]}", 8, "'name' takes a string")]
    [InlineData("{\"name\":\"z14\",\"props\":[]}", 22, "'props' takes an object")]
    [InlineData("{\"name\":\"z14\",\"props\": \"vx=on\"}", 23, "'props' takes an object")]
    [InlineData("{\"model\":\"z14\"}", 9, "'model' takes an object")]
    [InlineData("{\"props\":{\"model\":1},\"model\":[]}", 29, "'model' takes an object")]
    [InlineData("{\"return\":[{\"name\":\"z14\"}]}", 10, "'return' takes an object")]
    [InlineData("{\"return\":{\"model\":{\"name\":\"z14\",\"props\":true}}}", 41, "'props' takes an object")]
    [InlineData("{\"return\":{\"name\":1,\"model\":{\"name\":false}}}", 36, "'name' takes a string")]
    [InlineData("{\"error\":\"no\"}", 9, "'error' takes an object")]
    [InlineData("{\"error\":{\"desc\":1}}", 17, "'desc' takes a string")]
    public void TryParse_PartOfWrongType_NamesIt(string json, int position, string reason) => AssertRefused(json, position, reason);

    [Theory]
    [InlineData("{\"name\":\"z14\",\"name\":\"z14\"}", 14, "'name' is given twice in one object")]
    [InlineData("{\"name\":\"z14\",\"props\":{\"vx\":true,\"vx\":true}}", 33, "'vx' is given twice in one object")]
    [InlineData("{\"name\":\"z14\",\"props\":{\"vx\":true,\"\\u0076x\":true}}", 33, "'vx' is given twice in one object")]
    [InlineData("{\"name\":\"z14\",\"props\":{\"new\":1, \"new\":1}}", 32, "'new' is given twice in one object")]
    [InlineData("{\"name\":\"z14\",\"props\":{\"new\":[{\"a\":1,\"a\":1}]}}", 37, "'a' is given twice in one object")]
    [InlineData("{\"id\":1,\"id\":1,\"name\":\"z14\"}", 8, "'id' is given twice in one object")]
    [InlineData("{\"id\":{\"a\":1,\"a\":2},\"name\":\"z14\"}", 13, "'a' is given twice in one object")]
    public void TryParse_DuplicateName_NamesTheSecond(string json, int position, string reason) => AssertRefused(json, position, reason);

    [Theory]
    [InlineData("{}", 0)]
    [InlineData(" {\"props\":{\"vx\":true}}", 0)]
    [InlineData("{\"Name\":\"z14\"}", 0)]
    [InlineData("{\"id\":1,\"return\":{}}", 8)]
    [InlineData("{\"return\":null}", 1)]
    [InlineData("{\"return\":{\"model\":null}}", 11)]
    [InlineData("{\"return\":{\"name\":\"z14\"}}", 1)]
    [InlineData("{\"return\":{\"result\":\"incompatible\",\"responsible-properties\":[\"type\",\"vx\"]}}", 1)]
    [InlineData("{\"result\":\"identical\",\"responsible-properties\":[]}", 0)]
    [InlineData("{\"id\":1,\"model\":{\"props\":{}}}", 8)]
    [InlineData("{\"error\":null}", 0)]
    public void TryParse_NoModel_NamesTheShapes(string json, int position) =>
        AssertRefused(json, position, $"There is no CPU model in this JSON: {Shapes} is expected.");

    [Theory]
    [InlineData("{\"error\":{\"class\":\"GenericError\",\"desc\":\"unknown CPU model\"}}", 1, "QEMU answered with an error: unknown CPU model")]
    [InlineData("{\"id\":{\"error\":0},\"error\":{\"class\":\"CommandNotFound\"}}", 18, "QEMU answered with an error: CommandNotFound")]
    [InlineData("{\"error\":{}}", 1, "QEMU answered with an error: it does not say which")]
    [InlineData("{\"error\":{\"desc\":\"no\"},\"return\":{\"model\":{\"name\":\"z14\"}}}", 1, "QEMU answered with an error: no")]
    [InlineData(
        "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 22, \"minor\": 2, \"major\": 7}, \"package\": \"\"}, \"capabilities\": [\"oob\"]}}",
        1,
        "This is the greeting of QMP")]
    public void TryParse_OtherThanAnAnswer_SaysWhatItIs(string json, int position, string reason) => AssertRefused(json, position, reason);

    [Theory]
    [InlineData("{\"name\":\"z99\"}", 1, "'z99' is no model of qemu-11.1. Did you mean 'z990'")]
    [InlineData("{\"name\":\"Z14\"}", 1, "'Z14' is no model")]
    [InlineData("{\"name\":\"z14,vx=off\"}", 1, "'z14,vx=off' is no model")]
    [InlineData("{\"name\":\"2964-ga2\"}", 1, "'2964-ga2' is no model")]
    [InlineData("{\"n\\u0061me\":\"z99\"}", 1, "'z99' is no model")]
    [InlineData("{\"name\":\"z14\",\"model\":{\"name\":\"z99\"}}", 23, "'z99' is no model")]
    [InlineData("{\"name\":\"\"}", 1, "The CPU model has no name")]
    [InlineData("{\"model\":{\"name\":null}}", 10, "The CPU model has no name")]
    [InlineData("{\"return\":{\"model\":{\"props\":{\"name\":true},\"name\":\"z99\"}}}", 42, "'z99' is no model")]
    [InlineData("{\"x\":[{\"return\":{\"model\":{\"name\":1}}}],\"return\":{\"x\":{\"name\":1},\"model\":{\"name\":\"z99\"}}}", 73, "'z99' is no model")]
    public void TryParse_UnknownModel_NamesItAtItsPosition(string json, int position, string reason) => AssertRefused(json, position, reason);

    [Theory]
    [InlineData("{\"name\":\"z13\",\"props\":{\"vx\":true,\"gs\":true}}", 33, "Facility 'gs' is not available for z13: it came with later models")]
    [InlineData("{\"name\":\"z13\",\"props\":{\"msa9\":true,\"vx\":true}}", 23, "Group 'msa9' is not available for z13: it came with later models")]
    [InlineData("{\"name\":\"z14\",\"props\":{\"vx\":\"on\"}}", 23, "'vx' takes true or false, not \"on\"")]
    [InlineData("{\"name\":\"z14\",\"props\":{\"vx\":1}}", 23, "'vx' takes true or false, not 1")]
    [InlineData("{\"name\":\"z14\",\"props\":{\"te\":false,\"vx\":null}}", 34, "'vx' takes true or false, not null")]
    [InlineData("{\"model\":{\"name\":\"z14\",\"props\":{\"msa5\":{\"vx\":[1]}}}}", 32, "'msa5' takes true or false, not {\"vx\":[1]}")]
    [InlineData("{\"return\":{\"model\":{\"name\":\"z14\",\"props\":{\"new\":{\"vx\":1},\"vx\":\"é\"}}}}", 57, "'vx' takes true or false, not \"é\"")]
    public void TryParse_WrongProperty_NamesItAtItsPosition(string json, int position, string reason) => AssertRefused(json, position, reason);

    [Theory]
    [InlineData("{\"name\":\"z1~4\"}", 11)]
    [InlineData("{\"name\":\"z14\",\"props\":{\"v~\":true}}", 25)]
    [InlineData("{\"name\":\"z14\",\"props\":{\"vx\":\"~\"}}", 29)]
    [InlineData("{\"name\":\"z14\",\"props\":{\"néw\":\"a~\"}}", 32)]
    [InlineData("{\"id\":\"~\",\"name\":\"z14\"}", 7)]
    [InlineData("{\"i~\":1,\"name\":\"z14\"}", 3)]
    [InlineData("{\"error\":{\"desc\":\"~\"}}", 18)]
    public void TryParse_InvalidUtf8_NamesTheByte(string pattern, int position)
    {
        // A byte that never occurs, the first of two alone, an overlong slash, and a surrogate: none is UTF-8.
        foreach (byte[] bad in (byte[][])[[0xFF], [0xC3], [0xC0, 0xAF], [0xED, 0xA0, 0x80]])
        {
            byte[] json = [.. Encoding.UTF8.GetBytes(pattern).SelectMany(b => b == (byte)'~' ? bad : [b])];
            AssertRefused(json, position, "This is no UTF-8.");
        }
    }

    [Theory]
    [InlineData("{\"name\":\"z\\ud800\"}", 8)]
    [InlineData("{\"name\":\"z14\",\"props\":{\"\\udc00\":true}}", 23)]
    [InlineData("{\"name\":\"z14\",\"props\":{\"new\":[\"\\ud800\"]}}", 30)]
    [InlineData("{\"\\ud800\":1,\"name\":\"z14\"}", 1)]
    public void TryParse_HalfSurrogatePair_NamesTheString(string json, int position) =>
        AssertRefused(json, position, "This string has an escape that is only half of a surrogate pair.");

    [Theory]
    [InlineData("{\"model\":{\"name\":\"z14\"},\"id\":", 31)]
    [InlineData("{\"name\":\"z14\",\"props\":{\"new\":", 30)]
    [InlineData("{\"return\":{\"model\":{\"name\":\"z14\",\"props\":{\"new\":", 28)]
    public void TryParse_DeepInput_IsReadTo32Levels(string start, int levels)
    {
        string close = new('}', start.Count(static c => c == '{') - start.Count(static c => c == '}'));
        Assert.True(TryParse(start + new string('[', levels) + new string(']', levels) + close, out _, out _));
        AssertRefused(
            start + new string('[', levels + 1) + new string(']', levels + 1) + close,
            start.Length + levels,
            "The maximum configured depth of 32 has been exceeded");
        AssertRefused(start + new string('[', 100_000), start.Length + levels, "The maximum configured depth of 32 has been exceeded");
    }

    [Fact]
    public void TryParse_LongInput_IsReadToTheLimit()
    {
        Assert.Equal(4 * 1024 * 1024, QmpModelReader.MaximumLength);
        string model = "{\"name\":\"z14\"}";
        string longest = model.PadRight(QmpModelReader.MaximumLength);
        Assert.True(TryParse(longest, out _, out _));
        AssertRefused(longest + " ", QmpModelReader.MaximumLength, "The input has 4194305 bytes; at most 4194304 are read.");
    }

    [Fact]
    public void TryParse_LongParts_AreCutInMessages()
    {
        string part = new('x', 100_000);
        AssertRefused($$"""{"name":"{{part}}"}""", 1, $"'{part[..40]}...' is no model");
        AssertRefused($$$"""{"name":"z14","props":{"vx":"{{{part}}}"}}""", 23, $"'vx' takes true or false, not \"{part[..39]}...");
        AssertRefused($$$"""{"error":{"desc":"{{{part}}}"}}""", 1, $"QEMU answered with an error: {part[..400]}...");
        AssertRefused($$"""{"{{part}}":1,"{{part}}":1}""", 100_006, $"'{part[..40]}...' is given twice");
        AssertRefused($$"""{"name":"z14","props":nu{{part}}}""", 24, "This is no JSON: ");
    }

    [Fact]
    public void TryParse_EveryPrefixOfARealReply_IsRefusedWhereItEnds()
    {
        byte[] reply = File.ReadAllBytes(RepositoryFolder.Locate("samples", "replies", "host-z14.2.json")).AsSpan().TrimEnd("\n"u8).ToArray();
        Assert.True(QmpModelReader.TryParse(Registry, reply, out _, out _));
        for (int length = 0; length < reply.Length; length++)
        {
            byte[] prefix = reply[..length];
            Assert.False(QmpModelReader.TryParse(Registry, prefix, out CpuModel? model, out FacilityFormatError error));
            Assert.Null(model);

            // Strings and literals that break off are reported where they begin or end, everything else at the end of the text.
            int token = LastTokenOf(prefix);
            Assert.InRange(error.Position, token, length);
            Assert.NotEmpty(error.Reason);
            Assert.Equal(error.Position, Assert.Throws<FacilityFormatException>(() => QmpModelReader.Parse(Registry, prefix)).Position);
        }
    }

    /// <summary>Where the last string, word or mark of a text begins.</summary>
    private static int LastTokenOf(ReadOnlySpan<byte> text)
    {
        int quote = text.LastIndexOf((byte)'"');
        return Math.Max(0, text.Count((byte)'"') % 2 == 1 ? quote : text.LastIndexOfAny("{:, \""u8));
    }

    private static void AssertRefused(string json, int position, string reason) => AssertRefused(Encoding.UTF8.GetBytes(json), position, reason);

    /// <summary>Both forms refuse it alike; behind a byte order mark, three bytes later.</summary>
    private static void AssertRefused(byte[] json, int position, string reason)
    {
        Assert.False(QmpModelReader.TryParse(Registry, json, out CpuModel? model, out FacilityFormatError error));
        Assert.Null(model);
        Assert.Equal(position, error.Position);
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.InRange(error.Reason.Length, 1, 500);

        FacilityFormatException exception = Assert.Throws<FacilityFormatException>(() => QmpModelReader.Parse(Registry, json));
        Assert.Equal((error.Position, error.Reason), (exception.Position, exception.Reason));

        byte[] marked = [0xEF, 0xBB, 0xBF, .. json];
        if (marked.Length <= QmpModelReader.MaximumLength)
        {
            Assert.False(QmpModelReader.TryParse(Registry, marked, out _, out FacilityFormatError later));
            Assert.Equal(error with { Position = error.Position + 3 }, later);
        }
    }
}
