using System.Text.Json;
using CpuFacility.Qemu;
using CpuFacility.Testing;
using FsCheck.Xunit;

namespace CpuFacility.Interop.Tests.Laws;

/// <summary>What holds for every text: it is read or refused with its place, and a model survives the way out and in again.</summary>
[Properties(Arbitrary = [typeof(ModelGenerators), typeof(ReplyGenerators)])]
public class QmpModelReaderLaws
{
    private static readonly CpuModelRegistry Registry = CpuModels.S390x;

    [Law]
    public bool TryParse_MutatedReply_IsReadOrRefusedAtAPlaceInIt(MutatedReply reply)
    {
        if (QmpModelReader.TryParse(Registry, reply.Utf8, out CpuModel? model, out FacilityFormatError error))
        {
            return model is not null && error == default && IsJson(reply.Utf8) && QmpModelReader.Parse(Registry, reply.Utf8).Equals(model);
        }

        FacilityFormatException exception = Assert.Throws<FacilityFormatException>(() => QmpModelReader.Parse(Registry, reply.Utf8));
        return model is null
            && error.Position >= 0 && error.Position <= reply.Utf8.Length
            && error.Reason.Length is > 0 and < 500
            && exception.Position == error.Position && exception.Reason == error.Reason;
    }

    [Law]
    public bool Parse_ModelWrittenAsQmp_GivesTheModel(CpuModel model, AnySeed seed)
    {
        (byte[] json, CpuModel expected) = QmpModelText.Write(model, new Random(seed.Value));
        return QmpModelReader.Parse(Registry, json).Equals(expected);
    }

    /// <summary>The first law says nothing if all mutations go one way.</summary>
    [Fact]
    public void Mutations_OfRealReplies_GoBothWays()
    {
        IEnumerable<MutatedReply> replies = FsCheck.Fluent.Gen.Sample(ReplyGenerators.Mutations().Generator, 1_000);
        int read = replies.Count(static reply => QmpModelReader.TryParse(Registry, reply.Utf8, out _, out _));
        Assert.InRange(read, 50, 950);
    }

    /// <summary>The platform's own parser, under the rules that the reader states.</summary>
    private static bool IsJson(ReadOnlyMemory<byte> utf8)
    {
        var options = new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 32 };
        try
        {
            JsonDocument.Parse(utf8.Span.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8, options).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
