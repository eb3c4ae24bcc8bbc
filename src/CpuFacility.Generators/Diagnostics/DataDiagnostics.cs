using Microsoft.CodeAnalysis;

namespace CpuFacility.Generators.Diagnostics;

/// <summary>All that can be wrong with the data files. Each is an error: wrong facts must not become a library.</summary>
internal static class DataDiagnostics
{
    public static readonly DiagnosticDescriptor MalformedRow = Error(1, "Malformed row", "The row cannot be read: {0}");

    public static readonly DiagnosticDescriptor MissingColumn = Error(2, "Missing column", "The header lacks: {0}");

    public static readonly DiagnosticDescriptor UnknownColumn = Error(3, "Unknown column", "The column '{0}' is unknown; known are: {1}");

    public static readonly DiagnosticDescriptor DuplicateColumn = Error(4, "Duplicate column", "The column '{0}' is there twice");

    public static readonly DiagnosticDescriptor MissingFile = Error(5, "Missing file", "The file '{0}' needs '{1}', which is missing");

    public static readonly DiagnosticDescriptor UnknownFile = Error(6, "Unknown file", "No table is named '{0}'; known are: {1}");

    public static readonly DiagnosticDescriptor EmptyCell = Error(7, "Empty cell", "The column '{0}' must not be empty");

    public static readonly DiagnosticDescriptor InvalidName = Error(
        8,
        "Invalid name",
        "The name '{0}' is invalid: only ASCII letters, digits and . _ + - may stand in it");

    public static readonly DiagnosticDescriptor DuplicateFacility = Error(
        9,
        "Duplicate facility",
        "The facility '{0}' is already in line {1}");

    public static readonly DiagnosticDescriptor InvalidIdentifier = Error(
        10,
        "Invalid identifier",
        "'{0}' of '{1}' cannot name a C# member: "
        + "an identifier starts with A to Z, continues with letters, digits and underscores, "
        + "and is none of the members that every class has; "
        + "give one in the column 'identifier'");

    public static readonly DiagnosticDescriptor DuplicateIdentifier = Error(
        11,
        "Duplicate identifier",
        "The identifier '{0}' of '{1}' is already that of '{2}'");

    public static readonly DiagnosticDescriptor InvalidSince = Error(
        12,
        "Invalid version",
        "'{0}' is no version: two to four numbers joined by dots, such as 7.2");

    public static readonly DiagnosticDescriptor InvalidNumber = Error(
        13,
        "Invalid number",
        "'{0}' in column '{1}' is no {2}");

    public static readonly DiagnosticDescriptor UnknownWord = Error(14, "Unknown word", "'{0}' in column '{1}' is unknown; known are: {2}");

    public static readonly DiagnosticDescriptor UnknownBlock = Error(15, "Unknown block", "The block '{0}' is not in blocks.csv");

    public static readonly DiagnosticDescriptor DuplicateBlock = Error(16, "Duplicate block", "The block '{0}' is already in line {1}");

    public static readonly DiagnosticDescriptor BitOutOfBlock = Error(
        17,
        "Bit out of its block",
        "The bit '{0}' is not in block '{1}', which has {2}");

    public static readonly DiagnosticDescriptor BitTaken = Error(18, "Bit taken twice", "Bit {0} of block '{1}' is already that of '{2}'");

    public static readonly DiagnosticDescriptor TooManyFacilities = Error(
        19,
        "Too many facilities",
        "'{0}' is one facility too many: a facility set holds {1}");

    public static readonly DiagnosticDescriptor UnknownFacility = Error(
        20,
        "Unknown facility",
        "The facility '{0}' is not in facilities.csv");

    public static readonly DiagnosticDescriptor UnknownGroup = Error(
        21,
        "Unknown facility or group",
        "'{0}' is neither a facility of facilities.csv nor a group of groups.csv");

    public static readonly DiagnosticDescriptor GroupNameClash = Error(
        22,
        "Group named like a facility",
        "The group '{0}' has the name of a facility");

    public static readonly DiagnosticDescriptor DuplicateGroupMember = Error(
        23,
        "Duplicate group member",
        "The facility '{0}' is already in group '{1}'");

    public static readonly DiagnosticDescriptor SelfDependency = Error(24, "Self dependency", "The facility '{0}' requires itself");

    public static readonly DiagnosticDescriptor DuplicateDependency = Error(
        25,
        "Duplicate dependency",
        "That '{0}' requires '{1}' is already in line {2}");

    public static readonly DiagnosticDescriptor DependencyCycle = Error(26, "Dependency cycle", "The dependencies form a cycle: {0}");

