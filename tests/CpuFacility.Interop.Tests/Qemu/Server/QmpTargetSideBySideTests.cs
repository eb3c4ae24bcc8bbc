using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CpuFacility.Qemu;
using CpuFacility.Testing;

namespace CpuFacility.Interop.Tests.Qemu.Server;

/// <summary>
/// The QEMUs for aarch64, riscv64 and ppc64 that are installed here and our server, asked the same. The server answers as 11.1; where the installed release
/// is an older one, what changed since is told apart here: it is the only difference that there may be.
/// </summary>
public partial class QmpTargetSideBySideTests
{
    private const int RandomRequests = 3_000;
    private const string Definitions = "{'execute': 'query-cpu-definitions'}";

    /// <summary>What Arm's expansions do not take, though some of it is a property.</summary>
    private static readonly string[] Unknown =
        ["foo", "bar", "lpa2", "sme", "sve-max-vq", "midr", "node-id", "zz", "quux", "alpha", "beta", "ID_AA64PFR0_EL1.SVE.from-1"];

    /// <summary>From this release on, errors name a property with the argument that it stands in.</summary>
    private static readonly Version FullPathsSince = new(9, 0);

    [SkippableTheory]
    [InlineData("aarch64")]
    [InlineData("riscv64")]
    [InlineData("ppc64")]
    public async Task Server_Mistakes_AnswersAsQemu(string target)
    {
        using LiveQemu qemu = LiveQemu.StartTarget(target);
        await using TestServer server = TestServer.Start(new QmpServerOptions { Registry = QmpRecordedTargetTests.RegistryOf(target) });

        // Older releases do not know all commands on CPU models for these targets, and hence not their arguments.
        HashSet<string> unknown = await UnknownCommandsAsync(qemu);
        byte[][] requests = [.. QmpMistakes.All.Where(request => !unknown.Any(command => Encoding.Latin1.GetString(request).Contains(command, StringComparison.Ordinal)))];
        Assert.True(requests.Length > 350, $"{requests.Length} requests are left.");
        IReadOnlyList<string> expected = await QmpWire.AskAsync(qemu.SecondSocketPath, requests);
        IReadOnlyList<string> actual = await QmpWire.AskAsync(server.SocketPath, requests);
        Assert.Equal(expected.Select(line => Modernize(line, qemu)), actual);
    }

    [SkippableTheory]
    [InlineData("aarch64", 30)]
    [InlineData("ppc64", 400)]
    public async Task QueryCpuDefinitions_RowsOfBoth_AreQemus(string target, int fewest)
    {
        using LiveQemu qemu = LiveQemu.StartTarget(target);
        await using TestServer server = TestServer.Start(new QmpServerOptions { Registry = QmpRecordedTargetTests.RegistryOf(target) });
        Dictionary<string, string> expected = Rows((await QmpWire.AskAsync(qemu.SecondSocketPath, [QmpRequests.Bytes(Definitions)]))[0]);
        Dictionary<string, string> actual = Rows((await QmpWire.AskAsync(server.SocketPath, [QmpRequests.Bytes(Definitions)]))[0]);
        string[] both = [.. expected.Keys.Where(actual.ContainsKey)];
        if (target == "aarch64" && qemu.Release == new Version(7, 2))
        {
            // The order of a hash table: two that want one place come in the order in which they were put in, which has changed.
            string[] clashing = ["cortex-a53", "cortex-m0"];
            Assert.Equal(both.Except(clashing), actual.Keys.Where(expected.ContainsKey).Except(clashing));
        }

        Assert.True(both.Length >= fewest, $"{both.Length} models are in both lists.");

        // Which processor some names of families stand for has changed since 7.2.
        string[] renamed = [.. both.Where(name => expected[name] != actual[name])];
        Assert.Equal(qemu.Release == new Version(7, 2) && target == "ppc64" ? ["power9", "power7+", "power5gs", "power5+", "power7+_v2.1", "power5+_v2.1"] : [], renamed);
    }

