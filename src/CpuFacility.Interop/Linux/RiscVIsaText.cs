using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using CpuFacility.RiscV;

namespace CpuFacility.Linux;

/// <summary>
/// A text that holds the ISA string of one RISC-V processor: the string alone; the properties <c>riscv,isa-base</c> and <c>riscv,isa-extensions</c> of a
/// device tree as they are stored, one behind the other; or the source of a device tree's node with them. Immutable.
/// </summary>
/// <remarks>Such a text is complete in what ISA strings name. It does not speak of modes, page tables, memory protection and, but for a node's block sizes, of numbers.</remarks>
public sealed partial class RiscVIsaText
{
    /// <summary>The longest text that is read: 64 KiB.</summary>
    public const int MaximumLength = 65_536;

    private RiscVIsaText(RiscVIsaString isa) => Isa = isa;

    /// <summary>The ISA string.</summary>
    public RiscVIsaString Isa { get; }

    /// <summary>The sizes of cache blocks, where a node states them.</summary>
    public RiscVValues Values { get; private init; }

    /// <summary>The processor as a host. Modes, page tables and what else no ISA string says are unreported.</summary>
    /// <param name="registry">A registry of RISC-V models.</param>
    /// <param name="source">Where this comes from, for reports.</param>
    /// <exception cref="ArgumentException">The registry is of another architecture.</exception>
    public HostCapability CreateHost(CpuModelRegistry registry, string source = "an ISA string")
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(source);
        FacilityCatalog catalog = CpuModels.RiscV.Catalog;
        FacilitySet notSaid = catalog.CreateSet(
            RiscVFacility.S, RiscVFacility.U, RiscVFacility.Sv32, RiscVFacility.Sv39, RiscVFacility.Sv48, RiscVFacility.Sv57, RiscVFacility.Mmu, RiscVFacility.Pmp);
        return RiscVHosts.Create(
            registry,
            new RiscVIdentity(Isa.Xlen, Values),
            Isa.Facilities,
            RiscVHosts.GetUnreported(Isa.Facilities, catalog.All.Except(notSaid)),
            source,
            RiscVCpuInfo.DescribeUnnamed(Isa));
    }

    /// <summary>Whether a text looks like one of these: it begins with rv32, rv64 or rv128 and has no white space in it, or has one of the properties.</summary>
    /// <param name="text">The text, in UTF-8.</param>
    public static bool Matches(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> content = Trim(text);
        return content is not [(byte)'{' or (byte)'<', ..]
            && ((StartsWithWidth(content) && content.IndexOfAny(" \t\r\n"u8) < 0) || content.IndexOf(BaseProperty) >= 0 || content.IndexOf(ExtensionsProperty) >= 0);
    }

    /// <summary>Reads such a text.</summary>
    /// <param name="text">The text in UTF-8, at most <see cref="MaximumLength"/> bytes.</param>
    /// <exception cref="FacilityFormatException">The text is none of these; the exception has the byte position.</exception>
    public static RiscVIsaText Read(ReadOnlySpan<byte> text) =>
        TryRead(text, out RiscVIsaText? read, out FacilityFormatError error) ? read : throw new FacilityFormatException(error);

    /// <summary>Reads such a text, without an exception for bad input.</summary>
    /// <param name="text">The text in UTF-8, at most <see cref="MaximumLength"/> bytes.</param>
    /// <param name="read">What it says, or null.</param>
    /// <param name="error">What is wrong, and from which byte on.</param>
    /// <returns>Whether the text holds an ISA string; the extensions need not be known.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, [NotNullWhen(true)] out RiscVIsaText? read, out FacilityFormatError error)
    {
        read = null;
        if (text.Length > MaximumLength)
        {
            error = new FacilityFormatError(MaximumLength, string.Create(CultureInfo.InvariantCulture, $"The text has {text.Length} bytes; at most {MaximumLength} are read."));
            return false;
        }

        ReadOnlySpan<byte> content = Trim(text);
        int start = content.IsEmpty ? 0 : text.IndexOf(content);
        if (!StartsWithWidth(content) && (content.IndexOf(BaseProperty) >= 0 || content.IndexOf(ExtensionsProperty) >= 0))
        {
            return TryReadNode(text, out read, out error);
        }

        // Of a device tree as it is stored: the base, a NUL, and names each followed by one.
        int nul = content.IndexOf((byte)0);
        bool isRead = nul < 0
            ? RiscVIsaString.TryParse(Encoding.Latin1.GetString(content), out RiscVIsaString? isa, out error)
            : RiscVIsaString.TryReadDeviceTree(Encoding.Latin1.GetString(content[..nul]), Encoding.Latin1.GetString(content[(nul + 1)..]), out isa, out error);
        error = isRead ? default : error with { Position = start + error.Position + (nul >= 0 && error.Position >= nul ? 1 : 0) };
        read = isRead ? new RiscVIsaText(isa!) : null;
        return isRead;
    }

    private static bool StartsWithWidth(ReadOnlySpan<byte> text)
    {
        string start = Encoding.Latin1.GetString(text[..Math.Min(text.Length, 5)]);
        return start.StartsWith("rv32", StringComparison.OrdinalIgnoreCase)
            || start.StartsWith("rv64", StringComparison.OrdinalIgnoreCase)
            || start.StartsWith("rv128", StringComparison.OrdinalIgnoreCase);
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) =>
        (text.StartsWith("\uFEFF"u8) ? text["\uFEFF"u8.Length..] : text).Trim(" \t\r\n"u8);
}
