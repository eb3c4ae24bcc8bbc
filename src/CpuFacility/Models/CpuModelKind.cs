namespace CpuFacility;

/// <summary>What a model's name stands for, before anything is switched on or off.</summary>
public enum CpuModelKind
{
    /// <summary>A definition with its default facilities: <c>z14</c>.</summary>
    Default = 0,

    /// <summary>A definition with its base facilities, which never change between releases: <c>z14-base</c>.</summary>
    Static = 1,

    /// <summary>
    /// A name that the publisher gives to a set of its own, such as <c>max</c>: here what QEMU's emulation (TCG) implements, as a host's
    /// own facilities are not known offline.
    /// </summary>
    Preset = 2,
}
