using System.Collections.Immutable;

namespace CpuFacility;

public sealed partial class CpuModel
{
    /// <summary>
    /// The static expansion, as QEMU answers: the static name of the definition and what differs from it. It means the same in every
    /// release that knows the names.
    /// </summary>
    public CpuModelExpansion ExpandStatic()
    {
        string name = Registry.Rules.GetExpansionName(Definition);
        CpuModel start = Registry.TryFind(name, out CpuModel? found) ? found : this;
        return new CpuModelExpansion(this, name, GetSettings(start._facilities, _facilities), Registry.Rules.ListDeprecated(Registry, _facilities), Registry.Rules.ListProperties(this, isFull: false));
    }

    /// <summary>The full expansion, as QEMU answers: every property that the edition knows, on or off.</summary>
    public CpuModelExpansion ExpandFull()
    {
        var settings = ImmutableArray.CreateBuilder<CpuModelSetting>();
        Add(settings, _facilities, isOn: true);
        Add(settings, Registry.Vocabulary.Known.Except(_facilities), isOn: false);
        return new CpuModelExpansion(
            this,
            Registry.Rules.GetExpansionName(Definition),
            settings.ToImmutable(),
            Registry.Rules.ListDeprecated(Registry, Registry.Vocabulary.Known),
            Registry.Rules.ListProperties(this, isFull: true));
    }

    /// <summary>What has to be switched off and on to come from another model of the same definition to this one.</summary>
    private ImmutableArray<CpuModelSetting> GetSettings(FacilitySet start, FacilitySet facilities)
    {
        var settings = ImmutableArray.CreateBuilder<CpuModelSetting>();
        Add(settings, start.Except(facilities), isOn: false);
        Add(settings, facilities.Except(start), isOn: true);
        return settings.ToImmutable();
    }

    private void Add(ImmutableArray<CpuModelSetting>.Builder settings, in FacilitySet facilities, bool isOn)
    {
        foreach (FacilityTerm term in Registry.Vocabulary.Summarize(facilities))
        {
            settings.Add(new CpuModelSetting(term, isOn));
        }
    }
}
