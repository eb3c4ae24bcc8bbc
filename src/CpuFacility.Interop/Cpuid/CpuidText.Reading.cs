using System.Collections.Immutable;
using CpuFacility.X86;

namespace CpuFacility.Cpuid;

public static partial class CpuidText
{
    /// <summary>Collects what the lines say.</summary>
    private sealed class Lines
    {
        private readonly ImmutableArray<CpuidTextSection>.Builder _sections = ImmutableArray.CreateBuilder<CpuidTextSection>();
        private readonly HashSet<uint> _processors = [];
        private CpuidData.Builder _lines = new();
        private bool _isStarted;
        private uint? _processor;
        private int _start;
        private (uint Leaf, uint Subleaf)? _last;

        public bool TryTake(LineCursor line, out FacilityFormatError error)
        {
            error = default;
            line.SkipSpaces();
            return line.IsAtEnd || (line.TryTake("CPU") ? TryStart(ref line, out error) : TryAdd(ref line, out error));
        }

        public bool TryFinish(int end, out ImmutableArray<CpuidTextSection> sections, out FacilityFormatError error)
        {
            sections = [];
            if (!_isStarted)
            {
                error = new FacilityFormatError(end, "The text has no line of CPUID.");
                return false;
            }

            if (!TryClose(out error))
            {
                return false;
            }

            sections = _sections.ToImmutable();
            return true;
        }

        private bool TryStart(ref LineCursor line, out FacilityFormatError error)
        {
            int start = line.Position;
            line.SkipSpaces();
            uint? processor = null;
            if (!line.Rest.StartsWith(':'))
            {
                if (!line.TryTakeDecimal(out uint number))
                {
                    return line.Fail("a heading is 'CPU:' or 'CPU 0:'", out error);
                }

                if (!_processors.Add(number))
                {
                    return line.Fail(start, $"CPU {number} has two headings", out error);
                }

                processor = number;
            }

            if (!line.TryTake(":") || !line.TryTakeEnd())
            {
                return line.Fail("a heading ends with ':'", out error);
            }

            if (_isStarted && !TryClose(out error))
            {
                return false;
            }

            (_isStarted, _processor, _start, _last) = (true, processor, start, null);
            error = default;
            return true;
        }

        private bool TryClose(out FacilityFormatError error)
        {
            error = _lines.Count > 0 ? default : new FacilityFormatError(_start, "The CPU has no lines behind its heading.");
            _sections.Add(new CpuidTextSection(_processor, _lines.ToCpuidData()));
            _lines = new CpuidData.Builder();
            return error == default;
        }

        private bool TryAdd(ref LineCursor line, out FacilityFormatError error)
        {
            int start = line.Position;
            if (!line.TryTakeHexadecimal(out uint leaf))
            {
                return line.Fail("a line begins with the leaf, as in '0x00000007 0x00:'", out error);
            }

            line.SkipSpaces();
            bool hasSubleaf = !line.Rest.StartsWith(':');
            uint subleaf = 0;
            if (hasSubleaf && !line.TryTakeHexadecimal(out subleaf))
            {
                return line.Fail("behind the leaf comes the subleaf, as in '0x00000007 0x00:'", out error);
            }

            if (!hasSubleaf && _last is (uint lastLeaf, uint lastSubleaf) && lastLeaf == leaf)
            {
                subleaf = lastSubleaf + 1;
            }

            if (!line.TryTake(":"))
            {
                return line.Fail("behind leaf and subleaf comes ':'", out error);
            }

            if (!line.TryTakeRegister("eax=", out uint eax) || !line.TryTakeRegister("ebx=", out uint ebx)
                || !line.TryTakeRegister("ecx=", out uint ecx) || !line.TryTakeRegister("edx=", out uint edx) || !line.TryTakeEnd())
            {
                return line.Fail("the registers are written as 'eax=0x00000001 ebx=0x00000002 ecx=0x00000003 edx=0x00000004'", out error);
            }

            if (!_lines.TryAdd(leaf, subleaf, new CpuidRegisters(eax, ebx, ecx, edx), out string reason))
            {
                return line.Fail(start, reason.TrimEnd('.'), out error);
            }

            _isStarted = true;
            // Only lines without a subleaf count on: one that names it says what it is.
            _last = hasSubleaf ? null : (leaf, subleaf);
            error = default;
            return true;
        }
    }
}
