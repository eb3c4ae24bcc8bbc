using System.Globalization;

namespace CpuFacility.X86;

public sealed partial class CpuidData
{
    /// <summary>The greatest number of lines: real tables have about a hundred.</summary>
    public const int MaximumEntries = 4096;

    /// <summary>Collects a table line by line, in any order. Not safe to share between threads.</summary>
    public sealed class Builder
    {
        private readonly SortedDictionary<(uint Leaf, uint Subleaf), CpuidRegisters> _entries = [];
        private readonly SortedDictionary<uint, ulong> _msrs = [];

        /// <summary>The extended control register XCR0, or null if it was not read.</summary>
        public ulong? Xcr0 { get; set; }

        /// <summary>Whether leaves that are not listed are known to be zero.</summary>
        public bool IsComplete { get; set; }

        /// <summary>How many lines there are so far.</summary>
        public int Count => _entries.Count;

        /// <summary>Adds a line. The same line twice is fine.</summary>
        /// <param name="leaf">The leaf.</param>
        /// <param name="subleaf">The subleaf; 0 for leaves that have none.</param>
        /// <param name="registers">The registers.</param>
        /// <param name="reason">Why the line cannot be added, as a sentence.</param>
        /// <returns>False if the line is there with other values, or if there are too many; nothing has changed then.</returns>
        public bool TryAdd(uint leaf, uint subleaf, CpuidRegisters registers, out string reason)
        {
            reason = "";
            if (_entries.TryGetValue((leaf, subleaf), out CpuidRegisters known))
            {
                reason = known == registers ? "" : string.Create(
                    CultureInfo.InvariantCulture,
                    $"Leaf 0x{leaf:x8} subleaf 0x{subleaf:x2} is listed twice with different values: {known} and {registers}.");
                return reason.Length == 0;
            }

            if (_entries.Count == MaximumEntries)
            {
                reason = string.Create(CultureInfo.InvariantCulture, $"A table has at most {MaximumEntries} lines.");
                return false;
            }

            _entries.Add((leaf, subleaf), registers);
            return true;
        }

        /// <summary>Adds a line, or replaces the one of that leaf and subleaf.</summary>
        /// <param name="leaf">The leaf.</param>
        /// <param name="subleaf">The subleaf; 0 for leaves that have none.</param>
        /// <param name="registers">The registers.</param>
        /// <exception cref="InvalidOperationException">There are too many lines.</exception>
        public void Set(uint leaf, uint subleaf, CpuidRegisters registers)
        {
            _entries.Remove((leaf, subleaf));
            if (!TryAdd(leaf, subleaf, registers, out string reason))
            {
                throw new InvalidOperationException(reason);
            }
        }

        /// <summary>Finds the registers of a leaf and subleaf among the lines so far.</summary>
        /// <param name="leaf">The leaf.</param>
        /// <param name="subleaf">The subleaf; 0 for leaves that have none.</param>
        /// <param name="registers">The registers; all 0 if they are not listed.</param>
        /// <returns>Whether they are listed.</returns>
        public bool TryGet(uint leaf, uint subleaf, out CpuidRegisters registers) =>
            _entries.TryGetValue((leaf, subleaf), out registers);

        /// <summary>Adds a model-specific register. The same value twice is fine.</summary>
        /// <param name="index">The number of the register.</param>
        /// <param name="value">The value.</param>
        /// <param name="reason">Why it cannot be added, as a sentence.</param>
        /// <returns>False if the register is there with another value, or if there are too many; nothing has changed then.</returns>
        public bool TryAddMsr(uint index, ulong value, out string reason)
        {
            reason = "";
            if (_msrs.TryGetValue(index, out ulong known))
            {
                reason = known == value ? "" : string.Create(
                    CultureInfo.InvariantCulture, $"MSR 0x{index:x} is listed twice with different values: 0x{known:x16} and 0x{value:x16}.");
                return reason.Length == 0;
            }

            if (_msrs.Count == MaximumEntries)
            {
                reason = string.Create(CultureInfo.InvariantCulture, $"A table has at most {MaximumEntries} MSRs.");
                return false;
            }

            _msrs.Add(index, value);
            return true;
        }

        /// <summary>The table so far.</summary>
        public CpuidData ToCpuidData() => new(
            [.. _entries.Select(static entry => new CpuidEntry(entry.Key.Leaf, entry.Key.Subleaf, entry.Value))],
            [.. _msrs.Select(static msr => new MsrEntry(msr.Key, msr.Value))],
            Xcr0,
            IsComplete);
    }
}
