namespace CpuFacility;

/// <summary>A facility or group and whether it is on: one property of an expansion or an expression.</summary>
/// <param name="Term">The facility or group.</param>
/// <param name="IsOn">Whether it is switched on.</param>
public readonly record struct CpuModelSetting(FacilityTerm Term, bool IsOn)
{
    /// <summary>As QEMU takes it after <c>-cpu</c>: <c>vx=on</c>.</summary>
    public override string ToString() => $"{Term.Name}={(IsOn ? "on" : "off")}";
}
