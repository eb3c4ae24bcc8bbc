using CpuFacility.Generators.Csv;

namespace CpuFacility.Generators.Model;

/// <summary>
/// A block. Its bits are 0 in a block without bits, and null when the file's number is wrong. Its values are those of
/// <see cref="CatalogModel.BlockColumns"/>, in that order.
/// </summary>
internal sealed record BlockModel(
    string Name, string Identifier, int? Bits, bool MostSignificantFirst, bool VariableLength, string Title, List<uint> Values, CsvPosition Position)
    : INamed;

/// <summary>
/// A facility. Its block is -1 when the file names none that exists, its bit -1 in a block without bits. Its name is foreign where QEMU,
/// whose names are canonical, has no property for the facility.
/// </summary>
internal sealed record FacilityModel(
    string Name, string Identifier, int Block, int Bit, string Since, string Title, bool IsForeign, CsvPosition Position) : INamed;

internal sealed record GroupModel(string Name, List<int> Members, CsvPosition Position) : INamed;

internal sealed record MarkModel(string Name, string Identifier, List<int> Facilities, CsvPosition Position) : INamed;

/// <summary>A definition. Its values are those of <see cref="CatalogModel.DefinitionColumns"/>, in that order.</summary>
internal sealed record DefinitionModel(string Name, string Since, string Title, List<uint> Values, CsvPosition Position) : INamed
{
    /// <summary>The row of <see cref="CatalogModel.SetRows"/> that applies, -1 for none.</summary>
    public int SetRow { get; set; } = -1;
}

internal sealed record PresetModel(string Name, int Definition, int Mark, string Title, CsvPosition Position) : INamed;

/// <summary>
/// The hash over what an emulator does in software for a model: for a form of a definition, or for a preset. <paramref name="Form"/> is a
/// position in <see cref="Tables.ProfilesTable.Forms"/>, and <paramref name="Number"/> one in the list that the form belongs to.
/// </summary>
internal sealed record ProfileModel(
    string Name, string Since, int Form, int Number, int Mark, ulong Upper, ulong Lower, CsvPosition Position);

/// <summary>A bit that is on whenever a facility is, or always: then the facility is -1.</summary>
internal sealed record ImpliedBitModel(int Block, int Bit, int Facility, CsvPosition Position);

/// <summary>A bit of a block that repeats a facility whose own place is in another block.</summary>
internal sealed record MirrorModel(int Block, int Bit, int Facility, CsvPosition Position);

internal sealed record DependencyModel(int Facility, int Requires, bool IsMutual, CsvPosition Position);

internal sealed record AliasModel(string Dialect, string Name, int Facility, CsvPosition Position);

internal sealed record OrderModel(string Edition, List<int> FacilityByRank);