    [SkippableFact]
    public async Task QueryCpuModelExpansion_EveryArmModelOfBoth_IsQemus()
    {
        using LiveQemu qemu = LiveQemu.StartTarget("aarch64");
        string[] models = [.. Rows((await QmpWire.AskAsync(qemu.SecondSocketPath, [QmpRequests.Bytes(Definitions)]))[0]).Keys
            .Where(static name => CpuModels.Arm.Listing.Any(row => row.Name == name))];
        Assert.True(models.Length >= 30);
        if (qemu.Release == new Version(7, 2))
        {
            // These have had the property pmu since.
            models = [.. models.Except(["cortex-a8", "cortex-a9", "cortex-r5", "cortex-r5f"])];
        }

        await CompareAsync(qemu, [.. models.SelectMany(static name => (byte[][])[
            QmpRequests.Expansion("full", QmpRequests.Model(name)),
            QmpRequests.Expansion("static", QmpRequests.Model(name)),
            QmpRequests.Expansion("full", $"{{\"name\":\"{name}\",\"props\":{{\"pmu\":false}}}}"),
            QmpRequests.Expansion("full", $"{{\"name\":\"{name}\",\"props\":{{\"aarch64\":true,\"sve\":1,\"foo\":1}}}}"),
            QmpRequests.Expansion("full", $"{{\"name\":\"{name}\",\"props\":[]}}"),
            QmpRequests.Expansion("full", QmpRequests.Model(name.ToUpperInvariant()))])]);
    }

    [SkippableTheory]
    [InlineData(20_261_126)]
    [InlineData(20_261_127)]
    public async Task QueryCpuModelExpansion_RandomArmProperties_AnswersAsQemu(int seed)
    {
        using LiveQemu qemu = LiveQemu.StartTarget("aarch64");
        var random = new Random(seed);
        (int answered, int refused) = await CompareAsync(qemu, [.. Enumerable.Range(0, RandomRequests).Select(_ => NextArmQuestion(random))]);
        Assert.True(answered > RandomRequests / 10 && refused > RandomRequests / 10, $"{answered} answered, {refused} refused: one of them is not tested.");
    }

    /// <summary>Which of several wrong properties is named depends on how QEMU's table shrinks while the right ones are taken out of it.</summary>
    [SkippableFact]
    public async Task QueryCpuModelExpansion_ManyArmPropertiesAndSomeUnknown_NamesTheOneThatQemuNames()
    {
        using LiveQemu qemu = LiveQemu.StartTarget("aarch64");
        var random = new Random(20_261_128);
        string[] known = ["aarch64", "pmu", "sve", "pauth", .. Enumerable.Range(1, 16).Select(static number => FormattableString.Invariant($"sve{number * 128}"))];
        await CompareAsync(qemu, [.. Enumerable.Range(0, 500).Select(_ =>
        {
            random.Shuffle(known);
            random.Shuffle(Unknown);
            string[] properties = [.. known.Take(random.Next(4, 19)).Select(static name => $"\"{name}\":true"), .. Unknown.Take(random.Next(2, 6)).Select(static name => $"\"{name}\":1")];
            random.Shuffle(properties);
            return QmpRequests.Expansion("full", $"{{\"name\":\"max\",\"props\":{{{string.Join(',', properties)}}}}}");
        })]);
    }

    /// <summary>Asks both. Gives how many were answered and how many refused.</summary>
    private static async Task<(int Answered, int Refused)> CompareAsync(LiveQemu qemu, byte[][] requests)
    {
        await using TestServer server = TestServer.Start(new QmpServerOptions { Registry = CpuModels.Arm });
        IReadOnlyList<string> expected = await QmpWire.AskAsync(qemu.SecondSocketPath, requests);
        IReadOnlyList<string> actual = await QmpWire.AskAsync(server.SocketPath, requests);
        Assert.Equal(requests.Length, expected.Count);
        int answered = 0;
        for (int i = 0; i < requests.Length; i++)
        {
            string theirs = Modernize(expected[i], qemu);
            string ours = WithoutLater(actual[i], expected[i]);
            Assert.True(theirs == ours, $"{Encoding.UTF8.GetString(requests[i])}\n  QEMU: {theirs}\n  ours: {ours}");
            answered += expected[i].StartsWith("{\"return\"", StringComparison.Ordinal) ? 1 : 0;
        }

        return (answered, requests.Length - answered);
    }

