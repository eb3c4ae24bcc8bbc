using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CpuFacility.Arm;

namespace CpuFacility.Linux;

/// <summary>ID registers of an Arm processor as lines of text: a name and a value each, as programs, kernel modules and debuggers write them. Immutable.</summary>
/// <remarks>
/// <para>Lines have a name, then white space, <c>=</c> or <c>:</c>, then a value after <c>0x</c>; GDB adds the value as a decimal number. Names are read in
/// capitals or small letters, with the kernel's <c>SYS_</c> before them or without. Empty lines, and lines that begin with <c>#</c>, are read over.</para>
/// <para>The text does not say who has read the registers. Linux lets programs read them (MRS, which it emulates and which .NET cannot execute) and hides
/// fields from them: hidden ones have a safe value, which says nothing. <see cref="IsKernelView"/> tells that from the granules of translation tables, one
/// of which every processor has and no program sees.</para>
/// </remarks>
public sealed partial class ArmIdRegisterText
{
    private static readonly ImmutableArray<ArmField> Granules =
        [FindField("ID_AA64MMFR0_EL1.TGRAN4"), FindField("ID_AA64MMFR0_EL1.TGRAN16"), FindField("ID_AA64MMFR0_EL1.TGRAN64")];

    private static readonly ArmField SveField = FindField("ID_AA64PFR0_EL1.SVE");

    private ArmIdRegisterText(ArmIdRegisters registers, ImmutableArray<ArmIdRegister> given)
    {
        Registers = registers;
        Given = given;
    }

    /// <summary>The values; registers that the text does not have are 0.</summary>
    public ArmIdRegisters Registers { get; }

    /// <summary>The registers that the text has, each once, in the order of <see cref="ArmIdRegister.All"/>.</summary>
    public ImmutableArray<ArmIdRegister> Given { get; }

    /// <summary>MIDR_EL1, or null if the text does not have it.</summary>
    public ArmIdentity? Identity { get; private init; }

    /// <summary>REVIDR_EL1, whose meaning is each implementer's own, or null if the text does not have it.</summary>
    public ulong? Revision { get; private init; }

    /// <summary>The registers that the tables do not know, by name as it was written, in the order of the text; none is there twice.</summary>
    public ImmutableArray<KeyValuePair<string, ulong>> UnknownRegisters { get; private init; } = [];

    /// <summary>
    /// Whether the values are those that a kernel reads: false if they are those for programs, null if ID_AA64MMFR0_EL1, which tells, is not there.
    /// </summary>
    public bool? IsKernelView => !Given.Contains(Granules[0].Register) ? null : Granules.Any(granule => Registers.GetValue(granule) != granule.SafeValue);

    /// <summary>
    /// The facilities of which the text says whether the processor has them: of the fields in its registers, without those that are hidden from
    /// programs and have their safe value unless it is <see cref="IsKernelView"/>. Vector lengths are in no register: without SVE there are none.
    /// </summary>
    public FacilitySet Reported
    {
        get
        {
            var reported = default(FacilitySet.Builder);
            bool isKernelView = IsKernelView == true;
            foreach (ArmField known in Given.SelectMany(static register => register.Fields))
            {
                if (isKernelView || known.IsUserVisible || Registers.GetValue(known) != known.SafeValue)
                {
                    reported.UnionWith(known.Facilities);
                }
            }

            if (Given.Contains(SveField.Register) && Registers.GetValue(SveField) == 0)
            {
                reported.UnionWith(ArmFacilities.VectorLengths);
            }

            return reported.ToFacilitySet();
        }
    }

    /// <summary>The text of all registers of a processor.</summary>
    /// <param name="registers">The registers.</param>
    /// <param name="identity">The MIDR, or null to leave it out.</param>
    public static ArmIdRegisterText Create(ArmIdRegisters registers, ArmIdentity? identity = null)
    {
        ArgumentNullException.ThrowIfNull(registers);
        return new ArmIdRegisterText(registers, ArmIdRegister.All) { Identity = identity };
    }

    /// <summary>The processor as a host. What the text does not have is unreported.</summary>
    /// <param name="registry">A registry of Arm models.</param>
    /// <param name="source">Where this comes from, for reports.</param>
    /// <exception cref="ArgumentException">The registry is of another architecture.</exception>
    public HostCapability CreateHost(CpuModelRegistry registry, string source = "ID registers")
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(source);
        FacilitySet reported = Reported;
        return ArmHosts.Create(
            registry,
            Identity ?? new ArmIdentity(0),
            Registers.Facilities.Intersect(reported),
            registry.Catalog.All.Except(reported),
            source,
            DescribeUnnamed());
    }

    /// <summary>The lines, of the form <c>ID_AA64PFR0_EL1 0x0000000000000011</c>, each with its end. Reading them gives the same.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        if (Identity is not null)
        {
            Append(MidrName, Identity.Midr);
        }

        if (Revision is ulong revision)
        {
            Append(RevidrName, revision);
        }

        foreach (ArmIdRegister register in Given)
        {
            Append(register.Name, Registers[register]);
        }

        foreach ((string name, ulong value) in UnknownRegisters)
        {
            Append(name, value);
        }

        return text.ToString();

        void Append(string name, ulong value) => text.Append(CultureInfo.InvariantCulture, $"{name} 0x{value:x16}\n");
    }

    private IEnumerable<string> DescribeUnnamed()
    {
        if (Identity is null)
        {
            yield return "MIDR_EL1 is not there: which processor it is, is not known.";
        }

        if (!UnknownRegisters.IsEmpty)
        {
            yield return $"Registers that are not known: {string.Join(", ", UnknownRegisters.Select(static register => register.Key))}.";
        }

        ArmField[] fields = [.. Registers.GetUnknownFields().Where(one => Given.Contains(one.Register))];
        if (fields.Length > 0)
        {
            yield return $"Fields with a value that no facility stands for: {string.Join<ArmField>(", ", fields)}.";
        }
    }

    private static ArmField FindField(string name) =>
        ArmField.TryFind(name, out ArmField? field) ? field : throw new InvalidOperationException($"There is no field {name}.");
}