    public static readonly DiagnosticDescriptor DuplicateMarkMember = Error(
        27,
        "Duplicate mark",
        "The facility '{0}' already has the mark '{1}'");

    public static readonly DiagnosticDescriptor DuplicateAlias = Error(
        28,
        "Duplicate alias",
        "The dialect '{0}' already has the name '{1}', in line {2}");

    public static readonly DiagnosticDescriptor DuplicateDefinition = Error(
        29,
        "Duplicate definition",
        "The definition '{0}' is already in line {1}");

    public static readonly DiagnosticDescriptor DuplicateIdentity = Error(
        30,
        "Duplicate identity",
        "The definition '{0}' has the same {1} as '{2}'");

    public static readonly DiagnosticDescriptor DefinitionWithoutSets = Error(
        31,
        "Definition without sets",
        "The definition '{0}' is older than the first row of increments.csv: no sets apply to it");

    public static readonly DiagnosticDescriptor AddedTwice = Error(32, "Added twice", "'{0}' is already in the set '{1}' of ({2}, {3})");

    public static readonly DiagnosticDescriptor RemovedWithoutBeing = Error(
        33,
        "Removed without being there",
        "'{0}' is not in the set '{1}' of ({2}, {3})");

    public static readonly DiagnosticDescriptor SetsNotNested = Error(
        34,
        "Sets not nested",
        "After this row the set '{0}' of ({1}, {2}) has '{3}', which '{4}' lacks");

    public static readonly DiagnosticDescriptor UnknownDefinition = Error(
        35,
        "Unknown definition",
        "The definition '{0}' is not in definitions.csv");

    public static readonly DiagnosticDescriptor UnknownMark = Error(36, "Unknown mark", "The mark '{0}' is not in marks.csv");

    public static readonly DiagnosticDescriptor DuplicatePreset = Error(
        37,
        "Duplicate preset",
        "The name '{0}' is already that of a definition or preset");

    public static readonly DiagnosticDescriptor DuplicateOrderEntry = Error(
        38,
        "Duplicate in an order",
        "The facility '{0}' is already in line {1}");

    public static readonly DiagnosticDescriptor OrderIncomplete = Error(
        39,
        "Order incomplete",
        "The order lacks {0} of the catalog's facilities, first '{1}'");

    public static readonly DiagnosticDescriptor DuplicateImpliedBit = Error(
        40,
        "Duplicate implied bit",
        "Bit {0} of block '{1}' is already in line {2}");

    public static readonly DiagnosticDescriptor DuplicateFile = Error(
        41,
        "Duplicate file",
        "The table '{0}' of this architecture is already in '{1}'");

    public static readonly DiagnosticDescriptor DuplicateMirror = Error(
        42,
        "Mirrored twice",
        "The facility '{0}' is already mirrored in block '{1}', in line {2}");

    public static readonly DiagnosticDescriptor MirrorInOwnBlock = Error(
        43,
        "Mirror in its own block",
        "The facility '{0}' is in block '{1}' itself: only another block can mirror it");

    public static readonly DiagnosticDescriptor UnknownPreset = Error(44, "Unknown preset", "The preset '{0}' is not in presets.csv");

    public static readonly DiagnosticDescriptor InvalidHash = Error(
        45,
        "Invalid hash",
        "'{0}' is no hash, which has {1} of the digits 0 to 9 and a to f: {2}");

    public static readonly DiagnosticDescriptor DuplicateProfile = Error(
        46,
        "Duplicate profile",
        "The profile '{0}' already has a row of form '{1}' for '{2}', in line {3}");

    public static readonly DiagnosticDescriptor AliasNameClash = Error(
        47,
        "Alias named like a facility or group",
        "The alias '{0}' has the name of a facility or group, in the dialect that these are named in");

    public static readonly DiagnosticDescriptor InvalidModelName = Error(
        48,
        "Invalid name of a model",
        "The name '{0}' is invalid for a CPU model: it must start with a letter or digit");

    public static readonly DiagnosticDescriptor UnknownModel = Error(
        49,
        "Unknown model",
        "The model '{0}' is not in models.{1}.csv");

    public static readonly DiagnosticDescriptor AncestorCycle = Error(
        50,
        "Cycle of ancestors",
        "The model '{0}' is its own ancestor");

    public static readonly DiagnosticDescriptor ChangeWithoutEffect = Error(
        51,
        "Change without effect",
        "The set '{0}' of '{1}' {2} '{3}' before this row");

    public static readonly DiagnosticDescriptor DuplicateRow = Error(52, "Duplicate row", "'{0}' is already in line {1}");

    private static DiagnosticDescriptor Error(int number, string title, string message) =>
        new($"CPUFAC{number:000}", title, message, "CpuFacility.Data", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
