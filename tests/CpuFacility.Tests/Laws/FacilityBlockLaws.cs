using System.Collections.Immutable;
using CpuFacility.Testing;
using FsCheck.Xunit;

namespace CpuFacility.Tests.Laws;

/// <summary>Rule 3 of the design, for every block of every catalog.</summary>
[Properties(Arbitrary = [typeof(Generators), typeof(ModelGenerators)])]
public class FacilityBlockLaws
{
    private static readonly ImmutableArray<FacilityBlock> Blocks =
        [.. CpuModels.All.SelectMany(static registry => registry.Catalog.Blocks), .. TestCatalog.Create().Blocks];

    [Law]
    public bool Read_WhatWasWritten_GivesTheSameFacilities(FacilitySet facilities, AnyIndex pick)
    {
        FacilityBlock block = Pick(pick);
        Span<byte> bytes = stackalloc byte[block.GetByteCount(facilities)];
        block.Write(facilities, bytes);
        FacilitySet read = block.Read(bytes, out UnknownBits unknown);
        FacilitySet reported = WithoutBits(block, facilities.Intersect(block.Facilities)).Union(block.AlwaysReported);
        return read == reported && unknown.IsEmpty;
    }

    [Law]
    public bool Write_WhatWasReadWithItsUnknownBits_GivesTheSameBytes(FacilitySet noise, AnyIndex pick, AnyIndex length, bool sparse)
    {
        FacilityBlock block = Pick(pick);
        byte[] bytes = BytesFor(block, noise, length, sparse);
        FacilitySet read = block.Read(bytes, out UnknownBits unknown);
        byte[] written = new byte[bytes.Length];
        Array.Fill(written, (byte)0xAA);
        block.Write(read, written, unknown);
        return written.AsSpan().SequenceEqual(bytes);
    }

    [Law]
    public bool Read_AnyBytes_AccountsForEveryBitOnce(FacilitySet noise, AnyIndex pick, AnyIndex length, bool sparse)
    {
        FacilityBlock block = Pick(pick);
        byte[] bytes = BytesFor(block, noise, length, sparse);
        FacilitySet read = block.Read(bytes, out UnknownBits unknown);
        FacilitySet seen = default;
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            int shift = block.BitOrder == BlockBitOrder.MostSignificantFirst ? 7 - (bit % 8) : bit % 8;
            bool isOn = (bytes[bit / 8] >> shift & 1) != 0;
            bool isNamed = block.TryFind(bit, out Facility facility);
            if (isNamed && isOn)
            {
                seen = seen.With(facility.Index);
            }

            if ((unknown.On.Contains(bit) && (!isOn || isNamed)) || (unknown.Off.Contains(bit) && isOn))
            {
                return false;
            }
        }

        return seen == read;
    }

    private static FacilityBlock Pick(AnyIndex pick) => Blocks[pick.Value % Blocks.Length];

    /// <summary>A block has facilities that no bit reports only if it has no bits at all.</summary>
    private static FacilitySet WithoutBits(FacilityBlock block, FacilitySet facilities) => block.Width == 0 ? default : facilities;

    /// <summary>The bytes of a set as noise: dense, sparse, empty and full ones alike.</summary>
    private static byte[] BytesFor(FacilityBlock block, FacilitySet noise, AnyIndex length, bool sparse)
    {
        Span<byte> source = stackalloc byte[FacilitySet.ByteLength];
        noise.WriteBytes(source);
        byte[] bytes = new byte[block.IsVariableLength ? length.Value % (Math.Min(block.Width / 8, 300) + 1) : block.Width / 8];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(source[i % source.Length] & (sparse ? i * 37 : 0xFF));
        }

        return bytes;
    }
}
