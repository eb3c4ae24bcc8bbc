using CpuFacility.Kvm;
using CpuFacility.S390x;

namespace CpuFacility.Interop.Tests.Kvm;

public class KvmS390MachineTests
{
    private static readonly CpuModelRegistry Models = CpuModels.S390x;
    private static readonly S390xIbcRange Z14Ibc = new(new S390xIbc(0x021), new S390xIbc(0x041));

    [Fact]
    public void Read_Fields_AreAtTheirPlaces()
    {
        byte[] bytes = new byte[KvmS390Machine.Length];
        Convert.FromHexString("0102030405060708" + "00210042" + "B1B2B3B4" + "60").CopyTo(bytes, 0);
        bytes[16 + (138 / 8)] = 0x20;
        bytes[2064 + (129 / 8)] = 0x40;
        bytes[2064] = 0x10;
        KvmS390Machine read = KvmS390Machine.Read(bytes);
        Assert.Equal(new S390xCpuId(0x0102030405060708), read.CpuId);
        Assert.Equal((0x021, 0x042, 0xB1B2B3B4), (read.Ibc.Lowest.Value, read.Ibc.Unblocked.Value, read.Padding));
        Assert.Equal(Models.Vocabulary.CreateSet("zarch"), read.Mask);
        Assert.Equal(Models.Vocabulary.CreateSet("vx", "dateh"), read.List);
        Assert.True(read.UnknownInMask.IsEmpty);
        Assert.True(read.UnknownInList.IsEmpty);
        Assert.Equal("cpuid 0102030405060708, ibc 0x00210042, 1 facilities in the mask, 2 in the list", read.ToString());
        Assert.Equal(read, new KvmS390Machine(read.CpuId, read.Ibc, read.Mask, read.List, read.UnknownInMask, read.UnknownInList, read.Padding));
    }

    [Fact]
    public void ToHostCapability_MaskAndList_TellHardwareSoftwareAndHidden()
    {
        FacilitySet z14 = Models.Parse("z14").Facilities;
        FacilitySet mask = z14.Union(Models.Vocabulary.CreateSet("sthyi")).Except(Models.Vocabulary.CreateSet("te"));
        FacilitySet list = z14.Except(Models.Vocabulary.CreateSet("sthyi"));
        HostCapability host = Machine(0x3906, mask, list).ToHostCapability(Models);

        Assert.Equal("z14", host.Offer.Definition.Name);
        Assert.Equal("KVM", host.Source);
        Assert.Equal(Models.Vocabulary.CreateSet("sthyi"), host.Emulated);
        Assert.Equal(Models.Vocabulary.CreateSet("te"), host.Hidden);
        Assert.Equal(FacilityOrigin.Hardware, host.GetOrigin(S390xFacility.Vx));
        Assert.Equal(FacilityOrigin.Hardware, host.GetOrigin(S390xFacility.Dateh2));
        Assert.Equal(FacilityOrigin.Software, host.GetOrigin(S390xFacility.Sthyi));
        Assert.Equal(FacilityOrigin.None, host.GetOrigin(S390xFacility.Te));
        Assert.Equal(FacilityOrigin.None, host.GetOrigin(S390xFacility.Nnpa));
        Assert.Equal(FacilityOrigin.Unknown, host.GetOrigin(S390xFacility.Cmma));
        Assert.Equal(FacilityOrigin.Unknown, host.GetOrigin(S390xFacility.Ap));
        Assert.Equal(
            Models.Catalog.All.Except(S390xBlocks.Stfl.Facilities).Without(S390xFacility.Dateh2.Index), host.Unreported);
    }

    [Fact]
    public void ToHostCapability_OtherStructures_AreHardwareAndReported()
    {
        CpuModel gen16 = Models.Parse("gen16a");
        gen16 = gen16.WithFacilities(gen16.Definition.Full);
        HostCapability host = Machine(0x3931, gen16.Facilities, gen16.Facilities).ToHostCapability(
            Models, KvmS390Features.FromModel(gen16), KvmS390Subfunctions.FromModel(gen16), KvmS390UltravisorFeatures.FromModel(gen16), "a test");

        Assert.Equal("a test", host.Source);
        Assert.Equal(FacilityOrigin.Hardware, host.GetOrigin(S390xFacility.Cmma));
        Assert.Equal(FacilityOrigin.Hardware, host.GetOrigin(S390xFacility.KmAes128));
        Assert.Equal(FacilityOrigin.Hardware, host.GetOrigin(S390xFacility.Appv));
        Assert.Equal(FacilityOrigin.Unknown, host.GetOrigin(S390xFacility.Cmm));
        Assert.True(host.Emulated.IsEmpty);

        // What only the SCLP reports, and what no bit reports, stays open.
        FacilitySet sclp = Models.Catalog.Blocks.Where(static block => block.Name.StartsWith("SCLP", StringComparison.Ordinal))
            .Aggregate(default(FacilitySet), static (set, block) => set.Union(block.Facilities));
        Assert.Equal(sclp.Except(S390xBlocks.KvmFeatures.Facilities).Union(Models.Vocabulary.CreateSet("cmm", "ap")), host.Unreported);
    }

