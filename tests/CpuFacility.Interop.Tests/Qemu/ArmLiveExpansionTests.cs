using System.Globalization;
using System.Text.Json;
using CpuFacility.Testing;
using Xunit.Abstractions;

namespace CpuFacility.Interop.Tests.Qemu;

/// <summary>
/// Properties of Arm models as a real QEMU takes them: random switches of vector lengths, SVE, pointer authentication and the performance monitor,
/// asked of the installed QEMU and of the library.
/// </summary>
public class ArmLiveExpansionTests(ITestOutputHelper output)
{
    private const int Requests = 3_000;

    [SkippableTheory]
    [InlineData("max", 11_001)]
    [InlineData("a64fx", 11_002)]
    public void ExpandFull_RandomProperties_EqualsQemu(string model, int seed)
    {
        using LiveQemu qemu = LiveQemu.StartArm();
        var random = new Random(seed);
        HashSet<string> known = [.. Ask(qemu, model, [])!.Keys];
        (int answered, int refused) = (0, 0);
        for (int i = 0; i < Requests; i++)
        {
            (string Name, bool IsOn)[] properties = [.. Choose(random).Where(property => known.Contains(property.Name))];
            string expression = string.Join(',', [model, .. properties.Select(static property => $"{property.Name}={(property.IsOn ? "on" : "off")}")]);
            Dictionary<string, string>? expected = Ask(qemu, model, properties);
            bool isRead = CpuModels.Arm.TryParse(expression, out CpuModel? read, out FacilityFormatError error);
            Assert.True(isRead == expected is not null, $"{expression}: QEMU says {qemu.LastReply}, the library {error.Reason}");
            if (expected is null)
            {
                refused++;
                continue;
            }

            // A later release has further properties.
            Assert.Equal(
                expected.OrderBy(static property => property.Key, StringComparer.Ordinal),
                read!.ExpandFull().Properties.Where(property => known.Contains(property.Name)).Select(static property => KeyValuePair.Create(property.Name, property.Value)));
            answered++;
        }

        output.WriteLine($"{model}: {answered} requests were answered, {refused} refused, by QEMU {qemu.Release} and the library alike.");
        Assert.True(answered > Requests / 10 && refused > Requests / 10, $"{answered} answered, {refused} refused: one of them is not tested.");
    }

    /// <summary>Few lengths at once, as most sets of many are refused.</summary>
    private static IEnumerable<(string Name, bool IsOn)> Choose(Random random)
    {
        var lengths = new HashSet<int>();
        int count = random.Next(5);
        bool mostlyOn = random.Next(2) == 0;
        while (lengths.Count < count)
        {
            // Lengths that models have come more often than others.
            lengths.Add(random.Next(3) == 0 ? random.Next(1, 17) : 1 << random.Next(5));
        }

        foreach (int length in lengths)
        {
            yield return (string.Create(CultureInfo.InvariantCulture, $"sve{length * 128}"), random.Next(4) == 0 ? !mostlyOn : mostlyOn);
        }

        foreach ((string name, int oneIn) in new[] { ("sve", 8), ("pmu", 4), ("pauth", 4), ("pauth-impdef", 4) })
        {
            if (random.Next(oneIn) == 0)
            {
                yield return (name, random.Next(2) == 0);
            }
        }
    }

    /// <summary>QEMU's full expansion, or null if it refuses the properties.</summary>
    private static Dictionary<string, string>? Ask(LiveQemu qemu, string model, (string Name, bool IsOn)[] properties)
    {
        using JsonDocument reply = qemu.Execute("query-cpu-model-expansion", writer =>
        {
            writer.WriteString("type", "full");
            writer.WriteStartObject("model");
            writer.WriteString("name", model);
            writer.WriteStartObject("props");
            foreach ((string name, bool isOn) in properties)
            {
                writer.WriteBoolean(name, isOn);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        });
        return reply.RootElement.TryGetProperty("return", out JsonElement answer)
            ? answer.GetProperty("model").GetProperty("props").EnumerateObject().ToDictionary(
                static property => property.Name, static property => property.Value.GetBoolean() ? "on" : "off")
            : null;
    }
}
