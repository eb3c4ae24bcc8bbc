namespace CpuFacility;

/// <summary>
/// A model with the tag of what is done in software for it: the full identity of a running guest, as in <c>z13.2~0a1b...,te=off</c>; without
/// a tag, everything is done in hardware.
/// </summary>
/// <remarks>
/// The facilities behind a tag are known if a host made the tag or the edition's table has it; a hash alone does not give them back. Two values
/// are equal when models and tags are. Immutable and safe to share between threads.
/// </remarks>
public sealed class TaggedModel : IEquatable<TaggedModel>
{
    /// <summary>What stands between the name of the model and the tag.</summary>
    public const char Mark = '~';

    private readonly FacilitySet _software;

    internal TaggedModel(CpuModel model, SoftwareTag tag, in FacilitySet software)
    {
        Model = model;
        Tag = tag;
        _software = software;
    }

    /// <summary>What the guest sees.</summary>
    public CpuModel Model { get; }

    /// <summary>The tag of what is done in software; empty if nothing is.</summary>
    public SoftwareTag Tag { get; }

    /// <summary>Whether <see cref="Software"/> says what is done in software: always if there is no tag.</summary>
    public bool IsSoftwareKnown => Tag.IsEmpty || !_software.IsEmpty;

    /// <summary>The facilities that are done in software; empty if none is, or if that is not known.</summary>
    public ref readonly FacilitySet Software => ref _software;

    /// <inheritdoc/>
    public bool Equals(TaggedModel? other) => other is not null && Tag == other.Tag && Model.Equals(other.Model);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TaggedModel);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Model, Tag);

    /// <summary>The model's expression with the whole tag after its name: for machines, and read back by any edition that knows the model.</summary>
    public override string ToString() => Insert(Tag.ToString());

    /// <summary>The model's expression with eight digits of the tag after its name: for people, and read back where the edition's table has it.</summary>
    public string ToShortString() => Insert(Tag.ToShortString());

    private string Insert(string digits)
    {
        string expression = Model.ToString();
        return digits.Length == 0 ? expression : $"{Model.Name}{Mark}{digits}{expression[Model.Name.Length..]}";
    }
}
