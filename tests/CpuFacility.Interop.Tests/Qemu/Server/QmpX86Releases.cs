using System.Globalization;
using System.Text;
using System.Text.Json;
using CpuFacility.Testing;

namespace CpuFacility.Interop.Tests.Qemu.Server;

/// <summary>What may differ between QEMU 7.2 and the edition, which is QEMU 11.1, in answers to the same question about x86.</summary>
internal static class QmpX86Releases
{
    /// <summary>The names of models with the differences that these have between the releases, from the repository's own list.</summary>
    public static readonly Lazy<IReadOnlySet<string>> ChangedModels = new(static () =>
        File.ReadLines(ApprovedPath).Select(static line => line.Split(':')[0]).ToHashSet(StringComparer.Ordinal));

    public static string ApprovedPath => RepositoryFolder.Locate("tests", "CpuFacility.Interop.Tests", "Qemu", "Server", "x86-7.2-differences.approved.txt");

    /// <summary>What features beside those of 7.2's rules need; QEMU 9.2 brought these rules.</summary>
    private static readonly string[] NeedSgx =
        [.. CpuModels.X86.Catalog.Dependencies
            .Where(static row => CpuModels.X86.Catalog.NameOf(row.Required) == "sgx")
            .Select(static row => CpuModels.X86.Catalog.NameOf(row.Dependent))];

    /// <summary>
    /// The differences in a static expansion that no newer rule explains. The edition looks at virtual performance counters, which are off unless
    /// asked for, before it lets <c>pdcm</c> be, has what belongs to SGX only with <c>sgx</c>, and describes caches anew.
    /// </summary>
    /// <param name="theirs">The properties in the answer of QEMU 7.2.</param>
    /// <param name="ours">The properties in our answer.</param>
    public static IEnumerable<string> Unexplained(JsonElement theirs, JsonElement ours)
    {
        bool hasSgx = theirs.TryGetProperty("sgx", out JsonElement sgx) && sgx.GetBoolean();
        foreach (string difference in QmpX86Session.Differences(theirs, ours))
        {
            string[] words = difference.Split(' ');
            bool isExplained = words is [_, "true", "false"]
                && (words[0] is "pdcm" or "legacy-cache" or "arch-lbr" or "full-width-write" || (!hasSgx && NeedSgx.Contains(words[0])));
            if (!isExplained)
            {
                yield return difference;
            }
        }
    }

    /// <summary>A random question about a model whose features have not changed, with features switched that both releases know.</summary>
    public static byte[] NextQuestion(Random random, IReadOnlyList<string> models, IReadOnlyList<string> features)
    {
        // What belongs to SGX without it would raise levels in 7.2 alone.
        bool hasSgx = random.Next(4) == 0;
        var props = new StringBuilder(hasSgx ? "\"sgx\":true," : "");
        features = [.. features.Where(name => name != "sgx" && (hasSgx || !NeedSgx.Contains(name)))];
        int given = random.Next(3) == 0 ? features.Count : random.Next(40);
        int onOf8 = random.Next(9);
        foreach (string name in random.GetItems([.. features], given).Distinct())
        {
            props.Append(CultureInfo.InvariantCulture, $"\"{name}\":{(random.Next(8) < onOf8 ? "true" : "false")},");
        }

        foreach (string name in (string[])["vmx", "vmx-secondary-ctls", "svm", "arch-capabilities"])
        {
            if (random.Next(2) == 0 && !props.ToString().Contains($"\"{name}\"", StringComparison.Ordinal))
            {
                props.Append(CultureInfo.InvariantCulture, $"\"{name}\":true,");
            }
        }

        string model = models[random.Next(models.Count)];
        return QmpRequests.Expansion("static", $"{{\"name\":\"{model}\",\"props\":{{{props.ToString().TrimEnd(',')}}}}}");
    }
}
