using CpuFacility.Arm;
using CpuFacility.Testing;

namespace CpuFacility.Tests.Architectures.Arm;

/// <summary>What Linux' words say, and what they leave open, held against processors whose registers are known, under kernels of any age.</summary>
public class ArmHwcapsReportedTests
{
    /// <summary>The names in the order in which Linux gave out their bits: the table is sorted once more, apart from the code's own numbers.</summary>
    private static readonly string[] NamesByAge =
        [.. NamesOf(new ArmHwcaps(uint.MaxValue, 0, 0)), .. NamesOf(new ArmHwcaps(0, ~0UL, 0)), .. NamesOf(new ArmHwcaps(~0UL << 32, 0, 0)), .. NamesOf(new ArmHwcaps(0, 0, ~0UL))];

    [Law]
    public void GetReported_AnyProcessorUnderAnyKernel_IsTrue(int seed, byte age)
    {
        ArmIdRegisters registers = CreateConsistent(seed);
        ArmHwcaps words = Cut(ArmHwcaps.FromRegisters(registers), age % (NamesByAge.Length + 1));
        FacilitySet reported = words.GetReported();
        Assert.Equal(registers.Facilities.Intersect(reported).Except(ArmFacilities.VectorLengths), words.ToFacilities().Intersect(reported));
        if (registers.GetValue(Field("ID_AA64PFR0_EL1.SVE")) > 0)
        {
            Assert.False(reported.Overlaps(ArmFacilities.VectorLengths));
        }
    }

    /// <summary>The more a kernel knows, the more is said.</summary>
    [Law]
    public void GetReported_NewerKernel_SaysNoLess(int seed, byte age)
    {
        ArmHwcaps words = ArmHwcaps.FromRegisters(CreateConsistent(seed));
        int known = age % NamesByAge.Length;
        Assert.True(Cut(words, known).GetReported().IsSubsetOf(Cut(words, known + 1).GetReported()));
    }

    [Fact]
    public void GetReported_CortexA72_SaysWhatKernelsKnewBeforeTheLastWord()
    {
        // The words that every Cortex-A72 has since Linux 4.11, the last of them is 'cpuid'.
        ArmHwcaps words = Words("fp asimd evtstrm aes pmull sha1 sha2 crc32 cpuid");
        FacilitySet reported = words.GetReported();
        FacilitySet there = words.ToFacilities();
        Assert.True(there.IsSubsetOf(reported));
        Assert.Equal(["lse", "fp16", "asimd16"], Absent([("lse", "ID_AA64ISAR0_EL1.ATOMIC.from-2"), ("fp16", "ID_AA64PFR0_EL1.FP.from-1"), ("asimd16", "ID_AA64PFR0_EL1.AdvSIMD.from-1")]));

        // 'asimdrdm' and 'sve' came after 'cpuid', 'sha512' too; fields that programs do not see have no word.
        foreach (string open in new[] { "ID_AA64ISAR0_EL1.RDM.from-1", "ID_AA64PFR0_EL1.SVE.from-1", "ID_AA64ISAR0_EL1.SHA2.from-2", "ID_AA64MMFR0_EL1.PARANGE.from-1", "sve-length-128" })
        {
            Assert.False(reported.Contains(Find(open).Index), open);
        }

        string[] Absent((string Word, string Facility)[] rows) =>
            [.. rows.Where(row => reported.Contains(Find(row.Facility).Index) && !there.Contains(Find(row.Facility).Index)).Select(static row => row.Word)];
    }

    [Fact]
    public void GetReported_NoWords_IsNothing()
    {
        Assert.Equal(default, default(ArmHwcaps).GetReported());
        // Bits 62 and 63 of AT_HWCAP are not the kernel's.
        Assert.Equal(default, new ArmHwcaps(3UL << 62, 0, 0).GetReported());
    }

    /// <summary>A bit without a name is newer than all that have one before it.</summary>
    [Fact]
    public void GetReported_UnknownBitOfTheThirdWord_SaysNoToAllWords()
    {
        FacilitySet reported = new ArmHwcaps(0, 0, 1UL << 63).GetReported();
        IEnumerable<string> open = CpuModels.Arm.Vocabulary.Summarize(ArmFacilities.UserVisible.Except(reported)).ToImmutableArray().Select(static term => term.Name);

        // The words begin at the second value of these; of caches there are none.
        Assert.Equal(
            ["ID_AA64PFR1_EL1.MTE.from-1", "ID_AA64PFR1_EL1.SSBS.from-1"],
            open.Where(static name => !name.StartsWith("CTR_EL0.", StringComparison.Ordinal) && !name.StartsWith("DCZID_EL0.", StringComparison.Ordinal)));
        Assert.True(ArmFacilities.VectorLengths.IsSubsetOf(reported));
    }

