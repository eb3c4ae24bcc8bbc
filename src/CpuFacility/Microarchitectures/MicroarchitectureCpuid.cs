using System.Globalization;
using CpuFacility.X86;

namespace CpuFacility.Microarchitectures;

/// <summary>Describes x86 machines for detection by their CPUID tables.</summary>
public static class MicroarchitectureCpuid
{
    private static readonly (uint Leaf, uint Subleaf, int Register, int Bit)[] Places = [.. MicroarchitecturesData.CpuidBits.Place().Select(ReadPlace)];

    /// <summary>
    /// A machine with the vendor and the features that its CPUID tells, by archspec's own table of bits: what archspec sees on Windows. It knows
    /// fewer names than Linux' <c>/proc/cpuinfo</c>, and none of the operating system.
    /// </summary>
    /// <param name="cpuid">The tables.</param>
    public static MicroarchitectureHost ToMicroarchitectureHost(this CpuidData cpuid)
    {
        ArgumentNullException.ThrowIfNull(cpuid);
        var features = default(FacilitySet.Builder);
        for (int i = 0; i < Places.Length; i++)
        {
            (uint leaf, uint subleaf, int register, int bit) = Places[i];
            if (cpuid.TryGet(leaf, subleaf, out CpuidRegisters registers) && (Select(registers, register) >> bit & 1) != 0)
            {
                features.Add(MicroarchitecturesData.CpuidBits.Feature[i]);
            }
        }

        return new MicroarchitectureHost("x86_64") { Vendor = cpuid.Vendor, Features = features.ToFacilitySet() };
    }

    private static uint Select(CpuidRegisters registers, int register) => register switch
    {
        0 => registers.Eax,
        1 => registers.Ebx,
        2 => registers.Ecx,
        _ => registers.Edx,
    };

    /// <summary>Leaf in hexadecimal digits, subleaf, register and bit, with points between them.</summary>
    private static (uint Leaf, uint Subleaf, int Register, int Bit) ReadPlace(string place)
    {
        string[] parts = place.Split('.');
        string[] registers = ["eax", "ebx", "ecx", "edx"];
        return (
            uint.Parse(parts[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
            uint.Parse(parts[1], CultureInfo.InvariantCulture),
            Array.IndexOf(registers, parts[2]),
            int.Parse(parts[3], CultureInfo.InvariantCulture));
    }
}
