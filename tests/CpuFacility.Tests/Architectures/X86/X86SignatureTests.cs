using CpuFacility.Testing;
using CpuFacility.X86;
using FsCheck.Fluent;

namespace CpuFacility.Tests.Architectures.X86;

public class X86SignatureTests
{
    [Theory]
    [InlineData(0x000306C3u, 6, 60, 3)]
    [InlineData(0x00050654u, 6, 85, 4)]
    [InlineData(0x00800F12u, 23, 1, 2)]
    [InlineData(0x0FFF_0FFFu, 270, 255, 15)]
    [InlineData(0u, 0, 0, 0)]
    public void FromEax_KnownProcessors_FamilyModelStepping(uint eax, int family, int model, int stepping)
    {
        var signature = X86Signature.FromEax(eax);
        Assert.Equal((family, model, stepping), (signature.Family, signature.Model, signature.Stepping));
        Assert.Equal(eax, signature.ToEax());
        Assert.Equal(FormattableString.Invariant($"family {family} model {model} stepping {stepping}"), signature.ToString());
    }

    /// <summary>The bits that libvirt masks away, the processor's type among them, say nothing.</summary>
    [Law]
    public FsCheck.Property FromEax_AnyRegister_IsTheFormula() =>
        Prop.ForAll(Gen.Choose(int.MinValue, int.MaxValue).ToArbitrary(), static eax => IsTheFormula(unchecked((uint)eax)));

    [Law]
    public FsCheck.Property ToEax_EverySignature_ReadsBack() => Prop.ForAll(
        Gen.Choose(0, (271 * 256 * 16) - 1).ToArbitrary(), static number =>
        {
            var signature = new X86Signature(number / 4096, number / 16 % 256, number % 16);
            uint eax = signature.ToEax();
            return X86Signature.FromEax(eax) == signature
                && (eax & ~X86Signature.Mask) == 0
                && eax >> 20 == Math.Max(signature.Family - 15, 0)
                && (eax >> 8 & 15) == Math.Min(signature.Family, 15);
        });

    [Theory]
    [InlineData(-1, 0, 0, "family", "The family is 0 to 270.")]
    [InlineData(271, 0, 0, "family", "The family is 0 to 270.")]
    [InlineData(0, -1, 0, "model", "The model is 0 to 255.")]
    [InlineData(0, 256, 0, "model", "The model is 0 to 255.")]
    [InlineData(0, 0, -1, "stepping", "The stepping is 0 to 15.")]
    [InlineData(0, 0, 16, "stepping", "The stepping is 0 to 15.")]
    public void Constructor_OutsideARange_ThrowsAndNamesIt(int family, int model, int stepping, string parameter, string range)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new X86Signature(family, model, stepping));
        Assert.Equal(parameter, exception.ParamName);
        Assert.StartsWith(range, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Contains_Range_IsFamilyModelAndSteppings()
    {
        var some = new X86SignatureRange(6, 85, 0, 4);
        Assert.True(some.Contains(new X86Signature(6, 85, 0)) && some.Contains(new X86Signature(6, 85, 4)));
        Assert.False(some.Contains(new X86Signature(6, 85, 5)));
        Assert.False(some.Contains(new X86Signature(6, 84, 0)) || some.Contains(new X86Signature(7, 85, 0)));
        Assert.Equal("6/85/0-4", some.ToString());
        Assert.Equal("6/44", new X86SignatureRange(6, 44, 0, 15).ToString());
        Assert.False(new X86SignatureRange(6, 85, 5, 15).Contains(new X86Signature(6, 85, 4)));
    }

    [Fact]
    public void Recognizes_SteppingsOfOneModel_TellTheDefinitionsApart()
    {
        X86ModelDefinition skylake = Definition("Skylake-Server");
        X86ModelDefinition cascadelake = Definition("Cascadelake-Server");
        Assert.True(skylake.Recognizes("GenuineIntel", new X86Signature(6, 85, 4)));
        Assert.False(skylake.Recognizes("GenuineIntel", new X86Signature(6, 85, 5)));
        Assert.True(cascadelake.Recognizes("GenuineIntel", new X86Signature(6, 85, 7)));
        Assert.False(cascadelake.Recognizes("GenuineIntel", new X86Signature(6, 85, 4)));
        Assert.False(skylake.Recognizes("AuthenticAMD", new X86Signature(6, 85, 4)));
        Assert.False(Definition("qemu64").Recognizes("GenuineIntel", new X86Signature(6, 85, 4)));
    }

    private static bool IsTheFormula(uint eax)
    {
        var signature = X86Signature.FromEax(eax);
        uint masked = eax & 0x0FFF_3FFF;
        uint extendedFamily = masked / (1 << 20) % 256;
        uint family = masked / 256 % 16;
        uint extendedModel = masked / (1 << 16) % 16;
        return signature == X86Signature.FromEax(masked)
            && signature.Family == family + extendedFamily
            && signature.Model == (extendedModel * 16) + (masked / 16 % 16)
            && signature.Stepping == masked % 16;
    }

    private static X86ModelDefinition Definition(string name)
    {
        Assert.True(X86Editions.Libvirt.TryFindDefinition(name, out CpuModelDefinition? definition));
        return (X86ModelDefinition)definition;
    }
}
