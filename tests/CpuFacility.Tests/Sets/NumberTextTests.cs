using System.Globalization;

namespace CpuFacility.Tests.Sets;

public class NumberTextTests
{
    [Theory]
    [InlineData("256", true)]
    [InlineData("256\0", false)]
    [InlineData("256\0\0", false)]
    [InlineData("\0256", false)]
    [InlineData("", false)]
    [InlineData(" 256", false)]
    [InlineData("4294967296", false)]
    public void TryParse_NulAndRange_AreNoNumber(string text, bool expected)
    {
        Assert.Equal(expected, NumberText.TryParse(text, NumberStyles.None, out uint number));
        Assert.Equal(expected ? 256u : 0, number);
    }

    /// <summary>Found by fuzzing: the value was taken, and what was written did not read back.</summary>
    [Theory]
    [InlineData(CpuArchitecture.RiscV, "rv64,v=on,vlen=256\0", 15)]
    [InlineData(CpuArchitecture.RiscV, "rv64,v=on,vlen=0x100\0", 15)]
    [InlineData(CpuArchitecture.X86, "qemu64,family=6\0", 14)]
    [InlineData(CpuArchitecture.X86, "qemu64,min-level=0xd\0", 17)]
    [InlineData(CpuArchitecture.S390x, "2964-ga2\0", 0)]
    public void TryParse_NulBehindANumberOfAnExpression_IsRefused(CpuArchitecture architecture, string expression, int position)
    {
        Assert.True(CpuModels.TryGet(architecture, out CpuModelRegistry? registry));
        Assert.True(registry.TryParse(expression.AsSpan(0, expression.Length - 1), out _, out _));
        Assert.False(registry.TryParse(expression, out _, out FacilityFormatError error));
        Assert.Equal(position, error.Position);
    }
}
