using System.Reflection;
using System.Text;
using PublicApiGenerator;

namespace CpuFacility.Testing;

/// <summary>Holds an assembly's public surface against the text approved in the repository.</summary>
internal static class ApprovedApi
{
    /// <summary>Set to 1, this environment variable makes the tests write the approved texts anew.</summary>
    public const string ApproveVariable = "CPUFACILITY_APPROVE";

    private static readonly ApiGeneratorOptions Options = new()
    {
        IncludeAssemblyAttributes = false,
        AllowNamespacePrefixes = ["System", "Microsoft"],
    };

    /// <summary>Fails with the lines that differ. <paramref name="file"/> is the approved text, by its parts from the root.</summary>
    public static void Check(Assembly assembly, params ReadOnlySpan<string> file)
    {
        string path = RepositoryFolder.Locate(file);
        string actual = assembly.GeneratePublicApi(Options).ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable(ApproveVariable) == "1")
        {
            File.WriteAllText(path, actual);
            return;
        }

        string approved = File.Exists(path) ? File.ReadAllText(path) : "";
        string difference = Difference(approved, actual);
        Assert.True(
            approved == actual,
            $"The public API of {assembly.GetName().Name} is not the approved one ('-' approved, '+' now):\n{difference}\n"
            + $"If that is meant, run the tests with {ApproveVariable}=1 and commit {string.Join('/', file)}.");
    }

    /// <summary>The lines of only one side, each with <c>-</c> (approved) or <c>+</c> (actual), in the order of the texts.</summary>
    public static string Difference(string approved, string actual)
    {
        string[] old = approved.Split('\n');
        string[] now = actual.Split('\n');

        // common[i, j] is the length of the longest common subsequence of old[i..] and now[j..].
        int[,] common = new int[old.Length + 1, now.Length + 1];
        for (int i = old.Length - 1; i >= 0; i--)
        {
            for (int j = now.Length - 1; j >= 0; j--)
            {
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var text = new StringBuilder();
        for (int i = 0, j = 0; i < old.Length || j < now.Length;)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j])
            {
                i++;
                j++;
            }
            else if (j == now.Length || (i < old.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                text.Append("- ").Append(old[i++]).Append('\n');
            }
            else
            {
                text.Append("+ ").Append(now[j++]).Append('\n');
            }
        }

        return text.ToString();
    }
}
