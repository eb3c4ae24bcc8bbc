namespace CpuFacility.Qemu;

/// <summary>What a <see cref="QmpServer"/> answers about, and as which QEMU.</summary>
public sealed record QmpServerOptions
{
    /// <summary>
    /// The registry whose models are known. A view of an older release (<see cref="CpuModelRegistry.AsOf"/>) answers as that release does.
    /// </summary>
    public required CpuModelRegistry Registry { get; init; }

    /// <summary>
    /// What the host offers: what models lack is told against it, and <c>host</c> and <c>max</c> stand for it, as under KVM. If null, the
    /// server answers as a QEMU without KVM: the host is the model <c>max</c>, and there is no <c>host</c>.
    /// </summary>
    public CpuModel? Host { get; init; }

    /// <summary>The model that the extension <c>query-cpu-model</c> answers with; <see cref="Host"/> if null.</summary>
    public CpuModel? Guest { get; init; }

    /// <summary>
    /// The version that the server says it is, as three numbers: <c>7.2.22</c>. If null, it goes by the registry's release, together with
    /// Debian's name for the package where that release was recorded.
    /// </summary>
    public string? QemuVersion { get; init; }

    /// <summary>
    /// Whether commands and arguments are known that QEMU does not have: <c>query-cpu-model</c>, <c>check-cpu-migration</c> and the argument
    /// <c>runnable</c> of <c>query-cpu-definitions</c>.
    /// </summary>
    public bool Extensions { get; init; }
}
