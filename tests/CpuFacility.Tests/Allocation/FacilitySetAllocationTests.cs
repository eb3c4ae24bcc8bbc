namespace CpuFacility.Tests.Allocation;

/// <summary>Rule 8 of the design: the hot members of sets and masks allocate nothing.</summary>
public class FacilitySetAllocationTests
{
    private static readonly FacilitySet Left = FacilitySet.Parse("0-3,7,129,700-801,1023");
    private static readonly FacilitySet Right = FacilitySet.Parse("0-7,129,700-900,1023");
    private static readonly FacilityMask Mask = new(on: [7, 9], off: [0, 1, 900]);
    private static readonly FacilitySet[] Many = [Left, Right, Left | Right, Left & Right];
    private static readonly FacilitySetTable Table = FacilitySetTable.Create([.. Many, .. Many]);
    private static readonly byte[] Bytes = new byte[FacilitySet.ByteLength];
    private static readonly byte[] TooMany = new byte[FacilitySet.ByteLength + 1];
    private static readonly char[] Text = new char[3000];
    private static readonly int[] Counts = new int[FacilitySet.Capacity];
    private static FacilitySet _set;
    private static FacilityMask _mask;
    private static bool _flag;
    private static int _number;
    private static UInt128 _hash;

    /// <summary>One action for each hot member.</summary>
    private static readonly Dictionary<string, Action> HotMembers = new()
    {
        ["Create"] = static () => _set = [0, 5, 1023],
        ["CreateRange"] = static () => _set = FacilitySet.CreateRange(5, 700),
        ["Contains"] = static () => _flag = Left.Contains(700),
        ["With and Without"] = static () => _set = Left.With(9).Without(7),
        ["Operators"] = static () => _set = ((Left | Right) ^ (Left & Right)) - Left,
        ["IsSubsetOf"] = static () => _flag = Left.IsSubsetOf(in Right) | Left.IsProperSubsetOf(in Right),
        ["IsSupersetOf"] = static () => _flag = Left.IsSupersetOf(in Right) | Left.IsProperSupersetOf(in Right),
        ["Overlaps"] = static () => _flag = Left.Overlaps(in Right),
        ["Equals"] = static () => _flag = Left.Equals(in Right) | (Left == Right),
        ["Equals through EqualityComparer"] = static () => _flag = EqualityComparer<FacilitySet>.Default.Equals(Left, Right),
        ["GetRelation"] = static () => _number = (int)Left.GetRelation(in Right),
        ["GetHashCode"] = static () => _number = Left.GetHashCode(),
        ["GetStableHash"] = static () => _hash = Left.GetStableHash(),
        ["Count"] = static () => _number = Left.Count + Left.LowestIndex + Left.HighestIndex + (Left.IsEmpty ? 1 : 0),
        ["Enumeration"] = static () =>
        {
            foreach (int index in Left)
            {
                _number += index;
            }
        },
        ["CopyTo"] = static () => _number = Left.CopyTo(Counts),
        ["Builder"] = static () =>
        {
            FacilitySet.Builder builder = Left.ToBuilder();
            builder.Add(5);
            builder.AddRange(8, 3);
            builder.Remove(0);
            builder.UnionWith(in Right);
            builder.ExceptWith(in Left);
            builder.IntersectWith(in Right);
            builder.SymmetricExceptWith(in Left);
            builder.AddRange([4, 1000]);
            _flag = builder.Contains(5) | builder.IsEmpty | builder.Count == 0;
            _set = builder.ToFacilitySet();
        },
        ["Bytes"] = static () =>
        {
            Left.WriteBytes(Bytes);
            _set = FacilitySet.FromBytes(Bytes);
            _flag = Left.TryWriteBytes(Bytes, out _) && FacilitySet.TryFromBytes(Bytes, out _set, out _);
        },
        ["Bytes with an error"] = static () => _flag = FacilitySet.TryFromBytes(new ReadOnlySpan<byte>(TooMany), out _set, out _),
        ["Range text"] = static () =>
        {
            Left.TryFormat(Text, out int length);
            _set = FacilitySet.Parse(Text.AsSpan(0, length));
        },
        ["Hexadecimal text"] = static () =>
        {
            Left.TryFormat(Text, out int length, "x");
            _set = FacilitySet.Parse(Text.AsSpan(0, length));
        },
        ["UTF-8 text"] = static () =>
        {
            Left.TryFormat(Bytes, out int length);
            _set = FacilitySet.Parse(Bytes.AsSpan(0, length));
        },
        ["Text with an error"] = static () => _flag = FacilitySet.TryParse("0-3,junk", out _set, out _),
        ["Mask: Apply and Matches"] = static () => _flag = Mask.Matches(Mask.Apply(in Left)),
        ["Mask: queries"] = static () =>
            _flag = Mask.On.IsEmpty | Mask.Off.IsEmpty | Mask.Care.IsEmpty | Mask.IsEmpty | Mask[7] == FacilityMaskState.On,
        ["Mask: equality"] = static () =>
        {
            _flag = Mask.Equals(in _mask) | Mask == default | EqualityComparer<FacilityMask>.Default.Equals(Mask, default);
            _number = Mask.GetHashCode();
        },
        ["Mask: With and FromValueAndCare"] = static () =>
            _mask = FacilityMask.FromValueAndCare(in Left, in Left).With(5, FacilityMaskState.Off),
        ["Mask: conflict"] = static () => _flag = Mask.TryCombine(new FacilityMask([0], [7]), out _mask) | Mask.ConflictsWith(in Mask).IsEmpty,
        ["Mask: Between, Then and Combine"] = static () => _mask = FacilityMask.Between(in Left, in Right).Then(in Mask).Combine(default),
        ["Mask: text"] = static () =>
        {
            Mask.TryFormat(Text, out int length);
            FacilityMask.TryParse(Text.AsSpan(0, length), out _mask, out _);
        },
        ["IntersectAll and UnionAll"] = static () => _set = FacilitySets.IntersectAll(Many) | FacilitySets.UnionAll(Many),
        ["CountContaining and FindContaining"] = static () =>
            _number = FacilitySets.CountContaining(Many, in Left) + FacilitySets.FindContaining(Many, in Left, Counts),
        ["CountEach"] = static () => FacilitySets.CountEach(Many, Counts),
        ["Table: lookups"] = static () =>
        {
            _flag = Table.TryFind(in Left, out _number) | Table.TryFind([9], out _);
            _number = Table.PositionsOf(in Left).Length + Table.PositionsOf(0).Length + Table[3].Count;
        },
        ["Table: queries"] = static () =>
        {
            _set = Table.Intersection | Table.Union;
            _number = Table.CountContaining(in Left) + Table.FindContaining(in Left, Counts) + Table.CountEach[7] + Table.DistinctCounts[0];
        },
    };

    public static TheoryData<string> Names => [.. HotMembers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void HotMember_AfterWarmUp_AllocatesNothing(string name) => AllocationMeter.AssertNone(HotMembers[name]);
}
