using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CpuFacility.X86;

namespace CpuFacility.Libvirt;

/// <summary>
/// libvirt's <c>&lt;cpu&gt;</c>: what a guest is to have, or what a host has (<c>virCPUDef</c>). What is not given has libvirt's default.
/// </summary>
/// <remarks>
/// What libvirt refuses is refused, in its words: a reason begins with <c>In line N: </c>, and what would be right can stand behind it, from
/// <c> [one of </c> on. What libvirt passes over without a word is kept as <see cref="OtherElements"/> or <see cref="OtherAttributes"/>, or named in
/// <see cref="Ignored"/>. For safety, a document type is refused, also where libvirt would take it, and there are limits: <see cref="MaximumLength"/>, 256
/// elements within each other (as for libvirt), 200,000 elements.
/// An enumeration's property throws an <see cref="ArgumentOutOfRangeException"/> for a value that it does not have.
/// Two are equal when all properties are, elements and features in the same order. What was read can be written and read again to an equal
/// value. Immutable and safe to share between threads; change a copy with <c>with</c>.
/// </remarks>
public sealed partial record LibvirtCpu
{
    /// <summary>The longest text that is read, in characters: 4 Mi. A big host's capabilities have some hundred thousand.</summary>
    public const int MaximumLength = LibvirtXmlReader.MaximumLength;

    /// <summary>The length of <see cref="VendorId"/> in bytes of UTF-8: what CPUID leaf 0 holds.</summary>
    public const int VendorIdLength = X86Vendor.SignatureLength;

    /// <summary>Whether it describes a guest or a host.</summary>
    public LibvirtCpuType Type
    {
        get;
        init => field = LibvirtCheck.Defined(value);
    }

    /// <summary>libvirt's name of the architecture, such as <c>x86_64</c>; only hosts have one in XML.</summary>
    public string? Architecture { get; init; }

    /// <summary>How the guest's CPU is chosen.</summary>
    public LibvirtCpuMode Mode
    {
        get;
        init => field = LibvirtCheck.Defined(value);
    }

    /// <summary>How the host has to match the guest's definition.</summary>
    public LibvirtCpuMatch Match
    {
        get;
        init => field = LibvirtCheck.Defined(value);
    } = LibvirtCpuMatch.Exact;

    /// <summary>How a guest's start checks what the guest got.</summary>
    public LibvirtCpuCheck Check
    {
        get;
        init => field = LibvirtCheck.Defined(value);
    }

    /// <summary>Whether a guest that gets the host's CPU is kept from features that cannot migrate; null if that is not said.</summary>
    public bool? IsMigratable { get; init; }

    /// <summary>The name of the model, or null.</summary>
    public string? Model { get; init; }

    /// <summary>Whether another model may stand in for a guest's.</summary>
    public LibvirtFallback Fallback
    {
        get;
        init => field = LibvirtCheck.Defined(value);
    }

    /// <summary>The twelve characters that the guest sees as vendor, or null for the model's own.</summary>
    public string? VendorId { get; init; }

    /// <summary>libvirt's name of the vendor, such as <c>Intel</c>, or null.</summary>
    public string? Vendor { get; init; }

    /// <summary>The version of a host's microcode, or null.</summary>
    public uint? Microcode { get; init; }

    /// <summary>Family, model and stepping of a host, or null.</summary>
    public X86Signature? Signature { get; init; }

    /// <summary>The features named, none of them twice.</summary>
    public ImmutableArray<LibvirtCpuFeature> Features
    {
        get;
        init => field = LibvirtCheck.OrEmpty(value);
    } = [];

    /// <summary>Attributes of <c>&lt;cpu&gt;</c> that the library has no property for.</summary>
    public ImmutableArray<LibvirtNamedValue> OtherAttributes
    {
        get;
        init => field = LibvirtCheck.OrEmpty(value);
    } = [];

    /// <summary>
    /// Elements that the library has no property for: <c>topology</c>, <c>numa</c>, <c>cache</c>, <c>maxphysaddr</c> and any other, in the
    /// order in which libvirt writes them.
    /// </summary>
    public ImmutableArray<LibvirtElement> OtherElements
    {
        get;
        init => field = LibvirtCpuWriter.Arrange(value);
    } = [];

    /// <summary>
    /// What the text had that libvirt passes over and that is not kept, a sentence each: unknown attributes of known elements, and known elements
    /// that come a second time. Has no part in equality.
    /// </summary>
    public ImmutableArray<string> Ignored
    {
        get;
        init => field = LibvirtCheck.OrEmpty(value);
    } = [];

    /// <summary>Reads a text with one <c>&lt;cpu&gt;</c> in it, alone or in a document that <see cref="ReadAll"/> takes.</summary>
    /// <param name="text">The XML, at most <see cref="MaximumLength"/> characters.</param>
    /// <param name="type">What it describes, as libvirt's operations have it; null if an <c>&lt;arch&gt;</c> makes it a host.</param>
    /// <exception cref="FacilityFormatException">The text is no such XML; the exception has the position.</exception>
    public static LibvirtCpu Read(ReadOnlySpan<char> text, LibvirtCpuType? type = null) =>
        TryRead(text, out LibvirtCpu? cpu, out FacilityFormatError error, type) ? cpu : throw new FacilityFormatException(error);

