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

    private delegate bool Reader(ReadOnlySpan<byte> content, out CpuidData? data, out FacilityFormatError error);

    public static IReadOnlyList<X86CpuidFormat> All { get; } =
    [
        new("libvirt's <cpudata>", LibvirtCpuData.MaximumLength, static content => Start(content).StartsWith("<"u8), static (content, out data, out error) =>
            LibvirtCpuData.TryRead(Decode(content), out data, out error)),
        new("the text of cpuid -r", CpuidText.MaximumLength, IsCpuidText, static (content, out data, out error) =>
            CpuidText.TryRead(Decode(content), out data, out error)),
        new("the bytes of a kvm_cpuid2", KvmCpuid2.MaximumLength, IsKvmCpuid2, KvmCpuid2.TryRead),
    ];

    public string Name { get; }

    public int MaximumLength { get; }

    public bool Matches(ReadOnlySpan<byte> content) => _matches(content);

    /// <summary>Reads the table alone.</summary>
    public bool TryReadTable(ReadOnlySpan<byte> content, out CpuidData? data, out FacilityFormatError error) => _read(content, out data, out error);

    public bool TryRead(ReleaseView view, ReadOnlySpan<byte> content, out HostDescription? description, out FacilityFormatError error)
    {
        description = null;
        if (!TryReadTable(content, out CpuidData? data, out error))
        {
            return false;
        }

        CpuModelRegistry registry = view.Registry(CpuArchitecture.X86);
        description = X86HostReader.TryDescribe(registry, data!, Name);
        if (description is null)
        {
            error = new FacilityFormatError(0, $"The processor, {data!.Identity}, has too few features for any model of {registry.Edition}.");
        }

        return description is not null;
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
