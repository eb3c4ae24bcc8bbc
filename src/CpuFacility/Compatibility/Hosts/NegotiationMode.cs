namespace CpuFacility;

/// <summary>What a host does with a wish that it cannot grant.</summary>
public enum NegotiationMode
{
    /// <summary>It grants the rest, as KVM does; who asked reads back and compares.</summary>
    Trim = 0,

    /// <summary>It grants nothing and says why, as <c>enforce</c> does for x86 models of QEMU.</summary>
    Strict = 1,
}
