namespace CpuFacility.Arm;

/// <summary>Which fields of ID registers a comparison takes into account, and by which rule.</summary>
public enum ArmScope
{
    /// <summary>Those that Linux shows to programs, by Linux' rules: whether a program that runs on one runs on the other.</summary>
    UserVisible = 0,

    /// <summary>All that have a rule, by Linux' rules: whether an operating system that runs on one runs on the other.</summary>
    Tracked = 1,

    /// <summary>Those that KVM checks, by its rules, and vector lengths: whether KVM takes a guest that ran on one on the other.</summary>
    Kvm = 2,
}
