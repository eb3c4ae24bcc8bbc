using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace CpuFacility.RiscV;

/// <summary>
/// An ISA string such as <c>rv64imafdcv_zba_zbb</c>: what a processor implements, as device trees, Linux and compilers write it. Immutable and safe to
/// share between threads.
/// </summary>
/// <remarks>
/// <para>Reading takes capitals, any order, and version numbers, which are read over: the tables know one version of an extension, as Linux does. What is
/// well formed and unknown is kept. <see cref="ToString"/> writes the canonical form, in small letters: single letters, then Z extensions by their second
/// letter, then S, then X. Reading the canonical form gives the same facilities.</para>
/// <para><c>g</c> is short for <c>imafd_zicsr_zifencei</c>. Old QEMU wrote the letters <c>s</c> and <c>u</c>: these are modes and no extensions, are read, and are
/// not written. <c>zvl128b</c> is no extension but a value: the least number of bits of a vector register.</para>
/// </remarks>
public sealed partial class RiscVIsaString
{
    /// <summary>The longest text that is read, in characters.</summary>
    public const int MaximumLength = 65_536;

    /// <summary>The names as ISA strings have them: without QEMU's mark of experiments.</summary>
    private static readonly ImmutableArray<string> Names =
        [.. RiscVRegistry.Catalog.Data.Names.Select(static name => name.StartsWith("x-", StringComparison.Ordinal) ? name[2..] : name)];

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> IndexByName =
        Enumerable.Range(0, Names.Length).Where(IsExtension).ToFrozenDictionary(static index => Names[index]).GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly FacilitySet _facilities;

    private RiscVIsaString(in FacilitySet facilities, ImmutableArray<string> unknown, uint minimumVectorLength)
    {
        _facilities = facilities;
        UnknownExtensions = unknown;
        MinimumVectorLength = minimumVectorLength;
    }

    /// <summary>What the text says: the width of the registers, the extensions and, where old texts have them, modes. What these imply is not added.</summary>
    public ref readonly FacilitySet Facilities => ref _facilities;

    /// <summary>Extensions that are well formed and that the tables do not know, in small letters and canonical order.</summary>
    public ImmutableArray<string> UnknownExtensions { get; }

    /// <summary>The greatest N of the texts <c>zvlNb</c>, in bits: a vector register has at least so many. 0 if there is none.</summary>
    public uint MinimumVectorLength { get; }

    /// <summary>The width of the integer registers in bits: 32, 64 or 128.</summary>
    public int Xlen => RiscVFacilities.GetXlen(_facilities);

    /// <summary>The ISA string of a set. Modes and what is no extension (<c>mmu</c>, <c>pmp</c>) are left out.</summary>
    /// <param name="facilities">The set: with exactly one of <c>rv32</c>, <c>rv64</c>, <c>rv128</c>, and exactly one of <c>i</c> and <c>e</c>.</param>
    /// <param name="minimumVectorLength">The least number of bits of a vector register, a power of two; 0 to leave it open.</param>
    /// <exception cref="ArgumentException">The set has no single width or base, or has indexes that are no facilities, or the length is no power of two.</exception>
    public static RiscVIsaString FromFacilities(in FacilitySet facilities, uint minimumVectorLength = 0)
    {
        if (RiscVFacilities.GetXlen(facilities) == 0)
        {
            throw new ArgumentException("A set needs exactly one of rv32, rv64 and rv128.", nameof(facilities));
        }

        if (facilities.Contains(RiscVFacility.I.Index) == facilities.Contains(RiscVFacility.E.Index))
        {
            throw new ArgumentException("A set needs exactly one of the bases i and e.", nameof(facilities));
        }

        if (!facilities.IsSubsetOf(RiscVRegistry.Catalog.All))
        {
            throw new ArgumentException($"Indexes {facilities.Except(RiscVRegistry.Catalog.All)} are no facilities of RISC-V.", nameof(facilities));
        }

        if (minimumVectorLength != 0 && !uint.IsPow2(minimumVectorLength))
        {
            throw new ArgumentException("The length of vector registers is a power of two, or 0.", nameof(minimumVectorLength));
        }

        return new RiscVIsaString(facilities, [], minimumVectorLength);
    }

