using System.Text;
using CpuFacility.Qemu;

namespace CpuFacility.Interop.Tests.Qemu.Server;

/// <summary>The bytes of a conversation, written down from QEMU 7.2.</summary>
public class QmpSessionTests
{
    private const string Target = "{\"return\": {\"arch\": \"s390x\"}}\r\n";

    private static readonly QmpServerOptions Release72 = new() { Registry = CpuModels.S390x.AsOf(new Version(7, 2)) };

    [Fact]
    public void Greet_Release72_IsDebiansQemu() => Assert.Equal(
        "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 22, \"minor\": 2, \"major\": 7}, \"package\": \"Debian 1:7.2+dfsg-7+deb12u18+b3\"}, \"capabilities\": [\"oob\"]}}\r\n",
        new TestSession(Release72).Greeting);

    [Theory]
    [InlineData("7.2.22", "\"micro\": 22, \"minor\": 2, \"major\": 7}, \"package\": \"Debian 1:7.2+dfsg-7+deb12u18+b3\"")]
    [InlineData("10.0.2", "\"micro\": 2, \"minor\": 0, \"major\": 10}, \"package\": \"\"")]
    [InlineData(null, "\"micro\": 3, \"minor\": 1, \"major\": 11}, \"package\": \"Debian 1:11.1.3+ds-1\"")]
    public void Greet_Version_IsTheGivenOne(string? version, string expected) =>
        Assert.Contains(expected, new TestSession(new QmpServerOptions { Registry = CpuModels.S390x, QemuVersion = version }).Greeting, StringComparison.Ordinal);

    [Theory]
    [InlineData("x")]
    [InlineData("7.2")]
    [InlineData("7.2.1.1")]
    public void QmpServer_BadVersion_IsRefused(string version) =>
        Assert.Throws<ArgumentException>(() => new QmpServer(new QmpServerOptions { Registry = CpuModels.S390x, QemuVersion = version }));

    [Fact]
    public void Receive_BeforeNegotiation_KnowsNegotiationOnly()
    {
        var session = new TestSession(Release72, isNegotiated: false);
        const string Expecting = "{\"class\": \"CommandNotFound\", \"desc\": \"Expecting capabilities negotiation with 'qmp_capabilities'\"}}\r\n";
        Assert.Equal("{\"error\": " + Expecting, session.Ask("{'execute': 'query-version'}"));
        Assert.Equal("{\"id\": 1, \"error\": " + Expecting, session.Ask("{'execute': 'no-such-command', 'id': 1}"));
        Assert.Contains("Parameter 'null' does not accept value 'foo'", session.Ask("{'execute': 'qmp_capabilities', 'arguments': {'enable': ['foo']}}"), StringComparison.Ordinal);
        Assert.Contains("Invalid parameter type for 'enable', expected: array", session.Ask("{'execute': 'qmp_capabilities', 'arguments': {'enable': 'oob'}}"), StringComparison.Ordinal);
        Assert.Contains("Invalid parameter type for 'enable[0]', expected: string", session.Ask("{'execute': 'qmp_capabilities', 'arguments': {'enable': [1]}}"), StringComparison.Ordinal);
        Assert.Equal("{\"return\": {}}\r\n", session.Ask("{'execute': 'qmp_capabilities', 'arguments': {'enable': ['oob']}}"));
        Assert.Contains("The command query-version does not support OOB", session.Ask("{'exec-oob': 'query-version'}"), StringComparison.Ordinal);
        Assert.Contains("QMP input member 'execute' clashes with 'exec-oob'", session.Ask("{'exec-oob': 'query-version', 'execute': 'query-version'}"), StringComparison.Ordinal);
        Assert.Equal(
            "{\"id\": \"y\", \"error\": {\"class\": \"CommandNotFound\", \"desc\": \"Capabilities negotiation is already complete, command ignored\"}}\r\n",
            session.Ask("{'execute': 'qmp_capabilities', 'id': 'y'}"));
    }

    [Theory]
    [InlineData("{\"execute\":\n\n\"query-target\"}", Target)]
    [InlineData("{'execute':'query-target'}{\"execute\":'query-target'}", Target + Target)]
    [InlineData(" \r\n\t{'execute':'query-target'", "")]
    [InlineData("{'execute':'query-target', 'id': 'a\"b'}", "{\"return\": {\"arch\": \"s390x\"}, \"id\": \"a\\\"b\"}\r\n")]
    [InlineData("@ x\n{'execute':'query-target'}", "{\"error\": {\"class\": \"GenericError\", \"desc\": \"JSON parse error, stray '@'\"}}\r\n" + Target)]
    public void Receive_AnyFraming_AnswersByValue(string input, string expected) => Assert.Equal(expected, new TestSession().Ask(input));

