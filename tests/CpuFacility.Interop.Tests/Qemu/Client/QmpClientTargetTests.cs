using System.Text;
using System.Text.Json;
using CpuFacility.Interop.Tests.Qemu.Server;
using CpuFacility.Qemu;
using CpuFacility.RiscV;
using CpuFacility.Testing;

namespace CpuFacility.Interop.Tests.Qemu.Client;

/// <summary>The client beside QEMUs, and our server, for aarch64, riscv64 and ppc64: each has but a part of what there is on s390x.</summary>
public class QmpClientTargetTests
{
    [SkippableFact]
    public async Task Commands_LiveArm_GiveModelsOfTheLibrary()
    {
        using LiveQemu qemu = LiveQemu.StartTarget("aarch64");
        await using QmpClient client = await QmpClient.ConnectUnixAsync(qemu.SecondSocketPath);
        await CheckArmAsync(client, 8);
        await Assert.ThrowsAsync<QmpException>(() => client.QueryCpuModelComparisonAsync(new("max"), new("max")));
        await Assert.ThrowsAsync<QmpException>(() => client.QueryCpuModelBaselineAsync(new("max"), new("max")));
    }

    [Fact]
    public async Task Commands_OurArm_GiveModelsOfTheLibrary()
    {
        await using TestServer server = TestServer.Start(new QmpServerOptions { Registry = CpuModels.Arm });
        await using QmpClient client = await QmpClient.ConnectUnixAsync(server.SocketPath);
        await CheckArmAsync(client, CpuModels.Arm.NamedModels.Length);
        QmpCpuModelComparison comparison = await client.QueryCpuModelComparisonAsync(new("cortex-a53"), new("max"));
        Assert.Equal(CpuModels.Arm.Parse("cortex-a53").CompareWith(CpuModels.Arm.Parse("max")).GetResponsibleProperties(), comparison.ResponsibleProperties.AsEnumerable());
    }

    [SkippableFact]
    public async Task Commands_LivePower_GiveNames()
    {
        using LiveQemu qemu = LiveQemu.StartTarget("ppc64");
        await using QmpClient client = await QmpClient.ConnectUnixAsync(qemu.SecondSocketPath);
        await CheckPowerAsync(client, 400);
    }

    [Fact]
    public async Task Commands_OurPower_GiveNames()
    {
        await using TestServer server = TestServer.Start(new QmpServerOptions { Registry = CpuModels.Power });
        await using QmpClient client = await QmpClient.ConnectUnixAsync(server.SocketPath);
        await CheckPowerAsync(client, 416);
        QmpCpuModel baseline = await client.QueryCpuModelBaselineAsync(new("power9"), new("power8"));
        Assert.Equal(CpuModels.Power.Baseline(CpuModels.Power.Parse("power9"), CpuModels.Power.Parse("power8")), baseline.ToModel(CpuModels.Power));
    }

    [SkippableFact]
    public async Task Commands_LiveRiscV_AnswerOrSayThatTheyAreNone()
    {
        using LiveQemu qemu = LiveQemu.StartTarget("riscv64");
        await using QmpClient client = await QmpClient.ConnectUnixAsync(qemu.SecondSocketPath);
        if (qemu.Release > new Version(7, 2))
        {
            Assert.NotEmpty(await client.QueryCpuDefinitionsAsync());
            return;
        }

        QmpException exception = await Assert.ThrowsAsync<QmpException>(() => client.QueryCpuDefinitionsAsync());
        Assert.Equal("CommandNotFound", exception.Class);
    }

    [Fact]
    public async Task Commands_OurRiscV_GiveModelsOfTheLibrary()
    {
        await using TestServer server = TestServer.Start(new QmpServerOptions { Registry = CpuModels.RiscV });
        await using QmpClient client = await QmpClient.ConnectUnixAsync(server.SocketPath);
        IReadOnlyList<QmpCpuDefinition> definitions = await client.QueryCpuDefinitionsAsync();
        Assert.Equal(28, definitions.Count);
        Assert.Equal(5, definitions.Count(static definition => !definition.IsStatic));
        foreach (QmpCpuDefinition definition in definitions)
        {
            QmpCpuModelExpansion expansion = await client.QueryCpuModelExpansionAsync(QmpExpansionType.Full, new(definition.Name));
            Assert.Equal(CpuModels.RiscV.Parse(definition.Name), expansion.Model.ToModel(CpuModels.RiscV));
        }
    }

