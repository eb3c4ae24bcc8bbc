using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using CpuFacility.RiscV;

namespace CpuFacility.Linux;

/// <summary>What Linux on RISC-V says in <c>/proc/cpuinfo</c>: ISA strings, page-table modes, and who made the core. Immutable.</summary>
/// <remarks>
/// The line <c>isa</c> is what all processors have that the kernel uses, the line <c>hart isa</c> (since Linux 6.6) what one has. Kernels before 6.6 wrote the text
/// of the device tree, newer ones what they themselves know. Neither has anything that Linux does not name (<see cref="RiscVExtensions.NotNamedByLinux"/>).
/// </remarks>
public sealed partial class RiscVCpuInfo
{
    /// <summary>The longest text that is read: 16 MiB.</summary>
    public const int MaximumLength = 16 * 1024 * 1024;

    private RiscVCpuInfo(RiscVIsaString isa) => Isa = isa;

    /// <summary>The line <c>isa</c> of the first processor.</summary>
    public RiscVIsaString Isa { get; }

    /// <summary>The line <c>hart isa</c> of the first processor, or null if there is none.</summary>
    public RiscVIsaString? HartIsa { get; private init; }

    /// <summary>The line <c>mmu</c>: the greatest page-table mode, such as <c>sv39</c>; <c>none</c> without one, empty if there is no line.</summary>
    public string Mmu { get; private init; } = "";

    /// <summary>The line <c>uarch</c>, such as <c>sifive,u74-mc</c>; empty if there is none.</summary>
    public string Microarchitecture { get; private init; } = "";

    /// <summary>The line <c>mvendorid</c>, or null if there is none.</summary>
    public ulong? VendorId { get; private init; }

    /// <summary>The line <c>marchid</c>, or null if there is none.</summary>
    public ulong? ArchitectureId { get; private init; }

    /// <summary>The line <c>mimpid</c>, or null if there is none.</summary>
    public ulong? ImplementationId { get; private init; }

    /// <summary>The number of processors in the text.</summary>
    public int ProcessorCount { get; private init; }

    /// <summary>The numbers of the processors whose lines <c>isa</c> or <c>hart isa</c> are not the first's.</summary>
    public ImmutableArray<int> DifferentProcessors { get; private init; } = [];

    /// <summary>What the first processor has: the line <c>isa</c>, and the page-table mode of the line <c>mmu</c>. What these imply is not added.</summary>
    public FacilitySet Facilities =>
        Mmu.StartsWith("sv", StringComparison.Ordinal) && CpuModels.RiscV.Catalog.TryFind(Mmu, out Facility mode) ? Isa.Facilities.With(mode.Index) : Isa.Facilities;

    /// <summary>Whether a text is of Linux on RISC-V: it has a line <c>isa</c> that begins with rv32, rv64 or rv128, as no other has.</summary>
    /// <param name="text">The text, in UTF-8.</param>
    public static bool Matches(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            ReadOnlySpan<byte> line = text.IndexOf((byte)'\n') is int end and >= 0 ? text[..end] : text;
            int colon = line.StartsWith("isa"u8) ? line.IndexOf((byte)':') : -1;
            if (colon > 0 && line[..colon].Trim(" \t"u8).SequenceEqual("isa"u8) && line[(colon + 1)..].Trim(" \t"u8) is [(byte)'r' or (byte)'R', (byte)'v' or (byte)'V', ..])
            {
                return true;
            }

            text = text[Math.Min(line.Length + 1, text.Length)..];
        }

