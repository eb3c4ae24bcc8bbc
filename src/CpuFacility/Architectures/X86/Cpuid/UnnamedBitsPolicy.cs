namespace CpuFacility.X86;

/// <summary>What a mask does with bits of feature registers that the catalog has no name for.</summary>
public enum UnnamedBitsPolicy
{
    /// <summary>They stay as the host has them: a guest sees features that nobody here knows.</summary>
    Keep = 0,

    /// <summary>They are cleared: a guest sees only what was asked for by name.</summary>
    Clear = 1,
}
