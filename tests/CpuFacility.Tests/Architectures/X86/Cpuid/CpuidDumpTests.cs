using CpuFacility.X86;

namespace CpuFacility.Tests.Architectures.X86.Cpuid;

/// <summary>The laws on the tables of real processors.</summary>
public class CpuidDumpTests
{
    [SkippableFact]
    public void ReadFacilities_RealProcessors_AreWhatTheRowsOfTheDataSay() =>
        Assert.All(CpuidDumps.ReadAll(), static dump => CpuidChecks.AssertRead(dump.Table));

    [SkippableFact]
    public void Restore_RealProcessors_GivesTheSameTable() =>
        Assert.All(CpuidDumps.ReadAll(), static dump => CpuidChecks.AssertRoundTrip(dump.Table));

    [SkippableFact]
    public void GetUnnamedBits_RealProcessors_RepeatLeaf1AsTheirVendorDoes() =>
        Assert.All(CpuidDumps.ReadAll(), static dump => Assert.True(CpuidChecks.HasNoContradiction(dump.Table), dump.Name));

    [SkippableFact]
    public void Mask_RealProcessors_KeepsTheLawsOfMasks()
    {
        var random = new Random(1);
        foreach ((string _, CpuidData table) in CpuidDumps.ReadAll())
        {
            FacilitySet wanted = CpuidGenerators.Facilities(random);
            var given = new TableAndWanted(table, wanted, wanted.Union(CpuidGenerators.Facilities(random)));
            CpuidChecks.AssertMask(given, UnnamedBitsPolicy.Keep);
            CpuidChecks.AssertMask(given, UnnamedBitsPolicy.Clear);
        }
    }

    [SkippableFact]
    public void Mask_EverythingWanted_LeavesRealFeatureRegistersAlone()
    {
        foreach ((string name, CpuidData table) in CpuidDumps.ReadAll())
        {
            CpuidMaskReport report = table.Mask(CpuModels.X86.Catalog.All, UnnamedBitsPolicy.Keep);
            Assert.True(report.Cleared.IsEmpty, name);
            Assert.Equal(table.GetUnnamedBits().ToArray(), report.Table.GetUnnamedBits().ToArray());
        }
    }

    [SkippableTheory]
    [InlineData("Xeon-Platinum-9242", X86Level.V4)]
    [InlineData("Xeon-Gold-6130", X86Level.V4)]
    [InlineData("Core-i7-7700", X86Level.V3)]
    [InlineData("EPYC-7601-32-Core", X86Level.V3)]
    [InlineData("Core-i5-2540M", X86Level.V2)]
    [InlineData("Opteron-2350", X86Level.V1)]
    public void ReadUsableFacilities_RealProcessor_ReachesItsLevel(string name, X86Level level)
    {
        CpuidData table = CpuidDumps.Read(name);
        Assert.Equal(level, X86Levels.GetLevel(table.ReadUsableFacilities(out _)));
    }

    [SkippableFact]
    public void ReadXsaveState_ProcessorWithCompactedSize_IsKnownButForEqualSizes()
    {
        // The bound registers of MPX take as much room as processor trace: the sizes cannot tell them apart.
        X86XsaveState state = CpuidDumps.Read("Xeon-Platinum-9242").ReadXsaveState();
        Assert.Equal("X87, Sse, Avx, Opmask, ZmmHi256, Hi16Zmm, Pkru; not known: Bndregs, Bndcsr, Pt", state.ToString());
        Assert.Equal(0xA88u, state.EnabledSize);
        Assert.False(state.IsEnabled(X86XsaveComponent.CetU));
    }
}
