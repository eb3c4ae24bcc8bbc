namespace CpuFacility;

/// <summary>
/// A change to a facility set, or a condition on one: each facility is switched on, switched off or left alone.
/// </summary>
/// <remarks>
/// <para>Kept as two sets: <see cref="Care"/>, what the mask says anything about, and <see cref="On"/>, which is within it.</para>
/// <para><b>Equality</b> covers both: switching a facility off is not the same as leaving it alone, though neither is in
/// <see cref="On"/>. There is no order.</para>
/// <para><b>Default value.</b> <c>default</c> leaves everything alone: it changes no set and every set matches it.</para>
/// <para><b>Threads and memory.</b> Immutable; 256 bytes. No member allocates, except those that return a string.</para>
/// </remarks>
/// <example>
/// <code>
/// FacilityMask mask = new(on: [7], off: [0, 1]);
/// FacilitySet result = mask.Apply([0, 2]);    // 2,7
/// </code>
/// </example>
public readonly partial struct FacilityMask : IEquatable<FacilityMask>
{
    private readonly FacilitySet _value;
    private readonly FacilitySet _care;

    /// <summary>Creates a mask from what to switch on and what to switch off.</summary>
    /// <param name="on">What to switch on.</param>
    /// <param name="off">What to switch off; shares no member with <paramref name="on"/>.</param>
    /// <exception cref="ArgumentException">A facility is in both sets; the message names the lowest.</exception>
    public FacilityMask(in FacilitySet on, in FacilitySet off)
    {
        if (on.Overlaps(in off))
        {
            Throw.OnAndOff(on.Intersect(in off).LowestIndex, nameof(off));
        }

        _value = on;
        _care = on.Union(in off);
    }

    /// <summary>Takes what is known to be within <paramref name="care"/>; the argument that no caller needs keeps it apart from the checked door.</summary>
    private FacilityMask(in FacilitySet value, in FacilitySet care, bool isChecked)
    {
        _ = isChecked;
        _value = value;
        _care = care;
    }

    /// <summary>What is switched on: the value set, a subset of <see cref="Care"/>.</summary>
    public FacilitySet On => _value;

    /// <summary>What is switched off.</summary>
    public FacilitySet Off => _care.Except(in _value);

    /// <summary>What the mask says anything about: <see cref="On"/> and <see cref="Off"/> together.</summary>
    public FacilitySet Care => _care;

    /// <summary>Whether the mask leaves everything alone.</summary>
    public bool IsEmpty => _care.IsEmpty;

    /// <summary>Creates a mask from its two sets.</summary>
    /// <param name="value">What to switch on; a subset of <paramref name="care"/>.</param>
    /// <param name="care">What the mask says anything about; what of it is not in <paramref name="value"/> is switched off.</param>
    /// <exception cref="ArgumentException">A facility is in <paramref name="value"/> and not in <paramref name="care"/>; the message names the lowest.</exception>
    public static FacilityMask FromValueAndCare(in FacilitySet value, in FacilitySet care)
    {
        if (!value.IsSubsetOf(in care))
        {
            Throw.ValueOutsideCare(value.Except(in care).LowestIndex, nameof(value));
        }

        return new FacilityMask(in value, in care, isChecked: true);
    }

    /// <summary>The smallest mask that makes one set of another.</summary>
    /// <param name="from">The set to start from.</param>
    /// <param name="to">The set to arrive at.</param>
    /// <returns>A mask that says something about exactly those facilities in which the sets differ.</returns>
    public static FacilityMask Between(in FacilitySet from, in FacilitySet to) =>
        new(to.Except(in from), from.SymmetricExcept(in to), isChecked: true);

    /// <summary>What the mask says about one facility.</summary>
    /// <param name="index">The index, from 0 to 1,023.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is outside 0 to 1,023.</exception>
    public FacilityMaskState this[int index] =>
        !_care.Contains(index) ? FacilityMaskState.LeaveAlone
        : _value.Contains(index) ? FacilityMaskState.On
        : FacilityMaskState.Off;

    /// <summary>This mask, saying something else about one facility.</summary>
    /// <param name="index">The index, from 0 to 1,023.</param>
    /// <param name="state">What the new mask says about it.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="index"/> is outside 0 to 1,023, or <paramref name="state"/> is none of the three.
    /// </exception>
    public FacilityMask With(int index, FacilityMaskState state) => state switch
    {
        FacilityMaskState.LeaveAlone => new(_value.Without(index), _care.Without(index), isChecked: true),
        FacilityMaskState.On => new(_value.With(index), _care.With(index), isChecked: true),
        FacilityMaskState.Off => new(_value.Without(index), _care.With(index), isChecked: true),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "The state must be LeaveAlone (0), On (1) or Off (2)."),
    };

    /// <summary>The set after the change: with what is switched on, without what is switched off.</summary>
    /// <param name="set">The set to change.</param>
    public FacilitySet Apply(in FacilitySet set) => set.Except(in _care).Union(in _value);

    /// <summary>Whether a set has all that is switched on and nothing that is switched off.</summary>
    /// <param name="set">The set to test.</param>
    /// <returns>Whether <see cref="Apply"/> would leave it as it is.</returns>
    public bool Matches(in FacilitySet set) => set.Intersect(in _care).Equals(in _value);

    /// <summary>One mask that does what this one and then another do; where both say something, the later one wins.</summary>
    /// <param name="next">The mask that is applied second.</param>
    public FacilityMask Then(in FacilityMask next) => new(next.Apply(in _value), _care.Union(in next._care), isChecked: true);

    /// <summary>The facilities that one mask switches on and the other off.</summary>
    /// <param name="other">The other mask.</param>
    public FacilitySet ConflictsWith(in FacilityMask other) =>
        _value.SymmetricExcept(in other._value).Intersect(_care.Intersect(in other._care));

    /// <summary>One mask that says all that both say, when they do not contradict each other.</summary>
    /// <param name="other">The other mask.</param>
    /// <param name="combined">The mask that a set matches exactly when it matches both; empty when the result is <see langword="false"/>.</param>
    /// <returns>Whether <see cref="ConflictsWith"/> is empty.</returns>
    public bool TryCombine(in FacilityMask other, out FacilityMask combined)
    {
        if (!ConflictsWith(in other).IsEmpty)
        {
            combined = default;
            return false;
        }

        combined = new FacilityMask(_value.Union(in other._value), _care.Union(in other._care), isChecked: true);
        return true;
    }

    /// <summary>One mask that says all that both say.</summary>
    /// <param name="other">A mask that does not contradict this one.</param>
    /// <exception cref="ArgumentException">One switches on what the other switches off; the message names the lowest such facility.</exception>
    public FacilityMask Combine(in FacilityMask other)
    {
        if (!TryCombine(in other, out FacilityMask combined))
        {
            Throw.OnAndOff(ConflictsWith(in other).LowestIndex, nameof(other));
        }

        return combined;
    }

    /// <summary>Whether both masks say the same about every facility.</summary>
    /// <param name="other">The other mask.</param>
    public bool Equals(in FacilityMask other) => _care.Equals(in other._care) && _value.Equals(in other._value);

    /// <summary>Whether the object is a <see cref="FacilityMask"/> that says the same about every facility.</summary>
    /// <param name="obj">The object, or <see langword="null"/>, which equals no mask.</param>
    public override bool Equals(object? obj) => obj is FacilityMask other && Equals(in other);

    /// <summary>A quick hash of both sets for hash tables; nothing is promised across processes, machines or versions.</summary>
    public override int GetHashCode() => HashCode.Combine(_value.GetHashCode(), _care.GetHashCode());

    /// <summary>Whether both masks say the same about every facility.</summary>
    /// <param name="left">The first mask.</param>
    /// <param name="right">The second mask.</param>
    public static bool operator ==(in FacilityMask left, in FacilityMask right) => left.Equals(in right);

    /// <summary>Whether the masks differ about a facility.</summary>
    /// <param name="left">The first mask.</param>
    /// <param name="right">The second mask.</param>
    public static bool operator !=(in FacilityMask left, in FacilityMask right) => !left.Equals(in right);

    // Explicit, so that a.Equals(b) binds to the member that takes a reference and copies no 256 bytes.
    bool IEquatable<FacilityMask>.Equals(FacilityMask other) => Equals(in other);
}
