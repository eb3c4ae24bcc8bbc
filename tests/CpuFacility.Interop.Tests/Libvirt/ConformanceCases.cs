using System.Text;
using System.Text.Json;
using CpuFacility.Libvirt;
using CpuFacility.Testing;
using Xunit.Abstractions;

namespace CpuFacility.Interop.Tests.Libvirt;

/// <summary>The answers of the real libvirt, where the shared folder has them.</summary>
internal sealed class ConformanceCases
{
    /// <summary>How many there are of each kind, so that a case that is lost does not go unnoticed.</summary>
    private static readonly Dictionary<string, Dictionary<string, int>> Counts = new()
    {
        ["libvirt-9.0"] = new()
        {
            ["compare"] = 32,
            ["guest-update"] = 12,
            ["baseline"] = 6,
            ["has-feature"] = 3,
            ["guest-cpu"] = 10,
            ["host-cpuid"] = 29,
            ["guest-cpuid"] = 38,
            ["signature"] = 29,
            ["json-model"] = 25,
            ["json-signature"] = 25,
            ["update-live"] = 25,
            ["cpuid-baseline"] = 3,
        },
        ["libvirt-12.8"] = new()
        {
            ["baseline"] = 341,
            ["baseline-features"] = 595,
            ["hypervisor-baseline"] = 619,
            ["hypervisor-compare"] = 497,
        },
    };

    private readonly string _folder;
    private readonly JsonElement _root;

    private ConformanceCases(string folder)
    {
        _folder = folder;
        using var document = JsonDocument.Parse(File.ReadAllText(SharedFolder.Require("conformance", folder, "cases.json")));
        _root = document.RootElement.Clone();
    }

    public static ConformanceCases Read(string folder) => new(folder);

    public string ReadFile(params ReadOnlySpan<string> name) => File.ReadAllText(SharedFolder.Require(["conformance", _folder, .. name]));

    /// <summary>Holds that there is no kind of case that no test asks for.</summary>
    public void CheckKinds() => Assert.Equal(
        Counts[_folder].Keys.Order(),
        _root.GetProperty("cases").EnumerateArray().Select(static row => row.GetProperty("kind").GetString()).Distinct().Order());

    /// <summary>Runs every case of a kind and holds that none is missing, and that all agree.</summary>
    public void Run(string kind, ITestOutputHelper output, Func<JsonElement, string?> findFault)
    {
        int count = 0;
        var faults = new List<string>();
        foreach (JsonElement row in _root.GetProperty("cases").EnumerateArray())
        {
            if (row.GetProperty("kind").GetString() == kind)
            {
                count++;
                if (findFault(row) is string fault)
                {
                    faults.Add($"{row.GetProperty("id").GetString()}: {fault}");
                }
            }
        }

        output.WriteLine($"{_folder} {kind}: {count - faults.Count} of {count} agree");
        Assert.Equal(Counts[_folder][kind], count);
        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(5)));
    }

    /// <summary>The last name of a member of <c>inputs</c>, as the text of its file.</summary>
    public string Input(JsonElement row, string name) => ReadFile("data", row.GetProperty("inputs").GetProperty(name).GetString()!);

    public string Output(JsonElement row) => ReadFile("data", row.GetProperty("expected_output").GetString()!);

    /// <summary>The models that a case allows: a list of names, or those of QEMU's second answer.</summary>
    public static System.Collections.Immutable.ImmutableArray<LibvirtHypervisorModel>? Models(JsonElement models, string? replies) => models.ValueKind switch
    {
        JsonValueKind.Array => [.. models.EnumerateArray().Select(static name => new LibvirtHypervisorModel(name.GetString()!))],
        JsonValueKind.String => LibvirtQemuReplies.ReadDefinitions(SplitReplies(replies!)[1]),
        _ => null,
    };

    /// <summary>Several JSON values one after the other.</summary>
    public static List<byte[]> SplitReplies(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var parts = new List<byte[]>();
        int start = 0;
        while (bytes.AsSpan(start).IndexOfAnyExcept(" \t\r\n"u8) is int space && space >= 0)
        {
            var reader = new Utf8JsonReader(bytes.AsSpan(start), isFinalBlock: false, state: default);
            reader.Read();
            Assert.True(reader.TrySkip());
            int end = start + (int)reader.BytesConsumed;
            parts.Add(bytes[start..end]);
            start = end;
        }

        return parts;
    }

    public static string? Compare(string expected, string? actual) =>
        expected.TrimEnd() == actual?.TrimEnd() ? null : $"expected\n{expected}\nbut was\n{actual}";
}