    /// <summary>Recorded replies of QEMU 11.1.3: every property is known, and a model alone is the library's.</summary>
    [SkippableFact]
    public void Parse_RecordedRiscVReplies_AreTheModels()
    {
        using JsonDocument recorded = JsonDocument.Parse(File.ReadAllText(SharedFolder.Require("facts", "qmp", "riscv64.json")));
        int count = 0;
        foreach (JsonProperty reply in recorded.RootElement.GetProperty("expansion_fresh_process").EnumerateObject())
        {
            CpuModel model = QmpModelReader.Parse(CpuModels.RiscV, Encoding.UTF8.GetBytes(reply.Value.GetRawText()));
            Assert.Empty(model.UnknownProperties);
            Assert.Equal(CpuModels.RiscV.Parse(reply.Name.Split('|')[0]), model);
            count++;
        }

        Assert.Equal(28, count);
    }

    [Fact]
    public void Parse_ProfileInAReply_StandsForItsLettersToo()
    {
        CpuModel model = Parse("""{"name": "rv64i", "props": {"zicbom": false, "rva22u64": true, "x-new": 7}}""");
        Assert.True(model.Has(RiscVFacility.C));
        Assert.True(model.Has(RiscVFacility.Zfhmin));
        Assert.False(model.Has(RiscVFacility.Zicbom));
        Assert.Equal([new("x-new", "7")], model.UnknownProperties.ToArray());
        Assert.Equal(Parse("""{"name": "rva22u64"}"""), Parse("""{"name": "rva22u64", "props": {"rva22u64": false, "rva23u64": false}}"""));
    }

    [Theory]
    [InlineData("""{"name": "rv64", "props": {"zba": true, "rva22u64": 1}}""", "1}", "'rva22u64' takes true or false, not 1.")]
    [InlineData("""{"name": "sifive-u54", "props": {"rva22u64": true}}""", "true", "Facility 'b' is not available for sifive-u54")]
    public void TryParse_WrongProfile_SaysWhereAndWhy(string json, string at, string reason)
    {
        byte[] text = Encoding.UTF8.GetBytes(json);
        Assert.False(QmpModelReader.TryParse(CpuModels.RiscV, text, out CpuModel? model, out FacilityFormatError error));
        Assert.Null(model);
        Assert.StartsWith(reason, error.Reason, StringComparison.Ordinal);
        Assert.InRange(json.IndexOf(at, StringComparison.Ordinal) - error.Position, 0, 14);
    }

    private static CpuModel Parse(string json) => QmpModelReader.Parse(CpuModels.RiscV, Encoding.UTF8.GetBytes(json));

    /// <summary>Rows without what models lack, and full expansions that are models of the library.</summary>
    private static async Task CheckArmAsync(QmpClient client, int fewest)
    {
        IReadOnlyList<QmpCpuDefinition> definitions = await client.QueryCpuDefinitionsAsync();
        Assert.All(definitions, static definition => Assert.Null(definition.UnavailableFeatures));
        Assert.All(definitions, static definition => Assert.Equal($"{definition.Name}-arm-cpu", definition.TypeName));
        int read = 0;
        foreach (QmpCpuDefinition definition in definitions)
        {
            QmpCpuModelExpansion expansion = await client.QueryCpuModelExpansionAsync(QmpExpansionType.Full, new(definition.Name));
            if (expansion.Model.TryToModel(CpuModels.Arm, out CpuModel? model, out _))
            {
                Assert.Empty(model.UnknownProperties);
                Assert.Equal(CpuModels.Arm.Parse(definition.Name), model);
                read++;
            }
        }

        Assert.True(read >= fewest, $"{read} models were read.");
        var asked = new QmpCpuModel("max", [new("sve384", "true"), new("pmu", "false"), new("pauth", "false")]);
        QmpCpuModelExpansion changed = await client.QueryCpuModelExpansionAsync(QmpExpansionType.Full, asked);
        Assert.Equal(CpuModels.Arm.Parse("max,sve384=on,pmu=off,pauth=off").Facilities, changed.Model.ToModel(CpuModels.Arm).Facilities);
        QmpException exception = await Assert.ThrowsAsync<QmpException>(() => client.QueryCpuModelExpansionAsync(QmpExpansionType.Static, new("max")));
        Assert.Equal("The requested expansion type is not supported", exception.Description);
    }

    /// <summary>Names that the library knows, aliases with the type behind them; no expansions.</summary>
    private static async Task CheckPowerAsync(QmpClient client, int fewest)
    {
        IReadOnlyList<QmpCpuDefinition> definitions = await client.QueryCpuDefinitionsAsync();
        Assert.All(definitions, static definition => Assert.Null(definition.UnavailableFeatures));
        Assert.Equal("604-powerpc64-cpu", definitions[0].TypeName);
        Assert.Equal("", definitions[^1].TypeName);
        int known = definitions.Count(static definition => new QmpCpuModel(definition.Name).TryToModel(CpuModels.Power, out _, out _));
        Assert.True(known >= fewest, $"{known} names are known.");
        await Assert.ThrowsAsync<QmpException>(() => client.QueryCpuModelExpansionAsync(QmpExpansionType.Full, new("power9")));
    }
}
