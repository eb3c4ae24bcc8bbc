namespace CpuFacility.Arm;

public sealed partial class ArmField
{
    /// <summary>The value that Linux takes as safe on two CPUs: by the field's rule, 0 for a field without one.</summary>
    /// <param name="first">A value of the field.</param>
    /// <param name="second">Another value of the field.</param>
    public uint GetSafeValue(uint first, uint second) => Fold(Rule, first, second);

    /// <summary>Whether what has one value of the field may run where it has another: the value is equal, or the safe one of the two.</summary>
    /// <param name="guest">The value that a guest sees.</param>
    /// <param name="host">The value that a host offers.</param>
    /// <returns>Always true for a field without a rule.</returns>
    public bool IsAccepted(uint guest, uint host) => Rule == ArmFieldRule.None || guest == host || guest == Fold(Rule, guest, host);

    /// <summary>
    /// Whether KVM takes a guest's value: a field that it fixes must be equal, a writable one is equal or safe by <see cref="KvmRule"/>, and the
    /// others are not checked.
    /// </summary>
    /// <param name="guest">The value that a guest saw before.</param>
    /// <param name="host">The value that KVM offers on the host.</param>
    public bool IsAcceptedByKvm(uint guest, uint host) => KvmAccess switch
    {
        ArmKvmAccess.Fixed => guest == host,
        ArmKvmAccess.Writable => guest == host || guest == Fold(KvmRule, guest, host),
        _ => true,
    };

    /// <summary>The field's value by a set: the lesser one that all of the set's bits allow, which for bits of one value is that value.</summary>
    /// <param name="facilities">The set. It does not allocate.</param>
    public uint GetValue(in FacilitySet facilities) => Rule switch
    {
        ArmFieldRule.Lower => GetLower(facilities),
        ArmFieldRule.Higher => GetBelow(facilities),
        ArmFieldRule.HigherOrZero => GetBelow(facilities) is uint value && value <= MaximumValue ? value : 0,
        ArmFieldRule.Exact => GetExact(facilities),
        _ => 0,
    };

    /// <summary>Adds the facilities of a value.</summary>
    internal void Encode(uint value, ref FacilitySet.Builder facilities)
    {
        foreach (Level level in _levels)
        {
            if (Reaches(value, level.Value))
            {
                facilities.Add(level.Facility);
            }
        }
    }

    /// <summary>The least value as a number.</summary>
    internal int LeastNumber => IsSigned ? -1 << (Width - 1) : 0;

    /// <summary>The greatest value as a number.</summary>
    internal int GreatestNumber => IsSigned ? (1 << (Width - 1)) - 1 : (int)MaximumValue;

    /// <summary>The facilities that all values between two numbers have, or that none of them has.</summary>
    /// <param name="least">The least number.</param>
    /// <param name="below">The number after the greatest.</param>
    internal FacilitySet GetDecided(int least, int below)
    {
        FacilitySet everywhere = _facilities;
        FacilitySet somewhere = default;
        for (int number = least; number < below; number++)
        {
            var facilities = default(FacilitySet.Builder);
            Encode((uint)number & MaximumValue, ref facilities);
            everywhere = everywhere.Intersect(facilities.ToFacilitySet());
            somewhere = somewhere.Union(facilities.ToFacilitySet());
        }

        return _facilities.Except(somewhere.Except(everywhere));
    }

    /// <summary>A value as a number, with its sign in a signed field.</summary>
    internal int Interpret(uint value) => IsSigned ? (int)(value << (32 - Width)) >> (32 - Width) : (int)value;

    private bool Reaches(uint value, uint level) => Rule switch
    {
        ArmFieldRule.Lower => Interpret(value) >= Interpret(level),
        ArmFieldRule.Exact => value == level,
        _ => -Rank(Rule, value) < level,
    };

    private uint Fold(ArmFieldRule rule, uint first, uint second) => rule switch
    {
        ArmFieldRule.None => 0,
        ArmFieldRule.Exact => first == second ? first : SafeValue,
        _ => Rank(rule, first) <= Rank(rule, second) ? first : second,
    };

    /// <summary>What orders values: the greater, the more is promised.</summary>
    private int Rank(ArmFieldRule rule, uint value) => rule switch
    {
        ArmFieldRule.Lower => Interpret(value),
        ArmFieldRule.HigherOrZero when value == 0 => -(1 << Width),
        _ => -(int)value,
    };

    /// <summary>Thresholds are in ascending order; one counts when all below it are there.</summary>
    private uint GetLower(in FacilitySet facilities)
    {
        int reached = 0;
        while (reached < _levels.Length && facilities.Contains(_levels[reached].Facility))
        {
            reached++;
        }

        return reached > 0 ? _levels[reached - 1].Value
            : IsSigned ? (_levels[0].Value - 1) & MaximumValue
            : 0;
    }

    /// <summary>Thresholds are in ascending order; one counts when all above it are there.</summary>
    private uint GetBelow(in FacilitySet facilities)
    {
        int reached = _levels.Length;
        while (reached > 0 && facilities.Contains(_levels[reached - 1].Facility))
        {
            reached--;
        }

        return reached < _levels.Length ? _levels[reached].Value - 1 : _levels[^1].Value;
    }

    /// <summary>Two values at once are none of a register: the safe one is what is left.</summary>
    private uint GetExact(in FacilitySet facilities)
    {
        uint value = SafeValue;
        int found = 0;
        foreach (Level level in _levels)
        {
            if (facilities.Contains(level.Facility))
            {
                value = level.Value;
                found++;
            }
        }

        return found == 1 ? value : SafeValue;
    }
}
