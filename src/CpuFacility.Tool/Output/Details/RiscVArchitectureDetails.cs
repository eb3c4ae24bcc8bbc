using System.Collections.Immutable;
using System.Text.Json;
using CpuFacility.RiscV;

namespace CpuFacility.Tool;

/// <summary>RISC-V: the ISA string, and the profiles.</summary>
internal sealed class RiscVArchitectureDetails : ArchitectureDetails
{
    private static readonly FacilitySet Widths = CpuModels.RiscV.Catalog.CreateSet(RiscVFacility.Rv32, RiscVFacility.Rv64, RiscVFacility.Rv128);

    /// <summary>Profiles say more than the numbers of an identity.</summary>
    public override string DescribeLevel(CpuModel model)
    {
        string profiles = GetLevels(model.CheckProfiles(), model.Facilities).Level;
        return profiles.Length == 0 ? $"rv{RiscVFacilities.GetXlen(model.Facilities)}" : profiles;
    }

    public override LevelReport GetLevels(HostDescription description) => GetLevels(Check(description), description.Host.Offered);

    public override void WriteHost(TextOutput output, HostDescription description)
    {
        Write(output, Check(description), description.Host.Offered, description.Host.Identity);
        base.WriteHost(output, description);
    }

    public override void WriteHost(Utf8JsonWriter json, HostDescription description) =>
        Write(json, Check(description), description.Host.Offered, description.Host.Identity);

    public override void WriteModel(TextOutput output, CpuModel model)
    {
        Write(output, model.CheckProfiles(), model.Facilities, model.Identity);
        base.WriteModel(output, model);
    }

    public override void WriteModel(Utf8JsonWriter json, CpuModel model) => Write(json, model.CheckProfiles(), model.Facilities, model.Identity);

    public override void WriteBaseline(TextOutput output, BaselineReport report, in FacilitySet unreported)
    {
        if (report.Intersection.Identity is CpuIdentity identity)
        {
            output.WriteLine("What all have in common:");
            Write(output, CheckPool(report, unreported), RiscVFacilities.Close(report.Intersection.Facilities), identity);
        }
    }

    public override void WriteBaseline(Utf8JsonWriter json, BaselineReport report, in FacilitySet unreported)
    {
        if (report.Intersection.Identity is CpuIdentity identity)
        {
            Write(json, CheckPool(report, unreported), RiscVFacilities.Close(report.Intersection.Facilities), identity);
        }
    }

    /// <summary>What is a model knows of profiles what its facilities alone do not say.</summary>
    private static ImmutableArray<RiscVProfileCheck> Check(HostDescription description) =>
        description.Host.Unreported.IsEmpty && description.Host.Offered == description.Host.Offer.Facilities
            ? description.Host.Offer.CheckProfiles()
            : RiscVProfileCheck.CheckAll(description.Host.Offered, description.Host.Unreported);

    /// <summary>All reach a profile, or one of them certainly does not, or it is not known.</summary>
    private static ImmutableArray<RiscVProfileCheck> CheckPool(BaselineReport report, FacilitySet unreported)
    {
        ImmutableArray<RiscVProfileCheck>[] all = [.. report.Models.Select(static model => model.CheckProfiles())];
        return [.. RiscVProfile.All.Select((profile, i) =>
        {
            FacilitySet missing = all.Aggregate(default(FacilitySet), (sum, checks) => sum.Union(checks[i].Missing));
            FacilitySet open = all.Aggregate(default(FacilitySet), (sum, checks) => sum.Union(checks[i].Unreported));
            open = open.Union(missing.Intersect(unreported));
            missing = missing.Except(unreported);
            return new RiscVProfileCheck(profile, missing, open.Except(missing));
        })];
    }

    private static void Write(TextOutput output, ImmutableArray<RiscVProfileCheck> checks, in FacilitySet facilities, CpuIdentity identity)
    {
        output.WriteLine($"ISA string  {FormatIsa(facilities, identity) ?? "none: the base is not known"}");
        string[] lines = GetLevels(checks, facilities).Text.Split('\n');
        output.WriteLine($"profiles    {lines[0]}");
        foreach (string line in lines[1..])
        {
            output.WriteLine($"            {line}");
        }
    }

    private static void Write(Utf8JsonWriter json, ImmutableArray<RiscVProfileCheck> checks, in FacilitySet facilities, CpuIdentity identity)
    {
        RiscVValues values = ((RiscVIdentity)identity).Values;
        json.WriteStartObject("riscv");
        json.WriteString("isa", FormatIsa(facilities, identity));
        json.WriteStrings("profiles", checks
            .Where(static check => check.Verdict == CompatibilityVerdict.Compatible)
            .Select(static check => check.Profile.Name));
        json.WriteStartObject("values");
        Write("vlen", values.VectorLength);
        Write("elen", values.ElementLength);
        Write("cbom_blocksize", values.ManagementBlockSize);
        Write("cbop_blocksize", values.PrefetchBlockSize);
        Write("cboz_blocksize", values.ZeroBlockSize);
        json.WriteEndObject();
        json.WriteEndObject();

        void Write(string name, uint value)
        {
            if (value == 0)
            {
                json.WriteNull(name);
            }
            else
            {
                json.WriteNumber(name, value);
            }
        }
    }

    /// <summary>The shortest ISA string that means the same; null for a set that has no base.</summary>
    private static string? FormatIsa(in FacilitySet facilities, CpuIdentity identity)
    {
        FacilitySet shortest = RiscVFacilities.Reduce(facilities);
        return RiscVFacilities.GetXlen(shortest) == 0 || shortest.Contains(RiscVFacility.I.Index) == shortest.Contains(RiscVFacility.E.Index)
            ? null
            : RiscVIsaString.FromFacilities(shortest, ((RiscVIdentity)identity).Values.VectorLength).ToString();
    }

    /// <summary>A processor is not asked for the profiles of another width.</summary>
    private static LevelReport GetLevels(ImmutableArray<RiscVProfileCheck> all, FacilitySet facilities)
    {
        FacilitySet width = facilities.Intersect(Widths);
        ImmutableArray<RiscVProfileCheck> checks = [.. all.Where(check => width.IsSubsetOf(check.Profile.Facilities))];
        var byName = checks.ToDictionary(static check => check.Profile.Name, static check => check.Profile);
        return LevelReport.Create(
            [.. checks.Select(static check => new LevelState(check.Profile.Name, Names(check.Missing), Names(check.Unreported)))],
            (greater, lesser) => byName[lesser.Name].Facilities.IsProperSubsetOf(byName[greater.Name].Facilities));
    }

    private static ImmutableArray<string> Names(in FacilitySet facilities) =>
        [.. CpuModels.RiscV.Vocabulary.Summarize(facilities).ToImmutableArray().Select(static term => term.Name)];
}
