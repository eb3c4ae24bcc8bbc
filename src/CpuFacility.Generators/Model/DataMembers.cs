namespace CpuFacility.Generators.Model;

/// <summary>The fixed members of the generated data class: rows and columns must not add members of the same name.</summary>
internal static class DataMembers
{
    public const string MarkSets = "MarkSets";
    public const string DefinitionPrefix = "Definition";
    public const string DefinitionNames = DefinitionPrefix + "Names";
    public const string DefinitionSince = DefinitionPrefix + "Since";
    public const string DefinitionTitles = DefinitionPrefix + "Titles";
    public const string DefinitionSets = DefinitionPrefix + "Sets";
    public const string DefinitionSetRow = DefinitionPrefix + "SetRow";
    public const string PresetNames = "PresetNames";
    public const string PresetTitles = "PresetTitles";
    public const string PresetDefinition = "PresetDefinition";
    public const string PresetMark = "PresetMark";
    public const string ProfileNames = "ProfileNames";
    public const string ProfileSince = "ProfileSince";
    public const string ProfileForm = "ProfileForm";
    public const string ProfileNumber = "ProfileNumber";
    public const string ProfileMark = "ProfileMark";
    public const string ProfileHashUpper = "ProfileHashUpper";
    public const string ProfileHashLower = "ProfileHashLower";
    public const string CreateCatalogData = "CreateCatalogData";

    /// <summary>The suffix of the private words behind a table of sets.</summary>
    public const string WordsSuffix = "Words";

    public static readonly string[] Names =
    [
        CreateCatalogData,
        MarkSets,
        MarkSets + WordsSuffix,
        DefinitionNames,
        DefinitionSince,
        DefinitionTitles,
        DefinitionSets,
        DefinitionSets + WordsSuffix,
        DefinitionSetRow,
        PresetNames,
        PresetTitles,
        PresetDefinition,
        PresetMark,
        ProfileNames,
        ProfileSince,
        ProfileForm,
        ProfileNumber,
        ProfileMark,
        ProfileHashUpper,
        ProfileHashLower,
    ];

    public const string BlockPrefix = "Block";

    /// <summary>The members of an edition's class: where columns of models add theirs.</summary>
    public static readonly string[] ModelColumns = ["Names", "Titles", "SetRow", "Sets", "Sets" + WordsSuffix];

    /// <summary>What follows the prefix of members about blocks and is taken.</summary>
    public static readonly string[] BlockColumns = ["Numbers"];

    /// <summary>What follows the prefix in the members about definitions: where columns add theirs.</summary>
    public static readonly string[] DefinitionColumns =
    [
        .. Names.Where(name => name.StartsWith(DefinitionPrefix, StringComparison.Ordinal))
            .Select(name => name.Substring(DefinitionPrefix.Length)),
    ];
}
