namespace CpuFacility.X86;

/// <summary>A published model that a processor may be, and how the two differ. Immutable.</summary>
public sealed class X86Identified
{
    private readonly FacilitySet _missing;
    private readonly FacilitySet _beyond;

    internal X86Identified(CpuModel model, in FacilitySet facilities, bool matchesSignature)
    {
        Model = model;
        MatchesSignature = matchesSignature;
        _missing = model.Facilities.Except(facilities);
        _beyond = facilities.Except(model.Facilities);
    }

    /// <summary>The model, under its name alone.</summary>
    public CpuModel Model { get; }

    /// <summary>The definition.</summary>
    public CpuModelDefinition Definition => Model.Definition;

    /// <summary>Whether vendor, family and model of the processor are the definition's, with the stepping where the publisher says which.</summary>
    public bool MatchesSignature { get; }

    /// <summary>The features of the model that the processor lacks.</summary>
    public ref readonly FacilitySet Missing => ref _missing;

    /// <summary>The features of the processor that the model lacks.</summary>
    public ref readonly FacilitySet Beyond => ref _beyond;

    /// <summary>The name, and how it was found.</summary>
    public override string ToString()
    {
        string how = MatchesSignature ? "by signature" : "by features";
        return Missing.IsEmpty
            ? $"{Definition.Name} ({how})"
            : $"{Definition.Name} ({how}; lacks {Model.Registry.Vocabulary.Format(_missing)})";
    }
}
