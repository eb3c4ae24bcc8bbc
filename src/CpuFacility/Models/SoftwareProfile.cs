using System.Diagnostics.CodeAnalysis;

namespace CpuFacility;

/// <summary>
/// A row of an edition's table of pre-calculated software facilities: what a known emulator does in software for a model, with its tag.
/// Immutable.
/// </summary>
public sealed class SoftwareProfile
{
    private readonly FacilitySet _facilities;

    internal SoftwareProfile(string name, Version since, CpuModel model, in FacilitySet facilities, SoftwareTag tag)
    {
        Name = name;
        Since = since;
        Model = model;
        _facilities = facilities;
        Tag = tag;
    }

    /// <summary>The name of the emulator, such as <c>tcg</c>: the same for each model that it has a row for.</summary>
    public string Name { get; }

    /// <summary>The oldest release of the edition's publisher that is known to do it.</summary>
    public Version Since { get; }

    /// <summary>The model, under its name alone, that the row is about.</summary>
    public CpuModel Model { get; }

    /// <summary>The facilities of the model that are done in software.</summary>
    public ref readonly FacilitySet Facilities => ref _facilities;

    /// <summary>The tag of the facilities, as the data file has it; a test calculates each again.</summary>
    public SoftwareTag Tag { get; }

    /// <summary>A model of this row's name as the emulator runs it: with the row's tag.</summary>
    /// <param name="model">The model, which may have something switched off that is not done in software.</param>
    /// <param name="tagged">The model with the tag, or null.</param>
    /// <returns>Whether the model has the row's name and all of its facilities.</returns>
    public bool TryTag(CpuModel model, [NotNullWhen(true)] out TaggedModel? tagged)
    {
        ArgumentNullException.ThrowIfNull(model);
        bool applies = model.Architecture == Model.Architecture && model.Name == Model.Name && _facilities.IsSubsetOf(model.Facilities);
        tagged = applies ? new TaggedModel(model, Tag, _facilities) : null;
        return applies;
    }

    /// <summary>The model with the short tag, and the emulator, as in <c>z13.2~0a1b2c3d (tcg)</c>.</summary>
    public override string ToString() => $"{Model.Name}{TaggedModel.Mark}{Tag.ToShortString()} ({Name})";
}
