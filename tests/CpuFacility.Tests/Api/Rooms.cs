namespace CpuFacility.Tests.Api;

/// <summary>The rooms of the source tree, and which of them each may use.</summary>
internal static class Rooms
{
    public const string ArchitecturePrefix = "Architectures/";
    public const string Root = "root";
    public const string Interop = "Interop";
    public const string Tool = "Tool";

    private static readonly string[] Engine = ["Sets", "Catalogs", "Models", "Compatibility", "Microarchitectures"];

    /// <summary>The room of a file, by its path below <c>src</c> with slashes; null when it is in none.</summary>
    public static string? Of(string path) => path.Split('/') switch
    {
        ["CpuFacility", "CpuModels.cs"] => Root,
        ["CpuFacility", "Architectures", { } architecture, _, ..] => ArchitecturePrefix + architecture,
        ["CpuFacility", { } room, _, ..] when Engine.Contains(room) => room,
        ["CpuFacility.Interop", _, ..] => Interop,
        ["CpuFacility.Tool", _, ..] => Tool,
        _ => null,
    };

    /// <summary>Whether code of one room may name what is declared in the other.</summary>
    public static bool MayUse(string from, string to) => from == to || from switch
    {
        "Sets" => false,
        "Catalogs" => to is "Sets",
        "Models" => to is "Sets" or "Catalogs",
        "Compatibility" => to is "Sets" or "Catalogs" or "Models",
        "Microarchitectures" => IsEngine(to) && to != Root,
        Root => IsEngine(to),
        Interop => IsEngine(to),
        Tool => true,
        _ => to is "Sets" or "Catalogs" or "Models" or "Compatibility",
    };

    private static bool IsEngine(string room) => room is not (Interop or Tool);
}