    [Fact]
    public void Receive_ByteByByte_AnswersTheSame()
    {
        byte[] input = [.. QmpMistakes.All.SelectMany(static bytes => bytes)];
        var whole = new TestSession();
        var pieces = new TestSession();
        var text = new StringBuilder();
        foreach (byte value in input)
        {
            text.Append(pieces.Ask([value]));
        }

        string expected = whole.Ask(input);
        Assert.True(expected.Split('\n').Length > 300);
        Assert.Equal(expected, text.ToString());
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Receive_Depth_IsLimited(int depth, bool isRead)
    {
        var session = new TestSession();
        string reply = session.Ask(new string('[', depth) + new string(']', depth));
        Assert.Equal(
            $"{{\"error\": {{\"class\": \"GenericError\", \"desc\": \"{(isRead ? "QMP input must be a JSON object" : "JSON nesting depth limit exceeded")}\"}}}}\r\n",
            reply);
        Assert.Equal(isRead ? QmpSessionState.Open : QmpSessionState.Closed, session.State);
        Assert.Equal(isRead ? Target : "", session.Ask("{'execute': 'query-target'}"));
    }

    [Theory]
    [InlineData(1_048_576, true)]
    [InlineData(1_048_577, false)]
    public void Receive_Length_IsLimited(int length, bool isRead)
    {
        var session = new TestSession();
        string reply = session.Ask($"\"{new string('x', length - 2)}\"");
        Assert.Contains(isRead ? "QMP input must be a JSON object" : "JSON token size limit exceeded", reply, StringComparison.Ordinal);
        Assert.Equal(isRead ? QmpSessionState.Open : QmpSessionState.Closed, session.State);
    }

    [Fact]
    public void Receive_QueryCommands_ListsExactlyWhatIsKnown()
    {
        foreach (bool extensions in (bool[])[false, true])
        {
            var session = new TestSession(new QmpServerOptions { Registry = CpuModels.S390x, Extensions = extensions });
            string reply = session.Ask("{'execute': 'query-commands'}");
            string[] names = [.. reply.Split('"').Where(static part => part.Contains('_') || part.Contains('-') || part == "quit")];
            Assert.Equal(extensions ? 11 : 9, names.Length);
            Assert.All(names, name => Assert.DoesNotContain("has not been found", new TestSession(new QmpServerOptions { Registry = CpuModels.S390x, Extensions = extensions })
                .Ask($"{{'execute': '{name}'}}"), StringComparison.Ordinal));
        }

        Assert.Contains("has not been found", new TestSession().Ask("{'execute': 'query-cpu-model'}"), StringComparison.Ordinal);
        Assert.Contains("has not been found", new TestSession().Ask("{'execute': 'check-cpu-migration'}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7.2", "vx", "vx", "props', expected: dict")]
    [InlineData("11.1", "modelb.props.vx", "guest.props.vx", "modelb.props', expected: object")]
    public void Receive_WrongProperty_IsNamedAsTheReleaseDoes(string release, string inPair, string inExtension, string list)
    {
        var session = new TestSession(new QmpServerOptions { Registry = CpuModels.S390x.AsOf(Version.Parse(release)), Extensions = true });
        const string Wrong = "{\"name\":\"z14\",\"props\":{\"vx\":1}}";
        Assert.Contains($"for '{inPair}', expected: boolean", session.Ask(QmpRequests.Comparison(QmpRequests.Model("z14"), Wrong)), StringComparison.Ordinal);
        Assert.Contains(
            $"for '{inExtension}', expected: boolean",
            session.Ask($"{{\"execute\":\"check-cpu-migration\",\"arguments\":{{\"guest\":{Wrong}}}}}"),
            StringComparison.Ordinal);
        Assert.Contains($"for '{list}", session.Ask(QmpRequests.Baseline(QmpRequests.Model("z14"), "{\"name\":\"z14\",\"props\":[]}")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7.2", false)]
    [InlineData("9.0", false)]
    [InlineData("9.1", true)]
    [InlineData("11.1", true)]
    public void Receive_Expansion_TellsDeprecatedPropertiesSince91(string release, bool isTold)
    {
        var session = new TestSession(new QmpServerOptions { Registry = CpuModels.S390x.AsOf(Version.Parse(release)) });
        foreach (string type in (string[])["static", "full"])
        {
            string reply = session.Ask(QmpRequests.Expansion(type, QmpRequests.Model("z14")));
            Assert.Equal(isTold, reply.Contains("\"deprecated-props\": [\"bpb\", \"te\", \"cte\", \"csske\"]", StringComparison.Ordinal));
            Assert.Equal(isTold, reply.Contains("deprecated", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Receive_Quit_EndsTheSession()
    {
        var session = new TestSession();
        Assert.Equal("{\"return\": {}, \"id\": 7}\r\n", session.Ask("{'execute': 'quit', 'id': 7}{'execute': 'query-target'}"));
        Assert.Equal(QmpSessionState.Quit, session.State);
    }
}