    private static byte[] NextArmQuestion(Random random)
    {
        string name = random.GetItems(["max", "max", "a64fx", "a64fx", "cortex-a57", "cortex-a15", "cortex-m3", "neoverse-n1", "host", "no-such-model"], 1)[0];
        string[] lengths = [.. Enumerable.Range(1, 16).Select(static number => FormattableString.Invariant($"sve{number * 128}"))];
        var properties = new Dictionary<string, string>();
        for (int count = random.Next(4); count > 0; count--)
        {
            string property = random.Next(20) switch
            {
                < 10 => lengths[random.Next(3) == 0 ? random.Next(16) : (1 << random.Next(5)) - 1],
                < 12 => "sve",
                < 14 => "pmu",
                < 17 => random.Next(2) == 0 ? "pauth" : "pauth-impdef",
                17 => random.GetItems(["kvm-steal-time", "kvm-no-adjvtime"], 1)[0],
                18 => random.GetItems(Unknown, 1)[0],
                _ => "aarch64",
            };

            // That a guest of 32 bits can be had without KVM came later.
            properties[property] = random.Next(25) == 0 ? random.GetItems(["1", "\"on\"", "null", "[]"], 1)[0] : random.Next(2) == 0 || property == "aarch64" ? "true" : "false";
        }

        string props = string.Join(',', properties.Select(static property => $"\"{property.Key}\":{property.Value}"));
        return QmpRequests.Expansion(random.Next(40) == 0 ? "static" : "full", $"{{\"name\":\"{name}\",\"props\":{{{props}}}}}");
    }

    /// <summary>A line of an older release in the words of 11.1.</summary>
    private static string Modernize(string line, LiveQemu qemu)
    {
        if (qemu.Release >= FullPathsSince)
        {
            return line;
        }

        line = line.Replace("Invalid parameter type for 'props', expected: dict", "Invalid parameter type for 'model.props', expected: object", StringComparison.Ordinal);
        line = line.Replace("cannot enable pauth-impdef without pauth", "cannot enable pauth-impdef, pauth-qarma3 or pauth-qarma5 without pauth", StringComparison.Ordinal);
        line = line.Replace("\"micro\": 22, \"minor\": 2, \"major\": 7}, \"package\": \"Debian 1:7.2+dfsg-7+deb12u18+b3\"", "\"micro\": 3, \"minor\": 1, \"major\": 11}, \"package\": \"Debian 1:11.1.3+ds-1\"", StringComparison.Ordinal);
        line = WrongProperty().Replace(line, "$1'model.props.$2', expected: boolean");
        return Unknown.Aggregate(line, static (text, name) => text.Replace($"Parameter '{name}' is unexpected", $"Parameter 'model.props.{name}' is unexpected", StringComparison.Ordinal));
    }

    [GeneratedRegex("(Invalid parameter type for )'([A-Za-z0-9-]+)', expected: boolean")]
    private static partial Regex WrongProperty();

    /// <summary>Our answer without the properties that came later.</summary>
    private static string WithoutLater(string ours, string theirs)
    {
        foreach (string later in (string[])["pauth-qarma3", "pauth-qarma5"])
        {
            if (theirs.StartsWith("{\"return\"", StringComparison.Ordinal) && !theirs.Contains(later, StringComparison.Ordinal))
            {
                ours = ours.Replace($"\"{later}\": false, ", "", StringComparison.Ordinal).Replace($", \"{later}\": false", "", StringComparison.Ordinal);
            }
        }

        return ours;
    }

    private static async Task<HashSet<string>> UnknownCommandsAsync(LiveQemu qemu)
    {
        string known = (await QmpWire.AskAsync(qemu.SecondSocketPath, ["{'execute': 'query-commands'}"u8.ToArray()]))[0];
        return [.. ((string[])["query-cpu-definitions", "query-cpu-model-expansion", "query-cpu-model-comparison", "query-cpu-model-baseline"])
            .Where(command => !known.Contains($"\"{command}\"", StringComparison.Ordinal))];
    }

    private static Dictionary<string, string> Rows(string reply)
    {
        using JsonDocument document = JsonDocument.Parse(reply);
        return document.RootElement.GetProperty("return").EnumerateArray().ToDictionary(static row => row.GetProperty("name").GetString()!, static row => row.GetRawText());
    }
}
