namespace CpuFacility.Testing;

/// <summary>Skips a test that needs the folder beside the repository when there is none.</summary>
internal static class SharedFolder
{
    /// <summary>How every such reason begins; CI accepts a skip for no other reason.</summary>
    public const string MissingReason = "The folder ../shared is missing";

    /// <summary>The path of a file in that folder. Use it in a <c>SkippableFact</c>.</summary>
    public static string Require(params ReadOnlySpan<string> parts)
    {
        string? folder = RepositoryFolder.Shared;
        Skip.If(folder is null, $"{MissingReason}: this test reads {string.Join('/', parts)} in it.");
        return Path.Combine([folder!, .. parts]);
    }
}
