namespace CpuFacility;

/// <summary>How a block numbers its bits.</summary>
public enum BlockBitOrder
{
    /// <summary>Bit 0 is the least significant bit of byte 0 (x86 registers stored in little-endian order).</summary>
    LeastSignificantFirst = 0,

    /// <summary>Bit 0 is the most significant bit of byte 0: IBM's numbering, from the left (s390x, POWER).</summary>
    MostSignificantFirst = 1,
}
