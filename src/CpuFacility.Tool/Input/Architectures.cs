namespace CpuFacility.Tool;

/// <summary>The architectures by the names that stand before the colon of a model.</summary>
internal static class Architectures
{
    public static string NameOf(CpuArchitecture architecture) => architecture.ToString().ToLowerInvariant();

    /// <summary>The registry of a name; none means the first architecture.</summary>
    public static CpuModelRegistry Find(string? name)
    {
        if (name is null)
        {
            return CpuModels.All[0];
        }

        return CpuModels.All.FirstOrDefault(registry => NameOf(registry.Architecture) == name)
            ?? throw new UsageException(
                $"'{Shortened.Text(name)}' is no architecture that is covered. What is covered: {string.Join(", ", CpuModels.All.Select(static registry => NameOf(registry.Architecture)))}.");
    }
}
