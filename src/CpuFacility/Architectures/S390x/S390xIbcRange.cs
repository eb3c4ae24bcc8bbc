namespace CpuFacility.S390x;

/// <summary>
/// The instruction blocking control values that a machine supports, as KVM and the SCLP report them in one word: the lowest in bits 16 to 27
/// and the unblocked one in bits 0 to 11, both counted from the least significant bit. An immutable value.
/// </summary>
/// <param name="Word">The word as reported.</param>
public readonly record struct S390xIbcRange(uint Word)
{
    /// <summary>Builds the word of a machine.</summary>
    /// <param name="lowest">The lowest value that it can be blocked to; 0 for a machine without instruction blocking control.</param>
    /// <param name="unblocked">The value of the machine itself.</param>
    public S390xIbcRange(S390xIbc lowest, S390xIbc unblocked)
        : this(((uint)lowest.Value << 16) | (uint)unblocked.Value)
    {
    }

    /// <summary>The lowest value that the machine can be blocked to; 0 if it has no instruction blocking control.</summary>
    public S390xIbc Lowest => new((int)(Word >> 16) & 0xFFF);

    /// <summary>The value of the machine itself, with nothing blocked.</summary>
    public S390xIbc Unblocked => new((int)Word & 0xFFF);

    /// <summary>Whether the machine has instruction blocking control.</summary>
    public bool IsSupported => Lowest.Value != 0;

    /// <summary>
    /// The word to be offered to a guest: lowest and unblocked value, or 0 if there is none or the lowest is above the unblocked value.
    /// </summary>
    public uint Offer => !IsSupported || Lowest.Value > Unblocked.Value ? 0 : ((uint)Lowest.Value << 16) | (uint)Unblocked.Value;
}
