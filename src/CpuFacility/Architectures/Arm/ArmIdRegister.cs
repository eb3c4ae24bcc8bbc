using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CpuFacility.Arm;

/// <summary>
/// An ID register, in which an Arm processor says what it can do: 64 bits with fields that hold small numbers. It reads a value into a set and
/// writes a set into a value. Immutable and safe to share between threads.
/// </summary>
public sealed class ArmIdRegister
{
    private readonly FacilitySet _facilities;

    private ArmIdRegister(int number, IReadOnlyList<int> fields, ILookup<string, int> levels)
    {
        FacilityBlock block = ArmRegistry.Catalog.Blocks[number];
        Number = number;
        Name = block.Name;
        Title = block.Title;
        Encoding = (ushort)ArmData.BlockEncoding[number];
        string[] names = ArmData.Fields.Name();
        Fields = [.. fields.Select(row => new ArmField(this, row, levels[names[row]]))];
        _facilities = block.Facilities;
        foreach (ArmField field in Fields.Where(static field => field.IsTracked))
        {
            TrackedBits |= (ulong)field.MaximumValue << field.Shift;
        }
    }

    /// <summary>All registers, in the order of <see cref="ArmIdRegisters"/>.</summary>
    public static ImmutableArray<ArmIdRegister> All { get; } = CreateAll();

    /// <summary>The name, such as <c>ID_AA64PFR0_EL1</c>.</summary>
    public string Name { get; }

    /// <summary>What the register is about, in English.</summary>
    public string Title { get; }

    /// <summary>
    /// The register's number for MRS and in KVM's register IDs: op0 in bits 15 and 14, op1 in 13 to 11, CRn in 10 to 7, CRm in 6 to 3, op2 in 2 to 0.
    /// </summary>
    public ushort Encoding { get; }

    /// <summary>The fields, from the left.</summary>
    public ImmutableArray<ArmField> Fields { get; }

    /// <summary>The facilities that stand for the register's fields.</summary>
    public ref readonly FacilitySet Facilities => ref _facilities;

    /// <summary>The bits of fields that have a rule.</summary>
    public ulong TrackedBits { get; }

    internal int Number { get; }

    /// <summary>Finds a register by name.</summary>
    /// <param name="name">The name, compared exactly.</param>
    /// <param name="register">The register found.</param>
    /// <returns>Whether there is one. It does not allocate.</returns>
    public static bool TryFind(ReadOnlySpan<char> name, [NotNullWhen(true)] out ArmIdRegister? register)
    {
        foreach (ArmIdRegister candidate in All)
        {
            if (name.SequenceEqual(candidate.Name))
            {
                register = candidate;
                return true;
            }
        }

        register = null;
        return false;
    }

    /// <summary>Finds a field by its name.</summary>
    /// <param name="name">The name within the register, compared exactly.</param>
    /// <param name="field">The field found.</param>
    /// <returns>Whether there is one. It does not allocate.</returns>
    public bool TryFindField(ReadOnlySpan<char> name, [NotNullWhen(true)] out ArmField? field)
    {
        foreach (ArmField candidate in Fields)
        {
            if (name.SequenceEqual(candidate.Name))
            {
                field = candidate;
                return true;
            }
        }

        field = null;
        return false;
    }

    /// <summary>Reads a value of the register.</summary>
    /// <param name="value">The value, as MRS gives it.</param>
    /// <param name="unknown">
    /// The bits in which the value differs from what <see cref="Write"/> makes of the set: fields without a rule, values between the named
    /// ones, bits of no field. To be passed back when writing.
    /// </param>
    /// <returns>The facilities. It does not allocate.</returns>
    public FacilitySet Read(ulong value, out ulong unknown)
    {
        var facilities = default(FacilitySet.Builder);
        foreach (ArmField field in Fields)
        {
            field.Encode(field.Extract(value), ref facilities);
        }

        FacilitySet read = facilities.ToFacilitySet();
        unknown = value ^ Write(read);
        return read;
    }

    /// <summary>The value of the register that says what a set says; fields without a rule are 0.</summary>
    /// <param name="facilities">The set; facilities of other registers are not written. Of no facilities, each field has its least promising value.</param>
    /// <param name="unknown">The unknown bits of an earlier <see cref="Read"/> of the same register.</param>
    public ulong Write(in FacilitySet facilities, ulong unknown = 0)
    {
        ulong value = 0;
        foreach (ArmField field in Fields)
        {
            value |= (ulong)field.GetValue(facilities) << field.Shift;
        }

        return value ^ unknown;
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private static ImmutableArray<ArmIdRegister> CreateAll()
    {
        string[] levelFields = ArmData.Levels.Field();
        ILookup<string, int> levels = Enumerable.Range(0, levelFields.Length).ToLookup(row => levelFields[row]);
        ILookup<int, int> fields = Enumerable.Range(0, ArmData.Fields.Name().Length).ToLookup(static row => (int)ArmData.Fields.Register[row]);
        return [.. fields.Select(group => new ArmIdRegister(group.Key, [.. group], levels))];
    }
}
