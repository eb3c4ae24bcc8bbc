namespace CpuFacility;

/// <summary>
/// The order in which a machine keeps the bytes of a word in memory. Code that depends on it takes it as an argument, so that tests
/// can give it words as a big-endian machine would hold them.
/// </summary>
internal enum ByteOrder
{
    LittleEndian,
    BigEndian,
}