    [Fact]
    public void ToHostCapability_SoftwareStfle_MakesDateh2Software()
    {
        FacilitySet mask = Models.Vocabulary.CreateSet("zarch", "stfle");
        HostCapability host = Machine(0x3906, mask, mask.Without(S390xFacility.Stfle.Index)).ToHostCapability(Models);
        Assert.Equal(FacilityOrigin.Software, host.GetOrigin(S390xFacility.Dateh2));
        host = Machine(0x3906, mask.Without(S390xFacility.Stfle.Index), mask).ToHostCapability(Models);
        Assert.True(host.Hidden.Contains(S390xFacility.Dateh2.Index));
    }

    [Fact]
    public void ToHostCapability_UnknownType_IsSearchedByWhatIsOffered()
    {
        CpuModel z14 = Models.Parse("z14");
        KvmS390Machine machine = Machine(0x9999, z14.Facilities, z14.Facilities);
        HostCapability host = machine.ToHostCapability(Models, KvmS390Features.FromModel(z14), KvmS390Subfunctions.FromModel(z14));
        Assert.Equal("z14", host.Offer.Definition.Name);

        // The subfunctions decide as well: plo is in every base set.
        byte[] none = new byte[KvmS390Subfunctions.Length];
        Assert.False(machine.TryToHostCapability(Models, out _, out FacilityFormatError error, subfunctions: KvmS390Subfunctions.Read(none)));
        Assert.Equal("Machine type 9999 is not in qemu-11.1, and for z900, its first definition, plo is missing.", error.Reason);
    }

    [Fact]
    public void ToHostCapability_UnknownType_IsNotRuledOutByWhatWasNotAskedFor()
    {
        // Subfunctions and features were not asked for; edat2 was, and z13's base set has it.
        CpuModel z14 = Models.Parse("z14");
        Assert.Equal("z14", Machine(0x9999, z14.Facilities, z14.Facilities).ToHostCapability(Models).Offer.Definition.Name);
        FacilitySet list = z14.Facilities.Without(S390xFacility.Edat2.Index);
        HostCapability host = Machine(0x9999, list, list).ToHostCapability(Models);
        Assert.False(host.Offer.Definition.Base.Contains(S390xFacility.Edat2.Index));

        // What may be there decides on the definition, and is not offered for that.
        Assert.False(host.Offered.Contains(S390xFacility.KmAes128.Index));
        Assert.Equal(FacilityOrigin.Unknown, host.GetOrigin(S390xFacility.KmAes128));
    }

    [Fact]
    public void ToHostCapability_NoDefinitionFits_SaysWhy()
    {
        KvmS390Machine machine = Machine(0x9999, default, default);
        Assert.False(machine.TryToHostCapability(Models, out HostCapability? none, out FacilityFormatError error));
        Assert.Null(none);
        Assert.Equal(0, error.Position);
        Assert.Equal("Machine type 9999 is not in qemu-11.1, and for z900, its first definition, esan3, zarch is missing.", error.Reason);
        var exception = Assert.Throws<FacilityFormatException>(() => machine.ToHostCapability(Models));
        Assert.Equal(error.Reason, exception.Reason);
        CpuModelRegistry empty = Models.AsOf(new Version(1, 0));
        Assert.False(machine.TryToHostCapability(empty, out _, out error));
        Assert.Equal("Machine type 9999 is not in qemu-1.0, which has no definitions.", error.Reason);
    }

    [Fact]
    public void ToHostCapability_BitsBeyondTheCatalog_AreKeptAndDescribed()
    {
        FacilitySet z14 = Models.Parse("z14").Facilities;
        UnknownBits unknown = S390xBlocks.Stfl.CreateUnknownBits([300]);
        var machine = new KvmS390Machine(new S390xIdentity(0x3906, 14, 1).GetCpuId(1), Z14Ibc, z14, z14, unknown);
        Assert.Equal(machine.ToHostCapability(Models).Offered, Machine(0x3906, z14, z14).ToHostCapability(Models).Offered);
        Assert.Equal<IEnumerable<string>>(["fac_mask: STFL bit 300 is on without a name"], machine.ToHostCapability(Models).Unnamed);
        Assert.Empty(Machine(0x3906, z14, z14).ToHostCapability(Models).Unnamed);
        byte[] bytes = new byte[KvmS390Machine.Length];
        machine.Write(bytes);
        Assert.Equal(0x08, bytes[16 + (300 / 8)]);
        Assert.Equal(unknown, KvmS390Machine.Read(bytes).UnknownInMask);
    }

    private static KvmS390Machine Machine(int type, FacilitySet mask, FacilitySet list) =>
        new(new S390xCpuId(0xFF, 0x012345, type, true), Z14Ibc, mask, list);
}
