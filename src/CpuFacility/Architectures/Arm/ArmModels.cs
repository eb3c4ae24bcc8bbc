using System.Runtime.CompilerServices;

namespace CpuFacility.Arm;

/// <summary>Arm models as ID registers and vector lengths, and their comparison by these.</summary>
public static class ArmModels
{
    /// <summary>
    /// The ID registers that a model's guest reads. Fields without a rule are those of the definition as it was published; of a model of one's own,
    /// and in what came from a set alone, they are 0.
    /// </summary>
    /// <param name="model">A model of Arm.</param>
    /// <exception cref="ArgumentException">The model is of another architecture.</exception>
    public static ArmIdRegisters GetIdRegisters(this CpuModel model)
    {
        ThrowIfForeign(model);
        if (model.Definition is not ArmModelDefinition definition)
        {
            return ArmIdRegisters.FromFacilities(model.Facilities);
        }

        // Most models are as published: nothing is to be written then.
        if (model.Facilities == definition.Default)
        {
            return definition.Registers;
        }

        ArmIdRegisters registers = definition.Registers;
        foreach (ArmIdRegister register in ArmIdRegister.All)
        {
            ulong published = definition.Registers[register];
            ulong value = (published & ~register.TrackedBits) | (register.Write(model.Facilities) & register.TrackedBits);
            registers = value == published ? registers : registers.With(register, value);
        }

        return registers;
    }

    /// <summary>The SVE vector lengths that a model's guest has.</summary>
    /// <param name="model">A model of Arm.</param>
    /// <exception cref="ArgumentException">The model is of another architecture.</exception>
    public static ArmVectorLengths GetVectorLengths(this CpuModel model)
    {
        ThrowIfForeign(model);
        return ArmVectorLengths.FromFacilities(model.Facilities);
    }

    /// <summary>Compares a guest with a host by the fields of ID registers: what programs see, what an operating system sees, what KVM takes.</summary>
    /// <param name="guest">What the guest sees.</param>
    /// <param name="host">What the host offers.</param>
    /// <exception cref="ArgumentException">A model is of another architecture.</exception>
    public static ArmComparison CompareFieldsWith(this CpuModel guest, CpuModel host)
    {
        ThrowIfForeign(guest);
        ThrowIfForeign(host);
        return ArmComparison.Create(guest.GetIdRegisters(), host.GetIdRegisters(), guest.GetVectorLengths(), host.GetVectorLengths());
    }

    private static void ThrowIfForeign(CpuModel model, [CallerArgumentExpression(nameof(model))] string? parameter = null)
    {
        ArgumentNullException.ThrowIfNull(model, parameter);
        if (model.Architecture != CpuArchitecture.Arm)
        {
            throw new ArgumentException($"'{model.Name}' is of architecture {model.Architecture}, not {CpuArchitecture.Arm}.", parameter);
        }
    }
}
