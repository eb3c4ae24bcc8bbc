namespace CpuFacility.S390x;

/// <summary>What QEMU's table says of a machine beside its facilities. An immutable value.</summary>
/// <param name="MaximumHostAddressPower">The size of the largest host address is two to this power, in bytes.</param>
/// <param name="HypervisorManagedFacilities">The hypervisor-managed facility indications, as the SCLP reports them: 32 bits.</param>
public readonly record struct S390xMachine(int MaximumHostAddressPower, uint HypervisorManagedFacilities)
{
    /// <summary>Finds what the table says of a machine.</summary>
    /// <param name="identity">Machine type, generation and GA level.</param>
    /// <param name="machine">What the table says.</param>
    /// <returns>Whether the table has that type, generation and level.</returns>
    public static bool TryFind(S390xIdentity identity, out S390xMachine machine)
    {
        ArgumentNullException.ThrowIfNull(identity);
        for (int i = 0; i < S390xData.DefinitionType.Length; i++)
        {
            if (S390xData.DefinitionType[i] == identity.Type
                && S390xData.DefinitionGeneration[i] == identity.Generation
                && S390xData.DefinitionGa[i] == identity.Ga)
            {
                machine = new S390xMachine((int)S390xData.DefinitionMhaPow[i], S390xData.DefinitionHmfai[i]);
                return true;
            }
        }

        machine = default;
        return false;
    }
}
