using System.Collections.Immutable;
using System.Globalization;

namespace CpuFacility.X86;

/// <summary>Family and model, and the steppings, by which libvirt recognizes a processor of a definition.</summary>
/// <param name="Family">The family.</param>
/// <param name="Model">The model.</param>
/// <param name="FirstStepping">The first stepping that is meant.</param>
/// <param name="LastStepping">The last stepping that is meant: 15 if there is no end.</param>
public readonly record struct X86SignatureRange(int Family, int Model, int FirstStepping, int LastStepping)
{
    /// <summary>Whether a signature is within the range.</summary>
    /// <param name="signature">The signature.</param>
    public bool Contains(X86Signature signature) =>
        signature.Family == Family && signature.Model == Model
        && signature.Stepping >= FirstStepping && signature.Stepping <= LastStepping;

    /// <summary>As in <c>6/85/0-4</c>, or <c>6/44</c> for all steppings.</summary>
    public override string ToString() => FirstStepping == 0 && LastStepping == 15
        ? string.Create(CultureInfo.InvariantCulture, $"{Family}/{Model}")
        : string.Create(CultureInfo.InvariantCulture, $"{Family}/{Model}/{FirstStepping}-{LastStepping}");

    /// <summary>Reads the ranges of the table: <c>6/85/0-4 6/44/*</c>.</summary>
    internal static ImmutableArray<X86SignatureRange> ReadAll(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Read)];

    private static X86SignatureRange Read(string text)
    {
        string[] parts = text.Split('/');
        int[] steppings = parts[2] == "*" ? [0, 15] : [.. parts[2].Split('-').Select(Number)];
        return new X86SignatureRange(Number(parts[0]), Number(parts[1]), steppings[0], steppings[^1]);
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
