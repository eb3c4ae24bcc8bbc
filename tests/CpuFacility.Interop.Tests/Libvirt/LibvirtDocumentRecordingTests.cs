using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.Json;
using CpuFacility.Libvirt;
using CpuFacility.Testing;

namespace CpuFacility.Interop.Tests.Libvirt;

/// <summary>What the real parser took and refused, and in which words (Recorded/README.md).</summary>
public class LibvirtDocumentRecordingTests
{
    private const int ReadCount = 216;
    private const int RefusedCount = 193;
    private const int WrittenCount = 25;
    private const int BaselineCount = 600;
    private const int BaselineErrorCount = 100;

    [Fact]
    public void TryReadAll_EveryRecordedDocument_IsTakenOrRefusedInLibvirtsWords()
    {
        int read = 0;
        int refused = 0;
        foreach (JsonElement row in Rows("cpu-documents.jsonl"))
        {
            string text = Member(row, "text");
            LibvirtCpuType? type = Member(row, "type") == "host" ? LibvirtCpuType.Host : null;
            string answer = LibvirtCpu.TryReadAll(text, out ImmutableArray<LibvirtCpu> cpus, out FacilityFormatError error, type) ? "read" : WordsOf(error.Reason);

            Assert.True(Member(row, "answer") == answer, $"{text}\n{row.GetProperty("answer")}\n{error.Reason}");
            Assert.Equal(answer == "read", cpus.Length > 0);
            _ = answer == "read" ? read++ : refused++;

            // What was taken is the same when it is written and read again.
            Assert.All(cpus, cpu => Assert.Equal(cpu, LibvirtCpu.Read(cpu.ToXml(), type)));
        }

        Assert.Equal((ReadCount, RefusedCount), (read, refused));
    }

    [Fact]
    public void TryBaseline_EveryRecordedQuestion_IsAnsweredInTheSameText()
    {
        int errors = 0;
        int count = 0;
        foreach (JsonElement row in Rows("cpu-baselines.jsonl.gz"))
        {
            ImmutableArray<LibvirtCpu> cpus = [];
            LibvirtFailure? failure = null;
            string answer = !LibvirtCpu.TryReadAll(Member(row, "text"), out cpus, out FacilityFormatError error, LibvirtCpuType.Host) ? WordsOf(error.Reason)
                : LibvirtEdition.Old.TryBaseline(
                    cpus.AsSpan(), out LibvirtCpu? baseline, out failure, new LibvirtBaselineOptions { Expand = row.GetProperty("expand").GetBoolean() })
                    ? baseline.ToXml()
                    : failure.FullMessage;

            Assert.Equal(Member(row, "answer"), answer.TrimEnd());
            errors += answer.StartsWith('<') ? 0 : 1;
            count++;
        }

        Assert.Equal((BaselineCount, BaselineErrorCount), (count, errors));
    }

    [Fact]
    public void ToXml_WhatLibvirtWrote_IsTheSameText()
    {
        string[] answers = [.. Rows("domain-cpus.jsonl").Select(static row => Member(row, "answer"))];

        Assert.All(answers, static answer => Assert.Equal(answer, LibvirtCpu.Read(answer, LibvirtCpuType.Guest).ToXml()));
        Assert.Equal(WrittenCount, answers.Length);
    }

    private static string WordsOf(string reason)
    {
        if (reason.StartsWith("The text does not contain any <cpu> element", StringComparison.Ordinal))
        {
            return "no cpu";
        }

        string words = reason[(reason.IndexOf(": ", StringComparison.Ordinal) + 2)..];
        int hint = words.IndexOf(" [one of ", StringComparison.Ordinal);
        return words.StartsWith("The text is no XML: ", StringComparison.Ordinal) ? "malformed" : hint < 0 ? words.TrimEnd() : words[..hint];
    }

    private static IEnumerable<JsonElement> Rows(string name)
    {
        using Stream file = File.OpenRead(RepositoryFolder.Locate("tests", "CpuFacility.Interop.Tests", "Libvirt", "Recorded", name));
        using Stream unpacked = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(unpacked);
        while (reader.ReadLine() is string line)
        {
            yield return JsonSerializer.Deserialize<JsonElement>(line);
        }
    }

    private static string Member(JsonElement row, string name) => row.GetProperty(name).GetString()!;
}
