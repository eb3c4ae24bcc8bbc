using CpuFacility.X86;

namespace CpuFacility.Libvirt;

/// <summary>
/// What libvirt takes from a processor to describe it: features, vendor and signature (<c>virCPUx86Data</c>). A small immutable value.
/// </summary>
/// <param name="Facilities">The features, of the x86 catalog. Those that an edition has no name for have no part in its answers.</param>
/// <param name="Vendor">The vendor's twelve characters; empty if there are none.</param>
/// <param name="Signature">Family, model and stepping, or null.</param>
public readonly record struct LibvirtX86Data(FacilitySet Facilities, string Vendor, X86Signature? Signature)
{
    private const uint HypervisorLeaf = 0x4000_0000;
    private const uint KvmFeatureLeaf = 0x4000_0001;

    /// <summary>Takes the data of a CPUID table.</summary>
    /// <param name="table">The table, with the model-specific registers that were read.</param>
    public static LibvirtX86Data FromCpuid(CpuidData table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new LibvirtX86Data(WithoutHypervisorName(table).ReadFacilities(), table.Vendor, table.Signature);
    }

    /// <summary>libvirt takes the features of KVM from their leaf whatever hypervisor the leaf before it names.</summary>
    private static CpuidData WithoutHypervisorName(CpuidData table)
    {
        if (!table.TryGet(KvmFeatureLeaf, 0, out _) || !table.TryGet(HypervisorLeaf, 0, out _))
        {
            return table;
        }

        var builder = new CpuidData.Builder();
        foreach (CpuidEntry line in table.Entries)
        {
            if (line.Leaf != HypervisorLeaf)
            {
                builder.Set(line.Leaf, line.Subleaf, line.Registers);
            }
        }

        foreach (MsrEntry msr in table.Msrs)
        {
            builder.TryAddMsr(msr.Index, msr.Value, out _);
        }

        return builder.ToCpuidData();
    }
}
