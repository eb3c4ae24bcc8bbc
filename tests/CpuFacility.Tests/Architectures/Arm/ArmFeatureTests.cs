using System.Globalization;
using CpuFacility.Arm;
using CpuFacility.Testing;

namespace CpuFacility.Tests.Architectures.Arm;

/// <summary>The architecture's names of features, and Linux' words.</summary>
public class ArmFeatureTests
{
    [SkippableFact]
    public void Features_EachName_HasTheThresholdsOfTheFacts()
    {
        List<Dictionary<string, string>> facts = CsvRows.Read(SharedFolder.Require("facts", "aarch64", "feat_map.csv"));
        Assert.Equal(293, facts.Count);
        Assert.Equal(facts.Select(static fact => fact["feat"]).Distinct(), ArmFeature.All.Select(static feature => feature.Name));
        foreach (IGrouping<string, Dictionary<string, string>> rows in facts.GroupBy(static fact => fact["feat"]))
        {
            Assert.True(ArmFeature.TryFind(rows.Key, out ArmFeature? feature));
            Assert.Equal(
                rows.Select(static row => ($"{row["register"]}.{row["field"]}", uint.Parse(row["min_value"], CultureInfo.InvariantCulture))),
                feature.Thresholds.Select(static threshold => (threshold.Field.ToString(), threshold.Value)));
            Assert.Equal(rows.All(static row => row["evidence"] == "name-only"), feature.Evidence == ArmFeatureEvidence.NameOnly);
            Assert.Equal(rows.Any(static row => row["kvm_macro"].Length > 0), feature.Evidence.HasFlag(ArmFeatureEvidence.LinuxKvm));
            Assert.Equal(rows.Any(static row => row["hwcap"].Length > 0), feature.Evidence.HasFlag(ArmFeatureEvidence.LinuxHwcap));
            Assert.Equal(rows.Any(static row => row["qemu72_isar_feature"].Length > 0), feature.Evidence.HasFlag(ArmFeatureEvidence.Qemu));
        }
    }

    [Theory]
    [InlineData("FEAT_PAuth", "max", true)]
    [InlineData("FEAT_PAuth", "max,pauth-qarma3=on", true)]
    [InlineData("FEAT_PAuth", "max,pauth=off", false)]
    [InlineData("FEAT_SVE2", "neoverse-v1", false)]
    [InlineData("FEAT_SVE2", "neoverse-n2", true)]
    [InlineData("FEAT_FP16", "cortex-a72", false)]
    [InlineData("FEAT_FP16", "cortex-a76", true)]
    [InlineData("FEAT_RASv1p1", "neoverse-v1", true)]
    [InlineData("FEAT_RASv1p1", "cortex-a76", false)]
    public void IsIn_Model_IsByAnyOfItsFields(string name, string expression, bool isIn)
    {
        Assert.True(ArmFeature.TryFind(name, out ArmFeature? feature));
        CpuModel model = CpuModels.Arm.Parse(expression);
        Assert.Equal((isIn, isIn), (feature.IsIn(model.GetIdRegisters()), feature.IsIn(model.Facilities)));
    }

    [Fact]
    public void IsIn_FieldWithoutRule_IsUnknownOfASet()
    {
        Assert.True(ArmFeature.TryFind("FEAT_RME", out ArmFeature? feature));
        Assert.Null(feature.IsIn(CpuModels.Arm.Parse("max").Facilities));
        Assert.False(feature.IsIn(CpuModels.Arm.Parse("cortex-a72").GetIdRegisters()));
        Assert.False(ArmFeature.TryFind("FEAT_rme", out _));
        Assert.False(ArmFeature.TryFind("", out _));
    }

    /// <summary>A set and the registers that it came from say the same of every feature whose fields all have a rule.</summary>
    [Fact]
    public void IsIn_EachModelAndFeature_IsTheSameOfSetAndRegisters()
    {
        foreach (CpuModel model in CpuModels.Arm.NamedModels)
        {
            foreach (ArmFeature feature in ArmFeature.All.Where(static feature => feature.Thresholds.All(static threshold => threshold.Field.IsTracked)))
            {
                Assert.True(feature.IsIn(model.Facilities) == feature.IsIn(model.GetIdRegisters()), $"{model.Name} {feature}");
            }
        }
    }