    /// <summary>Reads an ISA string.</summary>
    /// <param name="text">The text, at most <see cref="MaximumLength"/> characters, without white space around it.</param>
    /// <exception cref="FacilityFormatException">The text is no ISA string; the exception has the position.</exception>
    public static RiscVIsaString Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out RiscVIsaString? isa, out FacilityFormatError error) ? isa : throw new FacilityFormatException(error);

    /// <summary>Reads an ISA string as <see cref="Parse"/> does, without an exception for bad input.</summary>
    /// <param name="text">The text, as for <see cref="Parse"/>.</param>
    /// <param name="isa">What the text says, or null.</param>
    /// <param name="error">What is wrong, and from which character on.</param>
    /// <returns>Whether the text is an ISA string.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out RiscVIsaString? isa, out FacilityFormatError error)
    {
        var reader = new Reader(text);
        isa = reader.ReadString() ? reader.ToIsaString() : null;
        error = reader.Error;
        return isa is not null;
    }

    /// <summary>Reads the properties <c>riscv,isa-base</c> and <c>riscv,isa-extensions</c> of a device tree.</summary>
    /// <param name="isaBase">The first property: <c>rv64i</c> and the like.</param>
    /// <param name="extensions">The second property as it is stored: names, each followed by a NUL character.</param>
    /// <param name="isa">What the properties say, or null.</param>
    /// <param name="error">What is wrong; positions count from the first character of the base, and go on with the extensions.</param>
    /// <returns>Whether the properties are well formed: the names need not be known.</returns>
    public static bool TryReadDeviceTree(
        ReadOnlySpan<char> isaBase, ReadOnlySpan<char> extensions, [NotNullWhen(true)] out RiscVIsaString? isa, out FacilityFormatError error)
    {
        if (extensions.IndexOf('_') is int underscore and >= 0)
        {
            isa = null;
            error = new FacilityFormatError(isaBase.Length + underscore, "'_' cannot be in the name of an extension: letters and digits can.");
            return false;
        }

        string text = $"{isaBase}{(extensions.IsEmpty ? "" : "_")}{extensions}".Replace('\0', '_');
        var reader = new Reader(extensions.EndsWith('\0') ? text[..^1] : text);
        bool isRead = reader.ReadDeviceTree(isaBase.Length);
        isa = isRead ? reader.ToIsaString() : null;
        error = reader.Error.Position > isaBase.Length ? reader.Error with { Position = reader.Error.Position - 1 } : reader.Error;
        return isRead;
    }

    /// <summary>The names of the extensions in canonical order, as <c>riscv,isa-extensions</c> has them; the base letter is the first.</summary>
    public ImmutableArray<string> GetExtensions()
    {
        var names = new List<string>(UnknownExtensions);
        foreach (int index in _facilities)
        {
            if (IsExtension(index) && !RiscVData.Mode.Contains(index))
            {
                names.Add(Names[index]);
            }
        }

        if (MinimumVectorLength > 0)
        {
            names.Add(string.Create(CultureInfo.InvariantCulture, $"zvl{MinimumVectorLength}b"));
        }

        names.Sort(RiscVExtensionOrder.Compare);
        return [.. names];
    }

    /// <summary>
    /// The canonical ISA string. A name out of a device tree that an ISA string would read as single letters, such as <c>csr</c>, is left out: it stands in
    /// <see cref="UnknownExtensions"/> and <see cref="GetExtensions"/> alone.
    /// </summary>
    public override string ToString()
    {
        var text = new StringBuilder("rv").Append(Xlen);
        ImmutableArray<string> names = GetExtensions();
        foreach (string letter in names.Where(static name => name.Length == 1))
        {
            text.Append(letter);
        }

        string letters = text.ToString();
        foreach (string name in names.Where(static name => name.Length > 1))
        {
            _ = IsReadAsName(letters, name) ? text.Append('_').Append(name) : text;
        }

        return text.ToString();
    }

    /// <summary>Whether a name behind these letters is read as a name: in an ISA string, <c>_csr</c> can be the letters <c>c</c>, <c>s</c> and <c>r</c>.</summary>
    private static bool IsReadAsName(string letters, string name) =>
        name[0] is 'z' or 's' or 'x' || (TryParse($"{letters}_{name}", out RiscVIsaString? isa, out _) && isa.UnknownExtensions.Contains(name));

    /// <summary>Whether a facility is named in ISA strings; the base and the modes are.</summary>
    private static bool IsExtension(int index) =>
        RiscVRegistry.Catalog.Data.BlockNumbers[index] is not (RiscVBlockNumber.Xlen or RiscVBlockNumber.Processor);
}
