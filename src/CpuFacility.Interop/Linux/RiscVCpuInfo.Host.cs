using System.Globalization;
using CpuFacility.RiscV;

namespace CpuFacility.Linux;

public sealed partial class RiscVCpuInfo
{
    /// <summary>The source that hosts made of this text name.</summary>
    public const string Source = "/proc/cpuinfo";

    /// <summary>
    /// What all processors have, with what that implies: by their lines <c>isa</c>, and the page-table mode and the modes without which Linux would not run in it.
    /// </summary>
    public FacilitySet CommonFacilities { get; private init; }

    /// <summary>The machine as a host. What the text does not speak of is unreported, numbers such as the length of vector registers among it.</summary>
    /// <remarks>
    /// <para>The text does not say which kernel wrote it, and a kernel does not name extensions that are newer than itself: an extension that is not in the
    /// text is certainly not there only if it is a letter, or if <paramref name="named"/> says that the kernel would have named it.</para>
    /// <para>The kernel names what it uses, and may have been built or told not to use something; a greater page-table mode than that in use is open.</para>
    /// </remarks>
    /// <param name="registry">A registry of RISC-V models.</param>
    /// <param name="values">The numbers that are known from elsewhere, such as sizes of cache blocks in a device tree.</param>
    /// <param name="named">
    /// The facilities that this kernel names if they are there; for Linux 7.2 all but <see cref="RiscVExtensions.NotNamedByLinux"/>. Letters and the width belong
    /// to it in any case.
    /// </param>
    /// <param name="source">Where this comes from, for reports.</param>
    /// <exception cref="ArgumentException">The registry is of another architecture.</exception>
    public HostCapability CreateHost(CpuModelRegistry registry, RiscVValues values = default, FacilitySet named = default, string source = Source)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(source);
        FacilitySet letters = RiscVBlocks.Misa.Facilities.Except(RiscVExtensions.NotNamedByLinux);

        // A text has one width and one base.
        FacilitySet bases = CpuModels.RiscV.Catalog.CreateSet(RiscVFacility.Rv32, RiscVFacility.Rv64, RiscVFacility.Rv128, RiscVFacility.I, RiscVFacility.E);
        return RiscVHosts.Create(
            registry,
            new RiscVIdentity(Isa.Xlen, values),
            CommonFacilities,
            RiscVHosts.GetUnreported(CommonFacilities, named.Union(letters).Union(bases)),
            source,
            DescribeUnnamed(Isa));
    }

    /// <summary>What an ISA string has beyond facilities, a sentence each.</summary>
    internal static IEnumerable<string> DescribeUnnamed(RiscVIsaString isa)
    {
        if (!isa.UnknownExtensions.IsEmpty)
        {
            yield return $"Extensions that are not known: {string.Join(", ", isa.UnknownExtensions)}.";
        }

        if (isa.MinimumVectorLength > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Vector registers have at least {isa.MinimumVectorLength} bits: how many, is not known.");
        }
    }
}
