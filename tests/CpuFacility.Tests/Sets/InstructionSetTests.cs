using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CpuFacility.Tests.Sets;

/// <summary>
/// A leg of CI that switches an instruction set off, and is ignored by the runtime, would repeat another leg and show nothing. Each leg
/// therefore names in <c>CPUFACILITY_EXPECT</c> what it believes to run on.
/// </summary>
[Trait("Category", "InstructionSet")]
public class InstructionSetTests
{
    private const string Variable = "CPUFACILITY_EXPECT";

    [Fact]
    public void Expectation_OfThisRun_IsWhatTheRuntimeUses()
    {
        switch (Environment.GetEnvironmentVariable(Variable))
        {
            case null or "":
                break;
            case "avx2":
                Assert.True(Avx2.IsSupported);
                Assert.True(Vector256.IsHardwareAccelerated);
                break;
            case "no-avx512":
                Assert.False(Avx512F.IsSupported);
                Assert.False(Vector512.IsHardwareAccelerated);
                Assert.True(Avx2.IsSupported);
                Assert.True(Vector256.IsHardwareAccelerated);
                break;
            case "no-avx2":
                Assert.False(Avx2.IsSupported);
                Assert.False(Vector256.IsHardwareAccelerated);
                Assert.True(Vector128.IsHardwareAccelerated);
                break;
            case "no-intrinsics":
                Assert.False(Vector256.IsHardwareAccelerated);
                Assert.False(Vector128.IsHardwareAccelerated);
                break;
            case var other:
                Assert.Fail($"{Variable} is '{other}'; it must be unset, avx2, no-avx512, no-avx2 or no-intrinsics.");
                break;
        }
    }

    /// <summary>The set's members take the vector path with Vector128 alone: which one a leg takes follows from its name.</summary>
    [Fact]
    public void Path_OfThisRun_IsTheExpectedOne()
    {
        bool? isVector = Environment.GetEnvironmentVariable(Variable) switch
        {
            "avx2" or "no-avx512" or "no-avx2" => true,
            "no-intrinsics" => false,
            _ => null,
        };
        Assert.Equal(isVector ?? FacilitySet.IsVectorPath, FacilitySet.IsVectorPath);
    }

    [Fact]
    public void Vector256_WhenAccelerated_Vector128IsToo() =>
        // The one test that the set's members make covers both widths only because of this.
        Assert.True(Vector128.IsHardwareAccelerated || !Vector256.IsHardwareAccelerated);
}
