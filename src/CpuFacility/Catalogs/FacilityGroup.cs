namespace CpuFacility;

/// <summary>
/// One name for several facilities, such as QEMU's <c>msa4</c>. Immutable and safe to share between threads.
/// </summary>
public sealed class FacilityGroup
{
    private readonly FacilitySet _members;

    internal FacilityGroup(CpuArchitecture architecture, string name, in FacilitySet members)
    {
        Architecture = architecture;
        Name = name;
        _members = members;
    }

    /// <summary>The architecture of the members.</summary>
    public CpuArchitecture Architecture { get; }

    /// <summary>The name of the group: the publisher's, unique among its groups and facilities.</summary>
    public string Name { get; }

    /// <summary>The facilities that the name stands for: at least one.</summary>
    public ref readonly FacilitySet Members => ref _members;

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
