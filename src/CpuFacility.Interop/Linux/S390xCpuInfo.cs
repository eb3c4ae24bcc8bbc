using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CpuFacility.S390x;

namespace CpuFacility.Linux;

/// <summary>
/// What Linux on IBM Z says in <c>/proc/cpuinfo</c>: machine type, facility bits and names. Immutable.
/// </summary>
/// <remarks>
/// The text has the bits of STORE FACILITY LIST EXTENDED only: functions of instructions and what the SCLP reports are not in it, and are
/// unreported in the host made of it.
/// </remarks>
public sealed partial class S390xCpuInfo
{
    private readonly FacilitySet _facilities;
    private readonly FacilitySet _reported;

    private S390xCpuInfo(int machineType, in FacilitySet facilities, in FacilitySet reported, UnknownBits unknownBits, ImmutableArray<string> unknownNames)
    {
        MachineType = machineType;
        _facilities = facilities;
        _reported = reported;
        UnknownBits = unknownBits;
        UnknownNames = unknownNames;
    }

    /// <summary>The machine type of all CPUs, such as 0x8561.</summary>
    public int MachineType { get; }

    /// <summary>The facilities that the text has, as a number in the line <c>facilities</c> or as a name in the line <c>features</c>.</summary>
    public ref readonly FacilitySet Facilities => ref _facilities;

    /// <summary>
    /// The facilities of which the text says whether the machine has them: all of the facility list, or those named alone where an old kernel
    /// has no line <c>facilities</c>.
    /// </summary>
    public ref readonly FacilitySet Reported => ref _reported;

    /// <summary>The numbers in the line <c>facilities</c> that the catalog has no name for.</summary>
    public UnknownBits UnknownBits { get; }

    /// <summary>
    /// The names in the line <c>features</c> that stand for no single facility of the catalog, as they came: names of the kernel's own such as
    /// <c>highgprs</c>, names for several bits such as <c>te</c>, and new ones.
    /// </summary>
    public ImmutableArray<string> UnknownNames { get; }

    /// <summary>The bits of the ultravisor's indications that the catalog has no name for; none before they were added.</summary>
    public UnknownBits UnknownUltravisorBits { get; private init; }

    /// <summary>The facilities of the text with those that the ultravisor indicates.</summary>
    /// <param name="featureIndications">
    /// The text of <c>/sys/firmware/uv/query/feature_indications</c>: one hexadecimal number of 64 bits, bit 0 the leftmost.
    /// </param>
    /// <exception cref="FacilityFormatException">The text is no such number.</exception>
    public S390xCpuInfo WithUltravisor(ReadOnlySpan<char> featureIndications) =>
        TryAddUltravisor(featureIndications, out S390xCpuInfo? info, out FacilityFormatError error) ? info : throw new FacilityFormatException(error);

    /// <summary>Adds what the ultravisor indicates as <see cref="WithUltravisor"/> does, without an exception for bad input.</summary>
    /// <param name="featureIndications">The text of <c>/sys/firmware/uv/query/feature_indications</c>.</param>
    /// <param name="info">The facilities of both, or null.</param>
    /// <param name="error">What is wrong with the text.</param>
    /// <returns>Whether the text is a hexadecimal number of 64 bits.</returns>
    public bool TryAddUltravisor(
        ReadOnlySpan<char> featureIndications, [NotNullWhen(true)] out S390xCpuInfo? info, out FacilityFormatError error)
    {
        info = null;
        error = default;
        if (!NumberText.TryParse(featureIndications.TrimEnd("\r\n"), NumberStyles.AllowHexSpecifier, out ulong bits))
        {
            error = new FacilityFormatError(0, "The ultravisor's feature indications are one hexadecimal number of up to 16 digits.");
            return false;
        }

        FacilityBlock block = S390xBlocks.UltravisorGuest;
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, bits);
        FacilitySet indicated = block.Read(bytes, out UnknownBits unknown);
        info = new S390xCpuInfo(MachineType, _facilities.Union(indicated), _reported.Union(block.Facilities), UnknownBits, UnknownNames)
        {
            UnknownUltravisorBits = unknown,
        };
        return true;
    }
}
