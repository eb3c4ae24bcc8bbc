namespace CpuFacility.Libvirt;

/// <summary>What a <c>&lt;cpu&gt;</c> describes. libvirt tells them apart by the child <c>&lt;arch&gt;</c>, which only a host's has.</summary>
public enum LibvirtCpuType
{
    /// <summary>What a guest is to have: features carry policies.</summary>
    Guest,

    /// <summary>What a host has: each feature listed is there.</summary>
    Host,
}
