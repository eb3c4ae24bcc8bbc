using CpuFacility.RiscV;
using CpuFacility.Testing;
using CpuFacility.Tests.Architectures.RiscV;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CpuFacility.Tests.Laws;

/// <summary>A set of RISC-V facilities with one width and one base, of many or few extensions.</summary>
/// <param name="Facilities">The set.</param>
public readonly record struct RiscVSet(FacilitySet Facilities);

/// <summary>A text like an ISA string, right or nearly so.</summary>
/// <param name="Text">The text.</param>
public readonly record struct RiscVText(string Text);

/// <summary>Values with few different numbers, so that they are often equal.</summary>
/// <param name="Identity">Width and values.</param>
public readonly record struct RiscVNumbers(RiscVIdentity Identity);

/// <summary>The generators of the laws.</summary>
public static class RiscVGenerators
{
    private static readonly string[] Parts =
        ["rv64", "rv32", "i", "e", "g", "m", "a", "f", "d", "c", "su", "s", "h", "p", "_", "_", "_", "__", "zba", "zicsr", "zicsr2p0", "zvl128b", "zvl100b", "sstc", "xbar", "ime", "Z", "1", "1p0", "-", "\0", "é"];

    public static Arbitrary<RiscVSet> Sets() => Arb.From(Gen.ArrayOf(Gen.Choose(0, CpuModels.RiscV.Catalog.Count - 1), 40).SelectMany(
        static _ => Gen.Choose(0, 39),
        static (indexes, count) => new RiscVSet(Complete(indexes.Take(count + 1), indexes[0]))));

    public static Arbitrary<RiscVText> Texts() => Arb.From(Gen.Elements(Parts).NonEmptyListOf().SelectMany(
        static _ => Gen.Elements("rv64i", "rv32imac_", "rv64gc_", ""),
        static (parts, start) => new RiscVText(start + string.Concat(parts))));

    public static Arbitrary<RiscVNumbers> Numbers()
    {
        Gen<uint> number = Gen.Elements(0u, 64u, 128u);
        return Arb.From(Gen.ArrayOf(number, 5).SelectMany(static _ => Gen.Elements(64, 64, 64, 32), static (n, xlen) => new RiscVNumbers(new RiscVIdentity(xlen, new RiscVValues
        {
            VectorLength = n[0],
            ElementLength = n[1],
            ManagementBlockSize = n[2],
            PrefetchBlockSize = n[3],
            ZeroBlockSize = n[4],
        }))));
    }

    private static FacilitySet Complete(IEnumerable<int> indexes, int seed)
    {
        FacilitySet some = FacilitySet.Create([.. indexes]).Except(NamedExtensions.Parse("rv32 rv64 rv128 i e mmu pmp s u"));
        string[] widths = ["rv32", "rv64", "rv128"];
        return some.Union(NamedExtensions.Set(widths[seed % 3], seed % 5 == 0 ? "e" : "i"));
    }
}

/// <summary>What must hold for closure, ISA strings and values, on generated sets and texts.</summary>
[Properties(Arbitrary = [typeof(RiscVGenerators)])]
public class RiscVLaws
{
    [Law]
    public void Close_AnySet_IsThatOfTheNames(RiscVSet any)
    {
        FacilitySet closed = RiscVFacilities.Close(any.Facilities);
        Assert.Equal(NamedExtensions.Close(NamedExtensions.Of(any.Facilities)).Order(), NamedExtensions.Of(closed).Order());
        Assert.Equal(closed, RiscVFacilities.Close(closed));
    }

    [Law]
    public void Close_TwoSets_KeepsOrder(RiscVSet first, RiscVSet second) =>
        Assert.True(RiscVFacilities.Close(first.Facilities).IsSubsetOf(RiscVFacilities.Close(first.Facilities.Union(second.Facilities))));

    [Law]
    public void Reduce_AnySet_ClosesToTheSameAndHasNothingToSpare(RiscVSet any)
    {
        FacilitySet reduced = RiscVFacilities.Reduce(any.Facilities);
        Assert.Equal(RiscVFacilities.Close(any.Facilities), RiscVFacilities.Close(reduced));
        HashSet<string> names = NamedExtensions.Of(reduced);
        Assert.All(names, name => Assert.DoesNotContain(name, NamedExtensions.Close(names.Where(other => other != name))));
    }

