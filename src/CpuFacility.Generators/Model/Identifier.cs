using System.Text;

namespace CpuFacility.Generators.Model;

/// <summary>Turns published names into C# identifiers.</summary>
internal static class Identifier
{
    /// <summary>Members that every class has: hiding them is a warning, and calling them a surprise.</summary>
    private static readonly HashSet<string> Inherited = new(StringComparer.Ordinal)
    {
        "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString",
    };

    /// <summary>Names that the generated class has already, for checks of the names that rows add.</summary>
    public static Dictionary<string, string> Taken(params string[] names) =>
        names.ToDictionary(name => name, _ => "the class that it would be in", StringComparer.Ordinal);

    /// <summary>
    /// The Pascal-case form: <c>msa-base</c> is <c>MsaBase</c>, <c>SCLP_CPU</c> is <c>SclpCpu</c>. An underscore stays where two
    /// digits would meet (<c>kimd-sha3-224</c> is <c>KimdSha3_224</c>), so that two names do not run together.
    /// </summary>
    public static string FromName(string name)
    {
        var result = new StringBuilder(name.Length);
        bool startsPart = true;
        foreach (char c in name)
        {
            if (!IsLetterOrDigit(c))
            {
                startsPart = true;
                continue;
            }

            if (startsPart && result.Length > 0 && IsDigit(c) && IsDigit(result[result.Length - 1]))
            {
                result.Append('_');
            }

            result.Append(startsPart ? char.ToUpperInvariant(c) : char.ToLowerInvariant(c));
            startsPart = false;
        }

        return result.ToString();
    }

    /// <summary>Whether the text can name a generated member.</summary>
    public static bool IsValid(string text) =>
        text.Length > 0 && text[0] is >= 'A' and <= 'Z' && text.All(c => IsLetterOrDigit(c) || c == '_') && !Inherited.Contains(text);

    /// <summary>Whether the text can be a published name: no character that separates names in expressions, lists and files.</summary>
    public static bool IsName(string text) => text.Length > 0 && text.All(c => IsLetterOrDigit(c) || c is '.' or '_' or '+' or '-');

    private static bool IsLetterOrDigit(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') || IsDigit(c);

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
