namespace CpuFacility.Fuzz;

/// <summary>A parser under test.</summary>
/// <param name="Name">The name on the command line, and of the folder with its seeds.</param>
/// <param name="Run">Reads the input and holds the contract; throws on whatever breaks it.</param>
internal sealed record FuzzTarget(string Name, Action<byte[]> Run)
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        .. Targets.SetTargets.All,
        .. Targets.ModelTargets.All,
        .. Targets.RiscVTargets.All,
        .. Targets.KvmTargets.All,
        .. Targets.LinuxTargets.All,
        .. Targets.CpuidTargets.All,
        .. Targets.LibvirtTargets.All,
        .. Targets.QmpTargets.All,
    ];

    /// <summary>A target whose input is text.</summary>
    public static FuzzTarget OfText(string name, Action<string> run) => new(name, bytes => run(FuzzText.Decode(bytes)));
}