        return false;
    }

    /// <summary>Reads the text of <c>/proc/cpuinfo</c>.</summary>
    /// <param name="text">The text in UTF-8, at most <see cref="MaximumLength"/> bytes.</param>
    /// <exception cref="FacilityFormatException">The text is none of Linux on RISC-V; the exception has the byte position.</exception>
    public static RiscVCpuInfo Parse(ReadOnlySpan<byte> text) =>
        TryParse(text, out RiscVCpuInfo? info, out FacilityFormatError error) ? info : throw new FacilityFormatException(error);

    /// <summary>Reads the text of <c>/proc/cpuinfo</c>, without an exception for bad input.</summary>
    /// <param name="text">The text in UTF-8, at most <see cref="MaximumLength"/> bytes.</param>
    /// <param name="info">What it says, or null.</param>
    /// <param name="error">What is wrong, and from which byte on.</param>
    /// <returns>Whether the text is of Linux on RISC-V.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, [NotNullWhen(true)] out RiscVCpuInfo? info, out FacilityFormatError error)
    {
        info = null;
        if (text.Length > MaximumLength)
        {
            error = new FacilityFormatError(MaximumLength, string.Create(CultureInfo.InvariantCulture, $"The text has {text.Length} bytes; at most {MaximumLength} are read."));
            return false;
        }

        var lines = new Lines();
        int position = 0;
        while (position < text.Length)
        {
            ReadOnlySpan<byte> rest = text[position..];
            ReadOnlySpan<byte> line = rest.IndexOf((byte)'\n') is int end and >= 0 ? rest[..end] : rest;
            if (lines.TryTake(line) is (int, string) wrong)
            {
                error = new FacilityFormatError(position + wrong.At, wrong.Reason);
                return false;
            }

            position += line.Length + 1;
        }

        if (lines.Isa is null)
        {
            error = new FacilityFormatError(text.Length, "The text has no line 'isa': it is no /proc/cpuinfo of Linux on RISC-V.");
            return false;
        }

        error = default;
        info = new RiscVCpuInfo(lines.Isa)
        {
            HartIsa = lines.HartIsa,
            Mmu = lines.First.GetValueOrDefault("mmu", ""),
            Microarchitecture = lines.First.GetValueOrDefault("uarch", ""),
            VendorId = lines.Ids.TryGetValue("mvendorid", out ulong vendor) ? vendor : null,
            ArchitectureId = lines.Ids.TryGetValue("marchid", out ulong architecture) ? architecture : null,
            ImplementationId = lines.Ids.TryGetValue("mimpid", out ulong implementation) ? implementation : null,
            ProcessorCount = lines.Count,
            DifferentProcessors = [.. lines.Different],
            CommonFacilities = lines.GetCommon(),
        };
        return true;
    }

    /// <summary>The lines so far. Those of the first processor are kept; the ISA strings of the others are compared with its own.</summary>
    private sealed class Lines
    {
        private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
        private int _processor;

        public Dictionary<string, string> First { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, ulong> Ids { get; } = new(StringComparer.Ordinal);

        public SortedSet<int> Different { get; } = [];

        public RiscVIsaString? Isa { get; private set; }

        public RiscVIsaString? HartIsa { get; private set; }

        public int Count { get; private set; }

        private FacilitySet? Common { get; set; }

        /// <summary>Linux runs in supervisor mode where it has page tables.</summary>
        public FacilitySet GetCommon() =>
            First.GetValueOrDefault("mmu", "") is string mode && mode.StartsWith("sv", StringComparison.Ordinal) && CpuModels.RiscV.Catalog.TryFind(mode, out Facility found)
                ? RiscVFacilities.Close(Common!.Value.Union(CpuModels.RiscV.Catalog.CreateSet(found, RiscVFacility.S, RiscVFacility.U, RiscVFacility.Mmu)))
                : Common!.Value;

        /// <summary>Takes a line; says what is wrong with it and where, or nothing.</summary>
        public (int At, string Reason)? TryTake(ReadOnlySpan<byte> line)
        {
            int colon = line.IndexOf((byte)':');
            if (colon < 0)
            {
                return null;
            }

            string key = Encoding.UTF8.GetString(line[..colon].Trim(" \t"u8));
            ReadOnlySpan<byte> after = line[(colon + 1)..];
            int start = colon + 1 + (after.Length - after.TrimStart(" \t"u8).Length);
            string value = Encoding.UTF8.GetString(after.Trim(" \t\r"u8));
            if (key == "processor")
            {
                Count++;
                return NumberText.TryParse(value, NumberStyles.None, out _processor) ? null : (start, "The number of a processor is a decimal number.");
            }

            if (key is "isa" or "hart isa")
            {
                return TakeIsa(key, value, start);
            }

            if (Count <= 1 && key is "mvendorid" or "marchid" or "mimpid")
            {
                bool isRead = value.StartsWith("0x", StringComparison.Ordinal)
                    && NumberText.TryParse(value.AsSpan(2), NumberStyles.AllowHexSpecifier, out ulong id) && Ids.TryAdd(key, id);
                return isRead ? null : (start, $"The line '{key}' has one hexadecimal number of 64 bits after 0x.");
            }

            if (Count <= 1)
            {
                First.TryAdd(key, value);
            }

            return null;
        }

        private (int At, string Reason)? TakeIsa(string key, string value, int start)
        {
            RiscVIsaString? first = key == "isa" ? Isa : HartIsa;
            if (first is not null && Count > 1 && First[key] == value)
            {
                return null;
            }

            if (!RiscVIsaString.TryParse(value, out RiscVIsaString? isa, out FacilityFormatError error))
            {
                return (start + Encoding.UTF8.GetByteCount(value.AsSpan(0, Math.Min(error.Position, value.Length))), error.Reason);
            }

            if (key == "isa" && _seen.Add(value))
            {
                FacilitySet closed = RiscVFacilities.Close(isa.Facilities);
                Common = Common?.Intersect(closed) ?? closed;
            }

            if (Count <= 1 && first is not null)
            {
                return (start, $"The line '{key}' of the first processor is there twice.");
            }

            if (Count > 1)
            {
                if (first?.ToString() != isa.ToString())
                {
                    Different.Add(_processor);
                }

                return null;
            }

            First.Add(key, value);
            (Isa, HartIsa) = key == "isa" ? (isa, HartIsa) : (Isa, isa);
            return null;
        }
    }
}
