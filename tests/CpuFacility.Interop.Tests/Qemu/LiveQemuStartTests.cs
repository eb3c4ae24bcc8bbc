using System.Text.Json;
using CpuFacility.Testing;

namespace CpuFacility.Interop.Tests.Qemu;

/// <summary>
/// Expressions after <c>-cpu</c>, which QEMU switches from left to right, where QMP goes by its dictionary: started with a machine, QEMU tells what
/// its CPU then has.
/// </summary>
public class LiveQemuStartTests
{
    [SkippableTheory]
    [InlineData("max", "{group}=off,{member}=on")]
    [InlineData("max", "{member}=on,{group}=off")]
    [InlineData("max", "{group}=off,{member}=on,{group}=on")]
    [InlineData("max", "{member}=off,{group}=on,{member}=no")]
    [InlineData("qemu", "{member}=off,,{group}=y,")]
    [InlineData("z900", "esan3=off,esan3=on,zarch=off")]
    public void Parse_Expression_EqualsTheCpuThatQemuStarts(string name, string pattern)
    {
        CpuModelRegistry registry;
        using (LiveQemu asked = LiveQemu.Start())
        {
            registry = LiveModels.RegistryOf(asked);
        }

        string expression = Fill(registry, $"{name},{pattern}");
        CpuModel model = registry.Parse(expression, CpuModelSyntax.QemuExact);

        using LiveQemu qemu = LiveQemu.Start("-machine", "s390-ccw-virtio", "-S", "-cpu", expression);
        string path = GetCpuPath(qemu);
        IEnumerable<FacilityTerm> terms = registry.Vocabulary.Groups.Select(static group => group.Name)
            .Concat(registry.Vocabulary.Known.ToArray().Select(index => registry.Catalog.NameOf(registry.Catalog[index])))
            .Select(property => Find(registry, property));
        string[] differences = [.. terms
            .Where(term => IsOn(qemu, path, term.Name) != term.Facilities.IsSubsetOf(model.Facilities))
            .Select(static term => term.Name)];
        Assert.Empty(differences);
    }

    /// <summary>The same properties in another order are another CPU: without this the test above would not tell left to right from QMP's order.</summary>
    [Fact]
    public void Parse_OtherOrder_IsAnotherModel()
    {
        CpuModelRegistry registry = CpuModels.S390x;
        CpuModel[] models = [.. ((string[])["max,{group}=off,{member}=on", "max,{member}=on,{group}=off"]).Select(pattern => registry.Parse(Fill(registry, pattern)))];
        Assert.NotEqual(models[0], models[1]);
    }

    [SkippableTheory]
    [InlineData("z14")]
    [InlineData("zEC12-base")]
    [InlineData("gen15a,msa5=off,vx=off,vx=on")]
    public void CheckMigrationTo_Emulator_LacksWhatQemuRefusesToStartFor(string expression)
    {
        CpuModelRegistry registry;
        using (LiveQemu asked = LiveQemu.Start())
        {
            registry = LiveModels.RegistryOf(asked);
        }

        InvalidOperationException refusal = Assert.Throws<InvalidOperationException>(
            () => LiveQemu.Start("-machine", "s390-ccw-virtio", "-S", "-cpu", expression).Dispose());
        const string Begin = "not available in the configuration: ";
        string words = refusal.Message[(refusal.Message.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)..].Split('\n')[0];

        // QEMU puts each name before those that it has found already: its list is the report's backwards.
        CompatibilityReport report = registry.Parse(expression, CpuModelSyntax.QemuExact).CheckMigrationTo(registry.Parse("max"));
        Assert.Equal(
            words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Reverse(),
            report.Reasons.Select(static reason => reason.Property));
    }

    /// <summary>Names a group that the emulator has all of, so that every order can be started, and one of its members.</summary>
    private static string Fill(CpuModelRegistry registry, string pattern)
    {
        CpuModel emulator = registry.Parse("max");
        FacilityGroup group = registry.Vocabulary.Groups.First(group => group.Members.Count > 1 && group.Members.IsSubsetOf(emulator.Facilities));
        string member = registry.Catalog.NameOf(registry.Catalog[group.Members.HighestIndex]);
        return pattern.Replace("{group}", group.Name, StringComparison.Ordinal).Replace("{member}", member, StringComparison.Ordinal);
    }

    private static string GetCpuPath(LiveQemu qemu)
    {
        using JsonDocument reply = qemu.Execute("query-cpus-fast");
        return reply.RootElement.GetProperty("return")[0].GetProperty("qom-path").GetString()!;
    }

    private static bool IsOn(LiveQemu qemu, string path, string property)
    {
        using JsonDocument reply = qemu.Execute("qom-get", writer =>
        {
            writer.WriteString("path", path);
            writer.WriteString("property", property);
        });
        return reply.RootElement.GetProperty("return").GetBoolean();
    }

    private static FacilityTerm Find(CpuModelRegistry registry, string name)
    {
        Assert.True(registry.Vocabulary.TryFind(name, out FacilityTerm term));
        return term;
    }
}
