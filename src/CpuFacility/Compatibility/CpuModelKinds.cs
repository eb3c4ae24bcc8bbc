namespace CpuFacility;

/// <summary>Which of a registry's names an evaluation covers.</summary>
[Flags]
public enum CpuModelKinds
{
    /// <summary>No names.</summary>
    None = 0,

    /// <summary>Definitions under their default facilities: <c>z14</c>.</summary>
    Default = 1 << CpuModelKind.Default,

    /// <summary>Definitions in their static form: <c>z14-base</c>.</summary>
    Static = 1 << CpuModelKind.Static,

    /// <summary>Presets such as <c>max</c>.</summary>
    Preset = 1 << CpuModelKind.Preset,

    /// <summary>All names, as QEMU's <c>query-cpu-definitions</c> lists them.</summary>
    All = Default | Static | Preset,
}
