using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CpuFacility.Libvirt;

namespace CpuFacility.Tool;

/// <summary>What both of virsh's comparisons share: their options, and how they say what came out.</summary>
internal sealed class ComparisonOptions
{
    private ComparisonOptions(Option<bool> error, Option<bool> validate, Option<bool> explain)
    {
        (Error, Validate, Explain) = (error, validate, explain);
    }

    private Option<bool> Error { get; }

    private Option<bool> Validate { get; }

    private Option<bool> Explain { get; }

    public Symbol[] Symbols => [Error, Validate, Explain];

    public static ComparisonOptions Create() => new(
        LibvirtVerb.Flag("--error", "Report an error with the first reason if the CPUs are incompatible."),
        LibvirtVerb.Flag("--validate", "Refuse what is not in libvirt's schema of <cpu>."),
        LibvirtVerb.Flag("--explain", "Say every reason below the answer; virsh has no such option."));

    /// <summary>Compares the first definition of a file; virsh looks at no other.</summary>
    public LibvirtReply Answer(
        ParseResult result, LibvirtFile definitions, string path, ComparisonWords words, Func<LibvirtCpu, LibvirtComparison> compare)
    {
        string Say(string sentence) => string.Format(CultureInfo.InvariantCulture, sentence, path);
        LibvirtComparison comparison;
        try
        {
            comparison = compare(definitions.ParseFirst(result.GetValue(Validate)));
        }
        catch (LibvirtVerbException exception)
        {
            return LibvirtReply.Failed([Say(words.Failed), .. exception.Errors]);
        }

        bool isRefused = comparison.Verdict == LibvirtVerdict.Incompatible && result.GetValue(Error);
        string[] errors = comparison.Failure is LibvirtFailure failure ? [Say(words.Failed), failure.FullMessage]
            : isRefused ? [Say(words.Failed), $"the CPU is incompatible with host CPU: {comparison.Reasons[0]}"]
            : [];
        string output = errors.Length > 0 ? "" : Say(comparison.Verdict switch
        {
            LibvirtVerdict.Identical => words.Identical,
            LibvirtVerdict.Superset => words.Superset,
            _ => words.Incompatible,
        });
        if (result.GetValue(Explain))
        {
            output += string.Concat(comparison.Reasons.Select(static reason => $"  {reason}\n"));
        }

        return new LibvirtReply(comparison.IsCompatible, output, errors, json => Write(json, comparison, errors));
    }

    private static void Write(Utf8JsonWriter json, LibvirtComparison comparison, string[] errors)
    {
        json.WriteString("result", comparison.Verdict.ToString().ToLowerInvariant());
        json.WriteStartArray("reasons");
        foreach (LibvirtReason reason in comparison.Reasons)
        {
            json.WriteStartObject();
            json.WriteString("kind", JsonNamingPolicy.KebabCaseLower.ConvertName(reason.Kind.ToString()));
            json.WriteString("text", reason.ToString());
            json.WriteStrings("names", reason.Names);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStrings("errors", errors);
    }
}
