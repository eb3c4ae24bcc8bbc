using System.Text.Json;
using CpuFacility.Arm;
using CpuFacility.Qemu;
using CpuFacility.RiscV;

namespace CpuFacility.Interop.Tests.Qemu.Server;

/// <summary>Any names, properties and values: each request has one answer, the same each time, and what is answered is read again.</summary>
public class QmpTargetRobustnessTests
{
    private const int Requests = 4_000;

    private static readonly string[] Values =
        ["true", "false", "true", "false", "1", "0", "-1", "64", "128", "1024", "4294967296", "18446744073709551616", "1.5", "null", "\"v1.12.0\"", "\"\"", "[]", "{}", "[1,[2]]"];

    [Theory]
    [InlineData("aarch64", null)]
    [InlineData("aarch64", "max,sve512=on,pauth=off")]
    [InlineData("riscv64", null)]
    [InlineData("riscv64", "rva23s64,zicbom=off")]
    [InlineData("ppc64", null)]
    [InlineData("ppc64", "power9")]
    public void Server_AnyRequest_HasOneAnswer(string target, string? host)
    {
        CpuModelRegistry registry = QmpRecordedTargetTests.RegistryOf(target);
        var options = new QmpServerOptions { Registry = registry, Host = host is null ? null : registry.Parse(host), Extensions = true };
        (TestSession session, TestSession second) = (new TestSession(options), new TestSession(options));
        string[] names = [.. registry.Listing.Select(static row => row.Name), "host", "", "no-such-model"];
        string[] properties =
        [
            .. ArmQemuExpansion.Properties, .. RiscVQemuExpansion.Settings.Select(static setting => setting.Name), .. registry.Properties.Select(static property => property.Name),
            .. registry.Catalog.All.ToArray().Select(index => registry.Catalog.NameOf(registry.Catalog[index])), "g", "rva22u64", "rva23s64", "", "foo",
        ];
        var random = new Random(11);
        (int answers, int errors) = (0, 0);
        for (int i = 0; i < Requests; i++)
        {
            byte[] request = random.Next(4) switch
            {
                0 => QmpRequests.Comparison(NextModel(random, names, properties), NextModel(random, names, properties)),
                1 => QmpRequests.Baseline(NextModel(random, names, properties), NextModel(random, names, properties)),
                _ => QmpRequests.Expansion(random.Next(9) == 0 ? "static" : "full", NextModel(random, names, properties)),
            };
            string reply = session.Ask(request);
            Assert.Equal(reply, second.Ask(request));
            using JsonDocument document = JsonDocument.Parse(reply);
            bool isAnswer = document.RootElement.TryGetProperty("return", out JsonElement answer);
            Assert.True(isAnswer || document.RootElement.GetProperty("error").GetProperty("desc").GetString()!.Length > 0);
            if (isAnswer && answer.TryGetProperty("model", out JsonElement model) && registry.TryFind(model.GetProperty("name").GetString(), out CpuModel? _))
            {
                Assert.Empty(QmpModelReader.Parse(registry, QmpRequests.Bytes(reply)).UnknownProperties);
            }

            (answers, errors) = isAnswer ? (answers + 1, errors) : (answers, errors + 1);
        }

        Assert.True(answers > Requests / 20 && errors > Requests / 20, $"{answers} answers, {errors} errors");
    }

    private static string NextModel(Random random, string[] names, string[] properties)
    {
        var props = new Dictionary<string, string>();
        for (int count = random.Next(3) * random.Next(4); count > 0; count--)
        {
            props[properties[random.Next(properties.Length)]] = Values[random.Next(random.Next(2) == 0 ? 4 : Values.Length)];
        }

        string text = random.Next(30) == 0 ? Values[random.Next(Values.Length)] : $"{{{string.Join(',', props.Select(static property => $"{JsonSerializer.Serialize(property.Key)}:{property.Value}"))}}}";
        return $"{{\"name\":{JsonSerializer.Serialize(names[random.Next(names.Length)])},\"props\":{text}}}";
    }
}
