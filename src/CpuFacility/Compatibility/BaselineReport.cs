using System.Collections.Immutable;

namespace CpuFacility;

/// <summary>
/// The common denominator of some models: under the name that the publisher gives it, exactly, and what lies between the two. Immutable.
/// </summary>
public sealed class BaselineReport
{
    private readonly FacilitySet _lost;

    internal BaselineReport(ImmutableArray<CpuModel> models, CpuModel? model, CpuModelIntersection intersection)
    {
        Models = models;
        Model = model;
        Intersection = intersection;
        _lost = model is null ? intersection.Facilities : intersection.Facilities.Except(model.Facilities);
    }

    /// <summary>The models whose common denominator this is.</summary>
    public ImmutableArray<CpuModel> Models { get; }

    /// <summary>
    /// The baseline, equal to QEMU's answer: a static model and what is switched on and off. Null if the publisher finds no definition, as
    /// facilities are missing that its oldest model needs.
    /// </summary>
    public CpuModel? Model { get; }

    /// <summary>What the models have exactly in common.</summary>
    public CpuModelIntersection Intersection { get; }

    /// <summary>
    /// The facilities that all models have and the named baseline has not: it fell back to an older definition, which cannot have them. All
    /// of the intersection if there is no baseline.
    /// </summary>
    public ref readonly FacilitySet Lost => ref _lost;

    /// <summary>
    /// The facilities of the baseline that its definition does not have under its name alone: what a user of the bare name goes without. Empty
    /// if there is no baseline.
    /// </summary>
    public FacilitySet LostByName =>
        Model is not null && Model.Registry.TryFind(Model.Name, out CpuModel? named) ? Model.Facilities.Except(named.Facilities) : default;

    /// <summary>
    /// Properties that the edition has no name for, that some of the models have and the baseline has not. Whether all models can do what they
    /// stand for is not known.
    /// </summary>
    public ImmutableArray<CpuModelProperty> DroppedProperties =>
        UnknownProperties.Except([.. Models.SelectMany(static model => model.UnknownProperties).Distinct()], Model?.UnknownProperties ?? []);

    /// <summary>Whether the identity of the baseline is older than the one that the models have in common.</summary>
    public bool IsOlderThanIntersection =>
        Model is not null && Intersection.Identity?.GetRelation(Model.Identity) == CpuIdentityRelation.Newer;

    /// <summary>The baseline and what it loses, a line each.</summary>
    public override string ToString()
    {
        if (Model is null)
        {
            return Intersection.Identity is null
                ? $"There is no baseline: the models are of {string.Join(" and ", Models.Select(static model => model.Identity.Level).Distinct())}, and none stands in for the other."
                : "There is no baseline: facilities that every definition needs are missing.";
        }

        string text = Model.ToString();
        if (IsOlderThanIntersection)
        {
            text += $"\nIt is of {Model.Identity.Level}, although the models have {Intersection.Identity!.Level} in common.";
        }

        // A static name is made to be followed by what differs; any other may be used alone.
        if (Model.Kind != CpuModelKind.Static && !LostByName.IsEmpty)
        {
            text += $"\nThe name {Model.Name} alone loses: {Model.Registry.Vocabulary.Format(LostByName)}.";
        }

        if (!_lost.IsEmpty)
        {
            text += $"\nIt loses what the models have in common: {Intersection.Registry.Vocabulary.Format(_lost)}.";
        }

        return DroppedProperties.IsEmpty
            ? text
            : $"{text}\nIt is without what {Model.Registry.Edition} has no name for: {string.Join(", ", DroppedProperties)}.";
    }
}