    [Law]
    public void ToString_AnySet_IsReadBack(RiscVSet any)
    {
        string text = RiscVIsaString.FromFacilities(any.Facilities).ToString();
        RiscVIsaString read = RiscVIsaString.Parse(text);
        Assert.Equal(any.Facilities, read.Facilities);
        Assert.Empty(read.UnknownExtensions);
        Assert.Equal(text, read.ToString());
        Assert.Equal(read.Facilities, RiscVIsaString.Parse(text.ToUpperInvariant()).Facilities);
    }

    /// <summary>The two properties of a device tree say what one ISA string says.</summary>
    [Law]
    public void TryReadDeviceTree_AnySet_IsTheIsaString(RiscVSet any)
    {
        RiscVIsaString isa = RiscVIsaString.FromFacilities(any.Facilities);
        string isaBase = isa.ToString()[..(isa.Xlen == 128 ? 6 : 5)];
        Assert.True(RiscVIsaString.TryReadDeviceTree(isaBase, string.Concat(isa.GetExtensions().Select(static name => name + "\0")), out RiscVIsaString? read, out FacilityFormatError error), error.ToString());
        Assert.Equal(isa.ToString(), read.ToString());
    }

    /// <summary>No text stops the reader: what it takes is written so that it is read again, and what it refuses has a place.</summary>
    [Law]
    public void TryParse_AnyText_IsReadBackOrHasAPosition(RiscVText any)
    {
        if (RiscVIsaString.TryParse(any.Text, out RiscVIsaString? isa, out FacilityFormatError error))
        {
            RiscVIsaString again = RiscVIsaString.Parse(isa.ToString());
            Assert.Equal(isa.ToString(), again.ToString());
            Assert.Equal(isa.UnknownExtensions.ToArray(), again.UnknownExtensions.ToArray());
            Assert.Equal(isa.MinimumVectorLength, again.MinimumVectorLength);
            Assert.Equal(isa.Facilities.Except(NamedExtensions.Parse("s u")), again.Facilities);
        }
        else
        {
            Assert.InRange(error.Position, 0, any.Text.Length);
            Assert.EndsWith(".", error.Reason, StringComparison.Ordinal);
        }
    }

    /// <summary>Identities are a partial order in which the common one is the greatest lower bound.</summary>
    [Law]
    public void GetRelation_AnyIdentities_AreAPartialOrder(RiscVNumbers a, RiscVNumbers b, RiscVNumbers c)
    {
        Assert.Equal(CpuIdentityRelation.Same, a.Identity.GetRelation(a.Identity));
        Assert.Equal(a.Identity.Equals(b.Identity), a.Identity.GetRelation(b.Identity) == CpuIdentityRelation.Same);
        Assert.Equal(IsWithin(a, b), IsOldest(a.Identity, b.Identity));
        Assert.Equal(a.Identity.Xlen == b.Identity.Xlen, a.Identity.GetCommon(b.Identity) is not null);
        Assert.Equal(a.Identity.GetCommon(b.Identity), b.Identity.GetCommon(a.Identity));
        if (a.Identity.GetCommon(b.Identity) is { } common)
        {
            Assert.True(IsOldest(common, a.Identity) && IsOldest(common, b.Identity));
            Assert.Equal(IsOldest(c.Identity, a.Identity) && IsOldest(c.Identity, b.Identity), IsOldest(c.Identity, common));
        }
    }

    private static bool IsOldest(CpuIdentity first, CpuIdentity second) => first.GetRelation(second) is CpuIdentityRelation.Same or CpuIdentityRelation.Older;

    /// <summary>The rule in other words: a guest of the first numbers on a host of the second.</summary>
    private static bool IsWithin(RiscVNumbers guest, RiscVNumbers host)
    {
        (RiscVValues a, RiscVValues b) = (guest.Identity.Values, host.Identity.Values);
        uint[] asked = [a.VectorLength, a.ManagementBlockSize, a.PrefetchBlockSize, a.ZeroBlockSize];
        uint[] given = [b.VectorLength, b.ManagementBlockSize, b.PrefetchBlockSize, b.ZeroBlockSize];
        return guest.Identity.Xlen == host.Identity.Xlen && a.ElementLength <= b.ElementLength
            && asked.Zip(given).All(static pair => pair.First is 0 || pair.First == pair.Second);
    }
}
