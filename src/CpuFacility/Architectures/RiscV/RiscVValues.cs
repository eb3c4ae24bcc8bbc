namespace CpuFacility.RiscV;

/// <summary>
/// Numbers of a RISC-V processor that are no extensions: what a guest sees of them, the host must have just so. The default value states none.
/// </summary>
/// <remarks>
/// A number that is 0 is not stated: such a guest asks for nothing, and such a host does not vouch for anything. The lengths of page-table modes
/// are no numbers but the facilities <c>sv39</c>, <c>sv48</c> and <c>sv57</c>, of which each implies the one before it.
/// </remarks>
public readonly record struct RiscVValues
{
    /// <summary>VLEN, the number of bits of a vector register: a power of two from 128 to 65,536 in QEMU. Guests need the host's.</summary>
    public uint VectorLength { get; init; }

    /// <summary>ELEN, the greatest number of bits of a vector element: 8 to 64 in QEMU. A guest runs where it is as great or greater.</summary>
    public uint ElementLength { get; init; }

    /// <summary>The number of bytes on which the instructions of Zicbom work, a power of two. Guests need the host's.</summary>
    public uint ManagementBlockSize { get; init; }

    /// <summary>The number of bytes on which the instructions of Zicbop work, a power of two. Guests need the host's.</summary>
    public uint PrefetchBlockSize { get; init; }

    /// <summary>The number of bytes on which the instruction of Zicboz works, a power of two. Guests need the host's.</summary>
    public uint ZeroBlockSize { get; init; }

    private (string Name, uint Value)[] Named =>
    [
        ("vlen", VectorLength),
        ("elen", ElementLength),
        ("cbom_blocksize", ManagementBlockSize),
        ("cbop_blocksize", PrefetchBlockSize),
        ("cboz_blocksize", ZeroBlockSize),
    ];

    /// <summary>The values that are stated, under QEMU's names: <c>vlen 128, elen 64</c>; empty for none.</summary>
    public override string ToString() =>
        string.Join(", ", Named.Where(static value => value.Value != 0).Select(static value => FormattableString.Invariant($"{value.Name} {value.Value}")));

    /// <summary>The values that a host does not have as a guest needs them: <c>vlen 256 (the host has 128), elen 64 (the host states none)</c>.</summary>
    internal string DescribeConflicts(in RiscVValues host)
    {
        (string Name, uint Value)[] offered = host.Named;
        return string.Join(", ", Named
            .Select((value, i) => (value.Name, value.Value, Host: offered[i].Value))
            .Where(static value => value.Name == "elen" ? value.Value > value.Host : !IsEqualOrOpen(value.Value, value.Host))
            .Select(static value => value.Host == 0
                ? FormattableString.Invariant($"{value.Name} {value.Value} (the host states none)")
                : FormattableString.Invariant($"{value.Name} {value.Value} (the host has {value.Host})")));
    }

    /// <summary>Whether a host with other values gives a guest with these what it asks for.</summary>
    internal bool IsWithin(in RiscVValues other) =>
        IsEqualOrOpen(VectorLength, other.VectorLength)
        && ElementLength <= other.ElementLength
        && IsEqualOrOpen(ManagementBlockSize, other.ManagementBlockSize)
        && IsEqualOrOpen(PrefetchBlockSize, other.PrefetchBlockSize)
        && IsEqualOrOpen(ZeroBlockSize, other.ZeroBlockSize);

    /// <summary>The most that both values give: what is not equal is left open.</summary>
    internal RiscVValues GetCommon(in RiscVValues other) => new()
    {
        VectorLength = EqualOrNone(VectorLength, other.VectorLength),
        ElementLength = Math.Min(ElementLength, other.ElementLength),
        ManagementBlockSize = EqualOrNone(ManagementBlockSize, other.ManagementBlockSize),
        PrefetchBlockSize = EqualOrNone(PrefetchBlockSize, other.PrefetchBlockSize),
        ZeroBlockSize = EqualOrNone(ZeroBlockSize, other.ZeroBlockSize),
    };

    /// <summary>Those of these values that a host does not state.</summary>
    internal RiscVValues GetUnstated(in RiscVValues host) => new()
    {
        VectorLength = host.VectorLength == 0 ? VectorLength : 0,
        ElementLength = host.ElementLength == 0 ? ElementLength : 0,
        ManagementBlockSize = host.ManagementBlockSize == 0 ? ManagementBlockSize : 0,
        PrefetchBlockSize = host.PrefetchBlockSize == 0 ? PrefetchBlockSize : 0,
        ZeroBlockSize = host.ZeroBlockSize == 0 ? ZeroBlockSize : 0,
    };

    /// <summary>These values, and others where these state none.</summary>
    /// <param name="others">Values of which none is stated here, too.</param>
    internal RiscVValues Or(in RiscVValues others) => new()
    {
        VectorLength = VectorLength | others.VectorLength,
        ElementLength = ElementLength | others.ElementLength,
        ManagementBlockSize = ManagementBlockSize | others.ManagementBlockSize,
        PrefetchBlockSize = PrefetchBlockSize | others.PrefetchBlockSize,
        ZeroBlockSize = ZeroBlockSize | others.ZeroBlockSize,
    };

    private static bool IsEqualOrOpen(uint guest, uint host) => guest == 0 || guest == host;

    private static uint EqualOrNone(uint first, uint second) => first == second ? first : 0;
}
