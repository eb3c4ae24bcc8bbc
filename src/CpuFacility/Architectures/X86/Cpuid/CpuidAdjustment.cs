namespace CpuFacility.X86;

/// <summary>A line that had to change because features were taken away, beside their own bits.</summary>
/// <param name="Before">The line without the features, and otherwise as the host has it.</param>
/// <param name="After">The line as the guest sees it.</param>
/// <param name="Sentence">Why, in English.</param>
public readonly record struct CpuidAdjustment(CpuidEntry Before, CpuidEntry After, string Sentence)
{
    /// <summary>The sentence.</summary>
    public override string ToString() => Sentence;
}
