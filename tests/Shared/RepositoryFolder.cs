namespace CpuFacility.Testing;

/// <summary>The repository's own folder, found upwards from where the tests run.</summary>
internal static class RepositoryFolder
{
    public static string Root { get; } = Find();

    /// <summary>A file or folder of the repository by its parts.</summary>
    public static string Locate(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    /// <summary>The folder of facts and recordings beside the repository, or null where it was not given.</summary>
    public static string? Shared
    {
        get
        {
            string folder = Path.GetFullPath(Path.Combine(Root, "..", "shared"));
            return Directory.Exists(folder) ? folder : null;
        }
    }

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CpuFacility.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"CpuFacility.sln is in no folder above {AppContext.BaseDirectory}.");
    }
}
