namespace CpuFacility.S390x;

/// <summary>Sets of s390x facilities that QEMU's rules speak of: read-only data.</summary>
public static class S390xFacilitySets
{
    /// <summary>The facilities that QEMU advises against, as they are going to disappear from hardware.</summary>
    public static ref readonly FacilitySet Deprecated => ref S390xData.Deprecated;

    /// <summary>
    /// The facilities that a model may lack and still be named by a definition whose base set has them: QEMU leaves them out of account when
    /// it looks for the definition of a baseline.
    /// </summary>
    public static ref readonly FacilitySet IgnoredForBaseline => ref S390xData.IgnoredForBase;

    /// <summary>The facilities that a protected (secure execution) guest does not have, and whose bits are cleared in what it reads from the SCLP.</summary>
    public static ref readonly FacilitySet ProtectedCleared => ref S390xData.ProtectedCleared;

    /// <summary>The facilities that a protected guest does not have, although no block that it reads is changed.</summary>
    public static ref readonly FacilitySet ProtectedAbsent => ref S390xData.ProtectedAbsent;

    /// <summary>The facilities that QEMU implements in software when it emulates the machine (TCG, the <c>max</c> model), releases 7.2 to 11.1.</summary>
    public static ref readonly FacilitySet Emulated => ref S390xData.Emulated;

    /// <summary>The facilities that the Linux kernel's KVM does in software for its guests, whatever the machine has.</summary>
    public static ref readonly FacilitySet KvmEmulated => ref S390xData.KvmEmulated;

    /// <summary>
    /// Some facilities that blocks report, with those that no bit reports: <c>dateh2</c>, which comes with <c>stfle</c> (QEMU's
    /// <c>kvm_s390_get_host_cpu_model</c>).
    /// </summary>
    /// <param name="reported">The facilities that were read from blocks.</param>
    public static FacilitySet AddUnreportable(in FacilitySet reported) =>
        reported.Contains(S390xFacility.Stfle.Index) ? reported.With(S390xFacility.Dateh2.Index) : reported;
}
