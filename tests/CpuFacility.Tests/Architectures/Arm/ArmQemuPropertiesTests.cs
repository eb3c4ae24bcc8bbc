using System.Text.Json;
using CpuFacility.Arm;
using CpuFacility.Testing;

namespace CpuFacility.Tests.Architectures.Arm;

/// <summary>QEMU's properties of Arm models, beside recorded answers of QEMU 11.1.</summary>
public class ArmQemuPropertiesTests
{
    [SkippableFact]
    public void ExpandFull_EachModel_HasThePropertiesThatQemuRecorded()
    {
        using JsonDocument recorded = JsonDocument.Parse(File.ReadAllText(SharedFolder.Require("facts", "qmp", "aarch64.json")));
        JsonElement expansions = recorded.RootElement.GetProperty("query-cpu-model-expansion");
        foreach (CpuModel model in CpuModels.Arm.NamedModels)
        {
            JsonElement reply = expansions.GetProperty($"{model.Name}|full").GetProperty("return").GetProperty("model").GetProperty("props");
            Assert.Equal(Properties(reply), model.ExpandFull().Properties.Select(static property => property.ToString()));
        }
    }

    [SkippableFact]
    public void Parse_EachRecordedRequest_IsAnsweredOrRefusedAsByQemu()
    {
        using JsonDocument recorded = JsonDocument.Parse(File.ReadAllText(SharedFolder.Require("facts", "qmp", "aarch64-expansion-props.json")));
        (int answered, int refused) = (0, 0);
        foreach (JsonElement request in recorded.RootElement.EnumerateArray())
        {
            string name = request.GetProperty("model").GetString()!;
            string expression = string.Join(',', [name, .. Properties(request.GetProperty("props"))]);
            bool isRead = CpuModels.Arm.TryParse(expression, out CpuModel? model, out FacilityFormatError error);
            if (request.GetProperty("reply").TryGetProperty("return", out JsonElement reply))
            {
                Assert.True(isRead, $"{expression}: {error}");
                Assert.Equal(Properties(reply.GetProperty("model").GetProperty("props")), model!.ExpandFull().Properties.Select(static property => property.ToString()));
                answered++;
            }
            else
            {
                Assert.False(isRead, expression);
                refused++;
            }
        }

        Assert.Equal((5, 6), (answered, refused));
    }

    [Theory]
    [InlineData("cortex-a57,sve=on", 11, "'sve' is no property of cortex-a57.")]
    [InlineData("a64fx,pauth=off", 6, "'pauth' is no property of a64fx.")]
    [InlineData("max,sve128=off", 4, "'sve128' cannot be off: no length would be left: switch 'sve' off instead.")]
    [InlineData("max,sve256=off,sve512=on", 4, "'sve256' cannot be off: it is a power of two below the longest length, 512.")]
    [InlineData("max,sve512=on,sve256=off", 14, "'sve256' cannot be off: it is a power of two below the longest length, 512.")]
    [InlineData("a64fx,sve384=on", 6, "'sve384' cannot be on: the model does not have that length.")]
    [InlineData("neoverse-v1,sve2048=on", 12, "'sve2048' cannot be on: the model does not have that length.")]
    [InlineData("max,sve=off,sve256=on", 12, "'sve256' cannot be on: 'sve' is off.")]
    [InlineData("max,pauth-impdef=on,pauth=off", 4, "'pauth-impdef' cannot be on while 'pauth' is off.")]
    [InlineData("max,pauth-qarma3=on,pauth-impdef=on", 4, "'pauth-impdef' and 'pauth-qarma3' cannot both be on: a processor has one algorithm.")]
    [InlineData("max,pmu=maybe", 8, "'pmu' takes 'on' or 'off', not 'maybe'.")]
    [InlineData("max,sve192=on", 4, "'sve192' is no facility and no property of qemu-11.1.")]
    public void TryParse_PropertiesThatQemuRefuses_SaysWhereAndWhy(string expression, int position, string reason)
    {
        Assert.False(CpuModels.Arm.TryParse(expression, out CpuModel? model, out FacilityFormatError error));
        Assert.Null(model);
        Assert.StartsWith(reason, error.Reason, StringComparison.Ordinal);
        Assert.Equal(position, error.Position);
    }

