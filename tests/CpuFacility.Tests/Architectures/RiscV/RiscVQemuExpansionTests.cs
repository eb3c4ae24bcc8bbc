using System.Text.Json;
using CpuFacility.RiscV;
using CpuFacility.Testing;

namespace CpuFacility.Tests.Architectures.RiscV;

/// <summary>QEMU's expansions of RISC-V models, beside recorded answers of QEMU 11.1.3.</summary>
public class RiscVQemuExpansionTests
{
    [SkippableFact]
    public void TryExpand_EachModelAlone_IsTheRecordedAnswer()
    {
        using JsonDocument replies = JsonDocument.Parse(File.ReadAllText(SharedFolder.Require("facts", "qmp", "riscv64.json")));
        int count = 0;
        foreach (JsonProperty reply in replies.RootElement.GetProperty("expansion_fresh_process").EnumerateObject())
        {
            JsonElement model = reply.Value.GetProperty("return").GetProperty("model");
            Check(model.GetProperty("name").GetString()!, default, default, [.. model.GetProperty("props").EnumerateObject()
                .Where(static property => property.Value.GetBoolean()).Select(static property => property.Name)]);
            Assert.Equal(
                model.GetProperty("props").EnumerateObject().Select(static property => property.Name).Order(StringComparer.Ordinal),
                Names(RiscVQemuExpansion.Listed)
                    .Concat(RiscVProfile.All.Select(static profile => profile.QemuProperty).OfType<string>())
                    .Order(StringComparer.Ordinal));
            count++;
        }

        Assert.Equal(28, count);
    }

    /// <summary>The first question of a process is answered without what QEMU keeps from one to the next.</summary>
    [SkippableFact]
    public void TryExpand_FirstQuestionsOfRecordedProcesses_AreAnsweredSo()
    {
        using JsonDocument recorded = JsonDocument.Parse(File.ReadAllText(SharedFolder.Require("facts", "qmp", "riscv64-order.json")));
        int withProperties = 0;
        foreach (JsonElement process in recorded.RootElement.EnumerateArray())
        {
            JsonElement first = process.GetProperty("sequence")[0];
            (FacilitySet on, FacilitySet off) = (default, default);
            foreach (JsonProperty property in first[1].EnumerateObject())
            {
                withProperties++;
                RiscVProfile? profile = RiscVProfile.All.FirstOrDefault(profile => profile.QemuProperty == property.Name);
                FacilitySet set = profile is null ? NamedExtensions.Parse(property.Name) : RiscVQemuExpansion.GetSwitched(profile);
                (on, off) = property.Value.GetBoolean() ? (on.Union(set), off.Except(set)) : (on.Except(set), off.Union(set));
            }

            Check(first[0].GetString()!, on, off, [.. process.GetProperty("true_props")[0].EnumerateArray().Select(static name => name.GetString()!)]);
        }

        Assert.Equal(6, withProperties);
    }

    private static void Check(string model, in FacilitySet on, in FacilitySet off, string[] expected)
    {
        Assert.True(CpuModels.RiscV.TryFind(model, out CpuModel? found), model);
        Assert.True(RiscVQemuExpansion.TryExpand(found.Definition, on, off, out FacilitySet facilities, out string? refusal), $"{model}: {refusal}");
        FacilitySet all = facilities;
        IEnumerable<string> actual = Names(facilities.Intersect(RiscVQemuExpansion.Listed))
            .Concat(RiscVProfile.All.Where(profile => profile.QemuProperty is not null && RiscVQemuExpansion.HasProfile(all, profile)).Select(static profile => profile.QemuProperty!));
        Assert.True(expected.ToHashSet().SetEquals(actual), $"{model}: missing {string.Join(' ', expected.Except(actual))}, too much {string.Join(' ', actual.Except(expected))}");
    }

    private static IEnumerable<string> Names(FacilitySet facilities) => CpuModels.RiscV.Catalog.Data.Names.Where((_, index) => facilities.Contains(index));
}
