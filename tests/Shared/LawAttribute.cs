using System.Globalization;
using FsCheck.Xunit;

namespace CpuFacility.Testing;

/// <summary>
/// A property checked on 10,000 generated cases, or as many as the environment variable <c>CPUFACILITY_LAW_CASES</c> says. A failure
/// prints the seed; set <c>Replay</c> to see it again. The generators are named on the class, by <c>[Properties(Arbitrary = ...)]</c>.
/// </summary>
public sealed class LawAttribute : PropertyAttribute
{
    public LawAttribute()
    {
        MaxTest = int.TryParse(
            Environment.GetEnvironmentVariable("CPUFACILITY_LAW_CASES"), NumberStyles.None, CultureInfo.InvariantCulture, out int cases)
            ? cases
            : 10_000;
    }
}
