using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CpuFacility.Cpuid;
using CpuFacility.Kvm;
using CpuFacility.Libvirt;
using CpuFacility.X86;

namespace CpuFacility.Tool;

/// <summary>A file that holds the CPUID table of an x86 processor, in one of the forms in which programs write it.</summary>
internal sealed class X86CpuidFormat : IModelFormat
{
    private readonly Reader _read;
    private readonly Matcher _matches;

    private X86CpuidFormat(string name, int maximumLength, Matcher matches, Reader read)
    {
        Name = name;
        MaximumLength = maximumLength;
        _matches = matches;
        _read = read;
    }

    private delegate bool Matcher(ReadOnlySpan<byte> content);

    private delegate bool Reader(ReadOnlySpan<byte> content, out CpuidData? data, out ImmutableArray<string> notes, out FacilityFormatError error);

    public static IReadOnlyList<X86CpuidFormat> All { get; } =
    [
        new("libvirt's <cpudata>", LibvirtCpuData.MaximumLength, static content => XmlRoot.Find(content) == "cpudata", static (content, out data, out notes, out error) =>
        {
            notes = [];
            string text = Decode(content);
            bool isRead = LibvirtCpuData.TryRead(text, out data, out error);
            error = InBytes(error, content, text);
            return isRead;
        }),
        new("the text of cpuid -r", CpuidText.MaximumLength, IsCpuidText, TryReadText),
        new("the bytes of a kvm_cpuid2", KvmCpuid2.MaximumLength, IsKvmCpuid2, static (content, out data, out notes, out error) =>
        {
            notes = [];
            return KvmCpuid2.TryRead(content, out data, out error);
        }),
    ];

    public string Name { get; }

    public int MaximumLength { get; }

    public bool Matches(ReadOnlySpan<byte> content) => _matches(content);

    /// <summary>Reads the table alone, with what a user must know of it.</summary>
    public bool TryReadTable(ReadOnlySpan<byte> content, out CpuidData? data, out ImmutableArray<string> notes, out FacilityFormatError error) =>
        _read(content, out data, out notes, out error);

    public bool TryRead(ReleaseView view, ReadOnlySpan<byte> content, out HostDescription? description, out FacilityFormatError error)
    {
        description = null;
        if (!TryReadTable(content, out CpuidData? data, out ImmutableArray<string> notes, out error))
        {
            return false;
        }

        CpuModelRegistry registry = view.Registry(CpuArchitecture.X86);
        description = X86HostReader.TryDescribe(registry, data!, Name);
        if (description is null)
        {
            error = new FacilityFormatError(0, $"The processor, {data!.Identity}, has too few features for any model of {registry.Edition}.");
        }

        description = description is null ? null : description with { Notes = notes };
        return description is not null;
    }

    /// <summary>The first CPU counts; that others differ from it in more than their place in the machine is noted.</summary>
    private static bool TryReadText(ReadOnlySpan<byte> content, out CpuidData? data, out ImmutableArray<string> notes, out FacilityFormatError error)
    {
        string text = Decode(content);
        bool isRead = CpuidText.TryReadAll(text, out ImmutableArray<CpuidTextSection> sections, out error);
        error = InBytes(error, content, text);
        data = isRead ? sections[0].Data : null;
        notes = isRead ? NoteDifferences(sections) : [];
        return isRead;
    }

    private static ImmutableArray<string> NoteDifferences(ImmutableArray<CpuidTextSection> sections)
    {
        CpuidData first = sections[0].Data;
        FacilitySet facilities = first.ReadFacilities();
        CpuidTextSection[] others =
            [.. sections.Where(section => !section.Data.Identity.Equals(first.Identity) || section.Data.ReadFacilities() != facilities)];
        if (others.Length == 0)
        {
            return [];
        }

        CpuidData other = others[0].Data;
        FacilitySet differing = facilities.SymmetricExcept(other.ReadFacilities());
        string what = differing.IsEmpty ? $"it is {other.Identity}" : $"they differ in {X86Editions.Qemu.Vocabulary.Format(differing)}";
        string more = others.Length == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" So do {others.Length - 1} more.");
        return [$"{others[0].ToString().TrimEnd(':')} is not like the first, which counts here: {what}.{more}"];
    }

    /// <summary>Where characters were counted, an error has to be told in the bytes of the file.</summary>
    private static FacilityFormatError InBytes(FacilityFormatError error, ReadOnlySpan<byte> content, string text)
    {
        int mark = content.StartsWith("\uFEFF"u8) ? "\uFEFF"u8.Length : 0;
        return error == default ? error
            : error with { Position = mark + Encoding.UTF8.GetByteCount(text.AsSpan(0, Math.Min(error.Position, text.Length))) };
    }

    private static ReadOnlySpan<byte> Start(ReadOnlySpan<byte> content)
    {
        ReadOnlySpan<byte> text = content.StartsWith("\uFEFF"u8) ? content["\uFEFF"u8.Length..] : content;
        return text.TrimStart(" \t\r\n"u8);
    }

    private static string Decode(ReadOnlySpan<byte> content) =>
        Encoding.UTF8.GetString(content.StartsWith("\uFEFF"u8) ? content["\uFEFF"u8.Length..] : content);

    private static bool IsCpuidText(ReadOnlySpan<byte> content) =>
        Start(content).StartsWith("CPU"u8) || (Start(content).StartsWith("0x"u8) && content.IndexOf("eax="u8) >= 0);

    /// <summary>The structure has no mark of its own but its number of entries, which its length must fit.</summary>
    private static bool IsKvmCpuid2(ReadOnlySpan<byte> content) =>
        content.Length > KvmCpuid2.HeaderLength
        && (content.Length - KvmCpuid2.HeaderLength) % KvmCpuid2.EntryLength == 0
        && System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(content) == (content.Length - KvmCpuid2.HeaderLength) / KvmCpuid2.EntryLength;
}
