namespace CpuFacility.Tests.Data;

/// <summary>Finds files beside the tests' sources and, where they are at hand, the facts that are kept outside the repository.</summary>
internal static class RepositoryFiles
{
    public const string WhyFactsAreAbsent = "The folder '../shared' with the facts is not beside this repository.";

    /// <summary>The folder with the solution, upwards from where the tests run.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A file or folder of the facts, or null when they are not there.</summary>
    public static string? Shared(string path)
    {
        string full = Path.Combine(Root, "..", "shared", path);
        return Path.Exists(full) ? full : null;
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CpuFacility.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above '{AppContext.BaseDirectory}' holds CpuFacility.sln.");
    }
}
