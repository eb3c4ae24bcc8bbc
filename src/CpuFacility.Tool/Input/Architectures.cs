namespace CpuFacility.Tool;

/// <summary>The architectures by the names that stand before the colon of a model and after <c>--arch</c>.</summary>
internal static class Architectures
{
    /// <summary>What other systems call the same.</summary>
    private static readonly Dictionary<string, string> OtherNames = new()
    {
        ["x86_64"] = "x86",
        ["i686"] = "x86",
        ["ppc64"] = "power",
        ["ppc64le"] = "power",
        ["aarch64"] = "arm",
        ["arm64"] = "arm",
        ["riscv32"] = "riscv",
        ["riscv64"] = "riscv",
    };

    public static string NameOf(CpuArchitecture architecture) => architecture.ToString().ToLowerInvariant();

    /// <summary>The registry of a name, in its default edition.</summary>
    public static CpuModelRegistry Find(string name)
    {
        string known = OtherNames.GetValueOrDefault(name, name);
        return CpuModels.All.FirstOrDefault(registry => NameOf(registry.Architecture) == known)
            ?? throw new UsageException(
                $"'{Shortened.Text(name)}' is no architecture that is covered. What is covered: {string.Join(", ", CpuModels.All.Select(static registry => NameOf(registry.Architecture)))}.");
    }
}
