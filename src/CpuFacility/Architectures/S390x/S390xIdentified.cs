namespace CpuFacility.S390x;

/// <summary>A definition that a machine may be, and how the machine's facilities differ from it.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class S390xIdentified
{
    private readonly FacilitySet _missing;
    private readonly FacilitySet _beyond;

    internal S390xIdentified(CpuModelRegistry registry, CpuModelDefinition definition, in FacilitySet facilities, in FacilitySet possible)
    {
        Model = new CpuModel(registry, definition.Name, CpuModelKind.Default, definition, facilities.Intersect(definition.Full), []);
        _missing = definition.Base.Except(possible).Except(S390xFacilitySets.IgnoredForBaseline);
        _beyond = facilities.Except(definition.Full);
    }

    /// <summary>The definition.</summary>
    public CpuModelDefinition Definition => Model.Definition;

    /// <summary>The machine as a model of the definition: what it has beyond the definition's full set is cut off, as QEMU does.</summary>
    public CpuModel Model { get; }

    /// <summary>
    /// What the definition's base set has and the machine lacks for certain. What QEMU leaves out of account (<see cref="S390xFacilitySets.IgnoredForBaseline"/>)
    /// is left out here, too.
    /// </summary>
    public ref readonly FacilitySet Missing => ref _missing;

    /// <summary>What the machine has and no model of the definition can have.</summary>
    public ref readonly FacilitySet Beyond => ref _beyond;

    /// <summary>Whether the machine has all of the base set and nothing that the definition cannot have.</summary>
    public bool IsExact => _missing.IsEmpty && _beyond.IsEmpty;

    /// <summary>The definition's name and the difference, as in <c>z14.2, without vx, te</c>.</summary>
    public override string ToString()
    {
        FacilityVocabulary vocabulary = Model.Registry.Vocabulary;
        return Definition.Name
            + (_missing.IsEmpty ? "" : $", without {vocabulary.Format(_missing)}")
            + (_beyond.IsEmpty ? "" : $", beyond it {vocabulary.Format(_beyond)}");
    }
}
