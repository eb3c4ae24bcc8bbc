using CpuFacility.S390x;
using CpuFacility.Testing;
using CpuFacility.Tests.Architectures.S390x;
using FsCheck.Xunit;

namespace CpuFacility.Tests.Laws;

/// <summary>The way out of a model into what its machine reports, and in again.</summary>
[Properties(Arbitrary = [typeof(Generators), typeof(ModelGenerators)])]
public class S390xIdentificationLaws
{
    private static readonly CpuModelRegistry Registry = CpuModels.S390x;

    [Law]
    public bool Identify_WhatAModelReports_ContainsItsDefinition(CpuModel model, AnyIndex lowest)
    {
        var identity = (S390xIdentity)model.Identity;
        var ibc = new S390xIbcRange(new S390xIbc(lowest.Value), identity.Ibc);
        return Registry.Identify(identity.GetCpuId(lowest.Value), ibc, model.Facilities)
            .Any(match => match.Definition == model.Definition && match.Beyond.IsEmpty && match.Model.Facilities.Except(model.Facilities).Count <= 1);
    }

    [Law]
    public bool IdentifyAsQemu_AnyReport_IsWhatThePlainSearchFinds(CpuModel model, CpuModel reported, AnyIndex ibc, bool isKnown)
    {
        int type = isKnown ? ((S390xIdentity)reported.Identity).Type : 0x9999;
        var range = new S390xIbcRange(new S390xIbc(ibc.Value & 3), new S390xIbc(ibc.Value & 0x7F));
        CpuModel? found = Registry.IdentifyAsQemu(new S390xCpuId(0xFF, 0, type, true), range, model.Facilities);
        return found?.Definition.Name == PlainHostSearch.Find(Registry, type, ibc.Value & 3, ibc.Value & 0x7F, model.Facilities)
            && (found is null || found.Facilities.IsSubsetOf(found.Definition.Full));
    }

    [Law]
    public bool Identify_UnknownType_ContainsWhatQemuFinds(CpuModel model, AnyIndex ibc)
    {
        var range = new S390xIbcRange(new S390xIbc(ibc.Value & 3), new S390xIbc(ibc.Value & 0x7F));
        var cpuId = new S390xCpuId(0xFF, 0, 0x9999, true);
        CpuModel? found = Registry.IdentifyAsQemu(cpuId, range, model.Facilities);
        return found is null || Registry.Identify(cpuId, range, model.Facilities).Any(match => match.Model.Equals(found) && match.Missing.IsEmpty);
    }

    [Law]
    public bool AsProtectedGuest_AnyModel_SplitsIt(CpuModel model) =>
        model.AsProtectedGuest().Facilities.Union(model.GetLostWhenProtected()) == model.Facilities
        && !model.AsProtectedGuest().Facilities.Overlaps(model.GetLostWhenProtected())
        && model.AsProtectedGuest().Facilities.IsSubsetOf(model.GetReportedWhenProtected());
}
