namespace CpuFacility.Arm;

/// <summary>Who else takes a value of a field for a feature of the architecture, beside the name alone. Several can hold.</summary>
[Flags]
public enum ArmFeatureEvidence
{
    /// <summary>Nobody: the value has the feature's name in Linux' table of registers, and that is all.</summary>
    NameOnly = 0,

    /// <summary>KVM's table of features.</summary>
    LinuxKvm = 1,

    /// <summary>Linux' table of the words that it shows to programs.</summary>
    LinuxHwcap = 2,

    /// <summary>QEMU's test for the feature.</summary>
    Qemu = 4,
}
