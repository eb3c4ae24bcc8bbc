namespace CpuFacility.Generators.Model;

/// <summary>What the tables of one architecture say, with references resolved to positions in the lists.</summary>
internal sealed class CatalogModel(string architecture)
{
    /// <summary>The capacity of a facility set in bits.</summary>
    public const int MaxFacilities = 1024;

    /// <summary>The member of <c>CpuArchitecture</c>, and the prefix of the generated types.</summary>
    public string Architecture { get; } = architecture;

    public NamedList<BlockModel> Blocks { get; } = new();

    /// <summary>The architecture's own columns of blocks.csv, in the file's order.</summary>
    public List<string> BlockColumns { get; } = [];

    public NamedList<FacilityModel> Facilities { get; } = new();

    public NamedList<GroupModel> Groups { get; } = new();

    public NamedList<MarkModel> Marks { get; } = new();

    public NamedList<DefinitionModel> Definitions { get; } = new();

    /// <summary>The integer columns of definitions.csv, in the file's order.</summary>
    public List<string> DefinitionColumns { get; } = [];

    public NamedList<PresetModel> Presets { get; } = new();

    public List<ProfileModel> Profiles { get; } = [];

    /// <summary>One for each (generation, ga) of increments.csv, ascending.</summary>
    public List<SetRow> SetRows { get; } = [];

    public List<ImpliedBitModel> ImpliedBits { get; } = [];

    public List<MirrorModel> Mirrors { get; } = [];

    public List<DependencyModel> Dependencies { get; } = [];

    public List<AliasModel> Aliases { get; } = [];

    public List<OrderModel> Orders { get; } = [];

    /// <summary>In the ordinal order of their names.</summary>
    public List<EditionModel> Editions { get; } = [];

    public List<TypedTableModel> TypedTables { get; } = [];
}
