namespace CpuFacility.Linux;

/// <summary>An entry of the auxiliary vector.</summary>
/// <param name="Type">What the value is: 16 is AT_HWCAP, 26 AT_HWCAP2, 15 AT_PLATFORM.</param>
/// <param name="Value">The value, for some types an address in the program's memory.</param>
public readonly record struct AuxiliaryVectorEntry(ulong Type, ulong Value);