    [SkippableFact]
    public void Hwcaps_EachName_HasTheBitOfTheFacts()
    {
        List<Dictionary<string, string>> facts = [.. CsvRows.Read(SharedFolder.Require("facts", "aarch64", "features.csv")).Where(static row => row["kind"] == "linux_hwcap")];
        Assert.Equal(124, facts.Count);
        var all = default(ArmHwcaps);
        foreach (Dictionary<string, string> fact in facts)
        {
            ulong bit = 1UL << int.Parse(fact["bit"], CultureInfo.InvariantCulture);
            ArmHwcaps expected = fact["word"] switch { "AT_HWCAP" => new(bit, 0, 0), "AT_HWCAP2" => new(0, bit, 0), _ => new(0, 0, bit) };
            Assert.True(ArmHwcaps.TryFind(fact["name"], out ArmHwcaps found));
            Assert.Equal(expected, found);
            Assert.Equal(fact["name"], Assert.Single(found.GetNames()));
            all = all.Union(found);

            // A bit is on exactly where its field reaches the value.
            if (fact["field"].Length > 0)
            {
                ArmField field = ArmFieldTests.Find($"{fact["register"]}.{fact["field"]}");
                for (uint value = 0; value <= field.MaximumValue; value++)
                {
                    ArmIdRegisters registers = ArmIdRegisters.Zero.With(field.Register, (ulong)value << field.Shift);
                    int number = field.IsSigned && value > field.MaximumValue / 2 ? (int)value - (int)field.MaximumValue - 1 : (int)value;
                    Assert.True(number >= int.Parse(fact["min_value"], CultureInfo.InvariantCulture) == ArmHwcaps.FromRegisters(registers).Contains(found), $"{fact["name"]} {value}");
                }
            }
        }

        Assert.Equal(facts.Select(static fact => fact["name"]), all.GetNames());
        Assert.Equal(default, all.GetUnknown());
        Assert.Equal(new ArmHwcaps(1UL << 48, 0, 1UL << 63), all.Union(new ArmHwcaps(1UL << 48, 0, 1UL << 63)).GetUnknown());
    }

    /// <summary>The words of a Cortex-A72 as Linux shows them on such boards, without the services of Linux.</summary>
    [Fact]
    public void FromRegisters_Models_HaveTheWordsOfTheirProcessors()
    {
        Assert.Equal("fp asimd aes pmull sha1 sha2 crc32", ArmHwcaps.FromRegisters(CpuModels.Arm.Parse("cortex-a72").GetIdRegisters()).ToString());
        Assert.Equal(
            "fp asimd aes pmull sha1 sha2 crc32 atomics fphp asimdhp asimdrdm lrcpc dcpop asimddp",
            ArmHwcaps.FromRegisters(CpuModels.Arm.Parse("cortex-a76").GetIdRegisters()).ToString().Replace(" ssbs", "", StringComparison.Ordinal));
        Assert.Contains("paca pacg", ArmHwcaps.FromRegisters(CpuModels.Arm.Parse("max,pauth-qarma3=on").GetIdRegisters()).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("pac", ArmHwcaps.FromRegisters(CpuModels.Arm.Parse("max,pauth=off").GetIdRegisters()).ToString(), StringComparison.Ordinal);
    }

    /// <summary>The words give back what programs see of a model, but for values without a word and the algorithm of pointer authentication.</summary>
    [Fact]
    public void ToFacilities_WordsOfAModel_AreWithinItAndSayTheSameWords()
    {
        foreach (CpuModel model in CpuModels.Arm.NamedModels)
        {
            ArmHwcaps words = ArmHwcaps.FromRegisters(model.GetIdRegisters());
            FacilitySet read = words.ToFacilities();
            Assert.True(read.IsSubsetOf(model.Facilities), model.Name);
            Assert.Equal(ArmFacilities.Close(read), read);
            IEnumerable<string> back = ArmHwcaps.FromRegisters(ArmIdRegisters.FromFacilities(read)).GetNames();
            Assert.Equal(words.GetNames().Where(static name => name is not ("paca" or "pacg")), back);
        }

        Assert.True(ArmHwcaps.TryFind("sme2p1", out ArmHwcaps sme));
        Assert.Equal([ArmFacility.Smfr0SmeverIs2.Index], sme.ToFacilities());
    }

    [Fact]
    public void Aliases_LinuxNames_AreOfTheFacilityOfTheirThreshold()
    {
        foreach (string name in ArmHwcaps.FromRegisters(CpuModels.Arm.Parse("max").GetIdRegisters()).GetNames())
        {
            if (CpuModels.Arm.Catalog.TryFind(name, out Facility facility, FacilityDialect.Linux))
            {
                Assert.True(ArmHwcaps.TryFind(name, out ArmHwcaps word));
                Assert.True(word.ToFacilities().Contains(facility.Index), name);
                Assert.True(CpuModels.Arm.Parse("max").Has(facility), name);
            }
            else
            {
                Assert.True(name.StartsWith("sme2", StringComparison.Ordinal) || name is "paca" or "pacg", name);
            }
        }
    }
}
