using System.Collections.Immutable;
using CpuFacility.Cpuid;
using CpuFacility.Libvirt;
using CpuFacility.X86;

namespace CpuFacility.Fuzz.Targets;

/// <summary>CPUID tables as text and XML.</summary>
internal static class CpuidTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        FuzzTarget.OfText("cpuid-text", ReadText),
        FuzzTarget.OfText("cpuid-xml", ReadXml),
    ];

    /// <summary>What is worked out from a table answers for every table, and the table's two texts read back.</summary>
    public static void Derive(CpuidData data)
    {
        FacilitySet facilities = data.ReadFacilities(out FacilitySet unreported);
        Contract.That(!facilities.Overlaps(unreported), "a facility is both there and not reported");
        Contract.That(data.ReadUsableFacilities(out _).IsSubsetOf(facilities), "a facility can be used that is not there");
        _ = data.Vendor;
        _ = data.PhysicalAddressBits;
        _ = data.LinearAddressBits;
        Contract.That(data.Mask(facilities, UnnamedBitsPolicy.Keep).Table.ReadFacilities().IsSubsetOf(facilities), "a mask added a facility");
        if (!data.Entries.IsEmpty)
        {
            // The tool's text has no MSRs, so their facilities are lost, and nothing else is.
            CpuidData text = CpuidText.Read(CpuidText.Write(data));
            Contract.That(text.Entries.SequenceEqual(data.Entries), "the text has other entries");
            Contract.That(text.ReadFacilities().IsSubsetOf(facilities), "the text has more facilities");
        }

        Contract.That(LibvirtCpuData.Read(LibvirtCpuData.Write(data)).ReadFacilities() == facilities, "the XML has other facilities");
    }

    private static void ReadText(string text)
    {
        bool isRead = CpuidText.TryReadAll(text, out ImmutableArray<CpuidTextSection> sections, out FacilityFormatError error);
        Contract.Hold(isRead, error, text.Length, () => CpuidText.ReadAll(text));
        if (!isRead)
        {
            return;
        }

        string written = CpuidText.WriteAll(sections.AsSpan());
        Contract.That(CpuidText.WriteAll(CpuidText.ReadAll(written).AsSpan()) == written, "the text written reads as another one");
        bool isOne = CpuidText.TryRead(text, out CpuidData? data, out FacilityFormatError second);
        Contract.Hold(isOne, second, text.Length, () => CpuidText.Read(text));
        if (data is not null)
        {
            Derive(data);
        }
    }

    private static void ReadXml(string text)
    {
        bool isRead = LibvirtCpuData.TryRead(text, out CpuidData? data, out FacilityFormatError error);
        Contract.Hold(isRead, error, text.Length, () => LibvirtCpuData.Read(text));
        if (data is not null)
        {
            Contract.That(LibvirtCpuData.Read(LibvirtCpuData.Write(data)).Equals(data), "the XML reads back as another table");
            Derive(data);
        }
    }
}