    [Theory]
    [InlineData("max", "128 256 384 512 640 768 896 1024 1152 1280 1408 1536 1664 1792 1920 2048")]
    [InlineData("max,sve512=on", "128 256 512")]
    [InlineData("max,sve384=on", "128 256 384")]
    [InlineData("max,sve512=off", "128 256 384")]
    [InlineData("max,sve1024=off,sve384=off", "128 256 512 640 768 896")]
    [InlineData("max,sve384=off", "128 256 512 640 768 896 1024 1152 1280 1408 1536 1664 1792 1920 2048")]
    [InlineData("a64fx,sve512=off", "128 256")]
    [InlineData("a64fx,sve384=off", "128 256 512")]
    [InlineData("a64fx,sve=off", "none")]
    [InlineData("max,sve=off,sve256=off", "none")]
    [InlineData("max,aarch64=off", "none")]
    [InlineData("max,aarch64=off,sve256=off,sve512=on", "none")]
    [InlineData("max,sve512=on,sve512=off,sve256=on", "128 256")]
    public void GetVectorLengths_Switches_AreTakenAsQemuDoes(string expression, string lengths) =>
        Assert.Equal(lengths, CpuModels.Arm.Parse(expression).GetVectorLengths().ToString());

    [Theory]
    [InlineData("max", 0, 5, 0, 0, 1, 0)]
    [InlineData("max,pauth=on", 0, 5, 0, 0, 1, 0)]
    [InlineData("max,pauth-impdef=on", 0, 5, 0, 0, 1, 0)]
    [InlineData("max,pauth-qarma5=on", 5, 0, 0, 1, 0, 0)]
    [InlineData("max,pauth-qarma3=on", 0, 0, 5, 0, 0, 1)]
    [InlineData("neoverse-v1,pauth-qarma5=on", 3, 0, 0, 1, 0, 0)]
    [InlineData("max,pauth=off", 0, 0, 0, 0, 0, 0)]
    public void GetIdRegisters_PointerAuthentication_IsByOneAlgorithm(string expression, int apa, int api, int apa3, int gpa, int gpi, int gpa3)
    {
        ArmIdRegisters registers = CpuModels.Arm.Parse(expression).GetIdRegisters();
        Assert.Equal(
            [apa, api, apa3, gpa, gpi, gpa3],
            new[] { "ISAR1_EL1.APA", "ISAR1_EL1.API", "ISAR2_EL1.APA3", "ISAR1_EL1.GPA", "ISAR1_EL1.GPI", "ISAR2_EL1.GPA3" }
                .Select(name => (int)registers.GetValue(ArmFieldTests.Find($"ID_AA64{name}"))));
    }

    /// <summary>Another algorithm takes and gives fields of pointer authentication, and a model can have those of any algorithm if it has one at all.</summary>
    [Fact]
    public void Facilities_OtherAlgorithm_ChangesTheFieldsOfPointerAuthenticationOnly()
    {
        string[] names = ["ID_AA64ISAR1_EL1.APA", "ID_AA64ISAR1_EL1.API", "ID_AA64ISAR2_EL1.APA3", "ID_AA64ISAR1_EL1.GPA", "ID_AA64ISAR1_EL1.GPI", "ID_AA64ISAR2_EL1.GPA3"];
        FacilitySet fields = FacilitySets.UnionAll([.. names.Select(static name => ArmFieldTests.Find(name).Facilities)]);
        foreach (CpuModel model in CpuModels.Arm.NamedModels)
        {
            CpuModel[] others = [.. new[] { "pauth-impdef", "pauth-qarma3", "pauth-qarma5" }
                .Select(property => CpuModels.Arm.TryParse($"{model.Name},{property}=on", out CpuModel? other, out _) ? other : null)
                .OfType<CpuModel>()];
            Assert.Equal(model.Facilities.Overlaps(fields) ? 3 : 0, others.Length);
            Assert.All(others, other => Assert.Equal(model.Facilities.Except(fields), other.Facilities.Except(fields)));
            Assert.Equal(others.Aggregate(model.Facilities, static (all, other) => all.Union(other.Facilities)), model.Definition.Full);
        }
    }

