using System.Buffers.Binary;
using System.Globalization;

namespace CpuFacility.Tests.Sets;

public partial class FacilitySetTests
{
    [Fact]
    public void WriteBytes_AllSamples_IndexIsBitOfByte()
    {
        foreach (FacilitySet set in Samples.Sets)
        {
            byte[] bytes = set.ToByteArray();
            Assert.Equal(FacilitySet.ByteLength, bytes.Length);
            for (int i = 0; i < FacilitySet.Capacity; i++)
            {
                Assert.Equal(set.Contains(i), ((bytes[i / 8] >> (i % 8)) & 1) == 1);
            }

            Assert.Equal(set, FacilitySet.FromBytes(bytes));
        }
    }

    [Fact]
    public void WriteBytes_DestinationLonger_LeavesTheRest()
    {
        byte[] destination = [.. Enumerable.Repeat((byte)0xA5, 130)];
        Assert.True(FacilitySet.Empty.TryWriteBytes(destination, out int written));
        Assert.Equal(128, written);
        Assert.Equal(new byte[128], destination[..128]);
        Assert.Equal([0xA5, 0xA5], destination[128..]);

        FacilitySet.Create(0).WriteBytes(destination);
        Assert.Equal([1, .. new byte[127], 0xA5, 0xA5], destination);
    }

    [Fact]
    public void TryWriteBytes_DestinationJustLongEnough_IsWritten()
    {
        byte[] destination = new byte[128];
        Assert.True(FacilitySet.Create(1023).TryWriteBytes(destination, out int written));
        Assert.Equal((128, (byte)0x80), (written, destination[127]));
    }

    [Fact]
    public void WriteBytes_DestinationTooShort_WritesNothing()
    {
        byte[] destination = [.. Enumerable.Repeat((byte)0xA5, 127)];
        Assert.False(FacilitySet.Empty.TryWriteBytes(destination, out int written));
        Assert.Equal(0, written);
        var error = Assert.Throws<ArgumentException>("destination", () => FacilitySet.Empty.WriteBytes(destination));
        Assert.Contains("128", error.Message, StringComparison.Ordinal);
        Assert.Contains("127", error.Message, StringComparison.Ordinal);
        Assert.All(destination, static b => Assert.Equal(0xA5, b));
    }

    [Fact]
    public void FromBytes_EveryLengthUpTo128_MissingBytesAreZero()
    {
        byte[] bytes = [.. Enumerable.Range(1, 128).Select(static i => (byte)i)];
        for (int length = 0; length <= 128; length++)
        {
            FacilitySet set = FacilitySet.FromBytes(bytes.AsSpan(0, length));
            byte[] expected = new byte[128];
            bytes.AsSpan(0, length).CopyTo(expected);
            Assert.Equal(expected, set.ToByteArray());
        }
    }

    [Fact]
    public void FromBytes_129ZeroBytes_IsRefusedAtPosition128()
    {
        Assert.False(FacilitySet.TryFromBytes(new byte[129], out FacilitySet set, out FacilityFormatError error));
        Assert.Equal(128, error.Position);
        Assert.Equal(FacilitySet.Empty, set);
        Assert.Equal(128, Assert.Throws<FacilityFormatException>(() => FacilitySet.FromBytes(new byte[129])).Position);
    }

    /// <summary>
    /// Digits printed by <c>xxhsum -H2</c> 0.8.1 for the bytes: of the empty file; 01; 8F 00 .. 00 02 (17 bytes); 01 to 80 hexadecimal
    /// (128 bytes); 128 bytes FF; 127 bytes 00 and one 80.
    /// </summary>
    [Theory]
    [InlineData("", "99aa06d3014798d86001c324468d497f")]
    [InlineData("0", "51025a4491835505e12ef9d2eb86ceeb")]
    [InlineData("0-3,7,129", "c2013659b750fee68cb3e7154e859111")]
    [InlineData("bytes 1 to 128", "763fdbd9fc6022337ac9e58028da0fc7")]
    [InlineData("0-1023", "f0b558d90df458a18f4ba612a3546c84")]
    [InlineData("1023", "def56cdb6ea078ff399b1861b3449302")]
    public void GetStableHash_GoldenSets_AreWhatXxhsumPrints(string text, string digits)
    {
        FacilitySet set = text.StartsWith("bytes", StringComparison.Ordinal)
            ? FacilitySet.FromBytes([.. Enumerable.Range(1, 128).Select(static i => (byte)i)])
            : FacilitySet.Parse(text);
        Assert.Equal(digits, set.GetStableHash().ToString("x32", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void StableHashAndBytes_WordsOfABigEndianMachine_AreTheSame()
    {
        foreach (FacilitySet set in Samples.Sets)
        {
            // What a big-endian machine holds in memory for the same set, seen from here, if this one is little-endian, and the reverse.
            ulong[] foreign = [.. Oracle.Words(in set).Select(BinaryPrimitives.ReverseEndianness)];
            ByteOrder foreignOrder = WordBytes.Host == ByteOrder.LittleEndian ? ByteOrder.BigEndian : ByteOrder.LittleEndian;

            // The order says what the memory is like. A little-endian image needs no change wherever the test runs.
            byte[] bytes = new byte[FacilitySet.ByteLength];
            WordBytes.Write(foreign, bytes, foreignOrder);
            Assert.Equal(set.ToByteArray(), bytes);

            ulong[] read = new ulong[FacilitySet.WordCount];
            WordBytes.Read(set.ToByteArray(), read, foreignOrder);
            Assert.Equal(foreign, read);

            Assert.Equal(set.GetStableHash(), FacilitySet.StableHash(foreign, foreignOrder));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(13)]
    [InlineData(16)]
    public void ReadBytes_CutWithinAWord_SameOnBothByteOrders(int length)
    {
        byte[] bytes = [.. Enumerable.Range(1, length).Select(static i => (byte)i)];
        ulong[] expected = new ulong[2];
        for (int i = 0; i < length; i++)
        {
            expected[i / 8] |= (ulong)bytes[i] << (8 * (i % 8));
        }

        ulong[] words = [ulong.MaxValue, ulong.MaxValue];
        WordBytes.Read(bytes, words, WordBytes.Host);
        Assert.Equal(expected, words);
        WordBytes.Read(bytes, words, WordBytes.Host == ByteOrder.LittleEndian ? ByteOrder.BigEndian : ByteOrder.LittleEndian);
        Assert.Equal(expected.Select(BinaryPrimitives.ReverseEndianness), words);
    }
}