    /// <summary>Reads a text with one <c>&lt;cpu&gt;</c> in it, without an exception for bad input.</summary>
    /// <param name="text">The XML, at most <see cref="MaximumLength"/> characters.</param>
    /// <param name="cpu">The definition, or null.</param>
    /// <param name="error">What is wrong, and from which character on.</param>
    /// <param name="type">What it describes, as libvirt's operations have it; null if an <c>&lt;arch&gt;</c> makes it a host.</param>
    public static bool TryRead(
        ReadOnlySpan<char> text, [NotNullWhen(true)] out LibvirtCpu? cpu, out FacilityFormatError error, LibvirtCpuType? type = null)
    {
        cpu = null;
        if (!TryReadAll(text, out ImmutableArray<LibvirtCpu> all, out error, type))
        {
            return false;
        }

        if (all.Length > 1)
        {
            error = new FacilityFormatError(0, $"There are {all.Length} 'cpu' elements, where one is expected.");
            return false;
        }

        cpu = all[0];
        return true;
    }

    /// <summary>
    /// Reads every <c>&lt;cpu&gt;</c> where <c>virsh cpu-baseline</c> looks for it: one after the other, in a list within any element, in domains, in
    /// host capabilities; and the host model of domain capabilities. (virsh takes no list in an element of another name; the library does.)
    /// </summary>
    /// <param name="text">The XML, at most <see cref="MaximumLength"/> characters. Several documents may follow each other.</param>
    /// <param name="type">What they describe, as libvirt's operations have it; null if an <c>&lt;arch&gt;</c> makes one a host.</param>
    /// <returns>At least one definition.</returns>
    /// <exception cref="FacilityFormatException">The text is no such XML; the exception has the position.</exception>
    /// <remarks>
    /// <c>virsh cpu-baseline</c> takes hosts alone (<see cref="LibvirtCpuType.Host"/>), a domain a guest; comparison and the hypervisor's operations take both.
    /// </remarks>
    public static ImmutableArray<LibvirtCpu> ReadAll(ReadOnlySpan<char> text, LibvirtCpuType? type = null) =>
        TryReadAll(text, out ImmutableArray<LibvirtCpu> cpus, out FacilityFormatError error, type) ? cpus : throw new FacilityFormatException(error);

    /// <summary>Reads every <c>&lt;cpu&gt;</c>, as <see cref="ReadAll"/> does, without an exception for bad input.</summary>
    /// <param name="text">The XML, at most <see cref="MaximumLength"/> characters.</param>
    /// <param name="cpus">At least one definition, or none after an error.</param>
    /// <param name="error">What is wrong, and from which character on.</param>
    /// <param name="type">What they describe, as libvirt's operations have it; null if an <c>&lt;arch&gt;</c> makes one a host.</param>
    public static bool TryReadAll(
        ReadOnlySpan<char> text, out ImmutableArray<LibvirtCpu> cpus, out FacilityFormatError error, LibvirtCpuType? type = null)
    {
        cpus = [];
        if (!LibvirtXmlReader.TryRead(text, out ImmutableArray<LibvirtElement> roots, out error))
        {
            return false;
        }

        var found = ImmutableArray.CreateBuilder<LibvirtCpu>();
        foreach (LibvirtElement element in LibvirtCpuPlaces.Find(roots))
        {
            if (!LibvirtCpuReader.TryRead(element, type, needsModel: true, out LibvirtCpu? cpu, out LibvirtFault fault))
            {
                error = fault.At(text);
                return false;
            }

            found.Add(cpu);
        }

        if (found.Count == 0)
        {
            error = new FacilityFormatError(
                0, "The text does not contain any <cpu> element or valid domain XML, host capabilities XML, or domain capabilities XML");
            return false;
        }

        cpus = found.ToImmutable();
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(LibvirtCpu? other) =>
        other is not null
        && Type == other.Type
        && Architecture == other.Architecture
        && Mode == other.Mode
        && Match == other.Match
        && Check == other.Check
        && IsMigratable == other.IsMigratable
        && Model == other.Model
        && Fallback == other.Fallback
        && VendorId == other.VendorId
        && Vendor == other.Vendor
        && Microcode == other.Microcode
        && Signature == other.Signature
        && Features.AsSpan().SequenceEqual(other.Features.AsSpan())
        && OtherAttributes.AsSpan().SequenceEqual(other.OtherAttributes.AsSpan())
        && OtherElements.AsSpan().SequenceEqual(other.OtherElements.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Type, Mode, Match, Model, Vendor, Features.Length, Signature);

    /// <summary>The XML as libvirt writes it, with a line break at its end (<c>virCPUDefFormat</c>).</summary>
    public string ToXml() => LibvirtCpuWriter.Write(this);

    /// <summary>The XML, as <see cref="ToXml"/> gives it.</summary>
    public override string ToString() => ToXml();
}
