using CpuFacility.Generators.Csv;

namespace CpuFacility.Generators.Model;

/// <summary>One publisher's table of models, as <c>models.EDITION.csv</c> and <c>changes.EDITION.csv</c> have it.</summary>
internal sealed class EditionModel(string name)
{
    /// <summary>What a model has, and what the publisher says was added to it or removed from it after it was published.</summary>
    public static readonly string[] SetNames = ["features", "added", "removed"];

    /// <summary>The edition, such as <c>qemu-11.1</c>.</summary>
    public string Name { get; } = name;

    public NamedList<ModelRow> Models { get; } = new();

    /// <summary>The architecture's own columns, in the file's order.</summary>
    public List<Column> Columns { get; } = [];

    /// <summary>Whether some models are their own ancestors, so that sets cannot be worked out.</summary>
    public bool HasCycle { get; set; }
}

/// <summary>A model of an edition: what it changes against its ancestor, and what comes of that.</summary>
internal sealed record ModelRow(string Name, string Title, CsvCell AncestorCell, List<string> Texts, List<uint> Numbers, CsvPosition Position)
    : INamed
{
    /// <summary>The number of the ancestor, -1 for none.</summary>
    public int Ancestor { get; set; } = -1;

    public List<ModelChange> Changes { get; } = [];

    /// <summary>By index of <see cref="EditionModel.SetNames"/>; null until they are worked out.</summary>
    public FacilityBits[]? Sets { get; set; }
}

/// <summary>One facility that enters or leaves one of a model's sets.</summary>
internal sealed record ModelChange(int Set, bool Adds, int Facility, CsvPosition Position);