    /// <summary>QEMU looks at no lengths while 64 bits are off, and shows those that were switched on, if SVE is not off as well.</summary>
    [Theory]
    [InlineData("max,aarch64=off,sve512=on", "sve512")]
    [InlineData("max,aarch64=off,sve512=off", "")]
    [InlineData("max,aarch64=off,sve=off,sve512=on", "")]
    [InlineData("max,aarch64=off,sve=on,sve512=on,sve384=off", "sve512")]
    [InlineData("max,aarch64=on,sve512=on", "sve128 sve256 sve512")]
    [InlineData("max,sve=off,sve512=off", "")]
    public void ExpandFull_LengthsWithout64Bits_AreThoseThatWereSwitchedOn(string expression, string expected) => Assert.Equal(
        expected,
        string.Join(' ', CpuModels.Arm.Parse(expression).ExpandFull().Properties
            .Where(static property => property.Name.StartsWith("sve", StringComparison.Ordinal) && property.Name.Length > 3 && property.Value == "on")
            .OrderBy(static property => property.Name.Length).ThenBy(static property => property.Name, StringComparer.Ordinal)
            .Select(static property => property.Name)));

    /// <summary>A static expansion has what was set and no more, by name.</summary>
    [Theory]
    [InlineData("max", "")]
    [InlineData("max,pmu=off,aarch64=off", "aarch64=off pmu=off")]
    public void ExpandStatic_Properties_AreThoseThatWereSet(string expression, string expected)
    {
        Assert.Equal(expected, string.Join(' ', CpuModels.Arm.Parse(expression).ExpandStatic().Properties));
        Assert.All(CpuModels.Arm.Properties, static property => Assert.False(property.IsStatic));
    }

    [Fact]
    public void Facilities_SwitchOff_TakesTheFieldsOnly()
    {
        CpuModel model = CpuModels.Arm.Parse("neoverse-v1");
        FacilitySet noSve = model.Facilities.Except(CpuModels.Arm.Parse("neoverse-v1,sve=off").Facilities);
        var blocks = new SortedSet<string>(StringComparer.Ordinal);
        foreach (Facility facility in CpuModels.Arm.Vocabulary.Order.Sort(noSve))
        {
            blocks.Add(CpuModels.Arm.Catalog.Describe(facility).Block.Name);
        }

        Assert.Equal(["ID_AA64PFR0_EL1", "ID_AA64ZFR0_EL1", "SVE"], blocks);
        FacilitySet noCounters = model.Facilities.Except(CpuModels.Arm.Parse("neoverse-v1,pmu=off").Facilities);
        Assert.Equal([ArmFacility.Dfr0PmuverIs5.Index], noCounters);
        Assert.Equal(0UL, CpuModels.Arm.Parse("neoverse-v1,sve=off").GetIdRegisters()[ArmIdRegister.All.Single(static register => register.Name == "ID_AA64ZFR0_EL1")]);
    }

    [Fact]
    public void ToString_ModelWithProperties_ReadsBack()
    {
        foreach (string expression in new[] { "max,sve384=on,pmu=off", "a64fx,sve=off", "max,pauth-qarma3=on,aarch64=off", "neoverse-v1,sve256=off,ID_AA64ISAR0_EL1.RNDR.from-1=off" })
        {
            CpuModel model = CpuModels.Arm.Parse(expression);
            CpuModel back = CpuModels.Arm.Parse(model.ToString());
            Assert.Equal((model, model.ToString()), (back, back.ToString()));
        }
    }

    private static string[] Properties(JsonElement properties) =>
    [
        .. properties.EnumerateObject()
            .OrderBy(static property => property.Name, StringComparer.Ordinal)
            .Select(static property => $"{property.Name}={(property.Value.GetBoolean() ? "on" : "off")}"),
    ];
}