    /// <summary>
    /// Without SME and SVE their registers read as 0, so that words which came later add nothing; with SVE alone, its register is open beyond what a kernel
    /// knew. The word <c>wfxt</c> came after <c>sve</c> and <c>sme</c>, before <c>sve2p1</c> and <c>sme2</c>.
    /// </summary>
    [Theory]
    [InlineData("wfxt", true, true)]
    [InlineData("sve wfxt", false, true)]
    [InlineData("sme wfxt", false, false)]
    [InlineData("cpuid", false, false)]
    public void GetReported_RegistersOfVectors_AreKnownWhereTheirFeatureIsOff(string words, bool isSveKnown, bool isSmeKnown)
    {
        FacilitySet reported = Words(words).GetReported();
        Assert.Equal(isSveKnown, Field("ID_AA64ZFR0_EL1.SVEver").Register.Facilities.IsSubsetOf(reported));
        Assert.Equal(isSmeKnown, Field("ID_AA64SMFR0_EL1.SMEver").Register.Facilities.IsSubsetOf(reported));
    }

    /// <summary>SME2.1 has a word of its own, and the field is exact: without knowing the next words, the value is not known.</summary>
    [Fact]
    public void GetReported_ExactField_IsOpenUntilTheNextWordIsKnown()
    {
        Assert.False(Words("sme sme2").GetReported().Contains(ArmFacility.Smfr0SmeverIs1.Index));
        FacilitySet newer = Words("sme sme2 sme2p1").GetReported();
        Assert.Equal((true, false), (newer.Contains(ArmFacility.Smfr0SmeverIs1.Index), newer.Contains(ArmFacility.Smfr0SmeverIs2.Index)));
        Assert.True(Words("sme sme2 poe").GetReported().Contains(ArmFacility.Smfr0SmeverIs1.Index));

        // Of the highest value that has a word, a higher one cannot be told.
        Assert.False(Words("sme sme2 sme2p3").GetReported().Contains(ArmFacility.Smfr0SmeverIs4.Index));
    }

    [Fact]
    public void GetReported_PointerAuthentication_IsAbsentOrOpen()
    {
        Facility address = Find("ID_AA64ISAR1_EL1.API.is-1");
        Facility generic = Find("ID_AA64ISAR1_EL1.GPA.from-1");
        Assert.False(Words("paca sve2").GetReported().Contains(address.Index));
        Assert.True(Words("paca sve2").GetReported().Contains(generic.Index));
        Assert.False(Words("paca").GetReported().Contains(generic.Index));
        Assert.True(Words("sve2").GetReported().Contains(address.Index));
    }

    /// <summary>Registers of small values, as those of processors are, and of any.</summary>
    private static ArmIdRegisters CreateConsistent(int seed)
    {
        var random = new Random(seed);
        ArmIdRegisters registers = ArmIdRegisters.Zero;
        foreach (ArmIdRegister register in ArmIdRegister.All)
        {
            ulong mask = random.Next(3) switch { 0 => 0x1111_1111_1111_1111, 1 => 0x3333_3333_3333_3333, _ => ~0UL };
            registers = registers.With(register, (ulong)random.NextInt64() * 3 & mask);
        }

        bool hasSme = registers.GetValue(Field("ID_AA64PFR1_EL1.SME")) > 0;
        bool hasSve = registers.GetValue(Field("ID_AA64PFR0_EL1.SVE")) > 0;
        registers = hasSme ? registers : registers.With(Field("ID_AA64SMFR0_EL1.SMEver").Register, 0);
        return hasSme || hasSve ? registers : registers.With(Field("ID_AA64ZFR0_EL1.SVEver").Register, 0);
    }

    private static ArmHwcaps Cut(ArmHwcaps words, int known) => Words(string.Join(' ', words.GetNames().Intersect(NamesByAge[..known])));

    private static System.Collections.Immutable.ImmutableArray<string> NamesOf(ArmHwcaps words) => words.GetNames();

    private static ArmHwcaps Words(string names) =>
        names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Aggregate(default(ArmHwcaps), static (all, name) => ArmHwcaps.TryFind(name, out ArmHwcaps bit) ? all.Union(bit) : throw new ArgumentException(name));

    private static Facility Find(string name) => CpuModels.Arm.Catalog.TryFind(name, out Facility facility) ? facility : throw new ArgumentException(name);

    private static ArmField Field(string name) => ArmField.TryFind(name, out ArmField? field) ? field : throw new ArgumentException(name);
}
