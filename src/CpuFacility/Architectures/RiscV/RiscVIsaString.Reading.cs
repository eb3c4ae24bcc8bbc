using System.Buffers;
using System.Globalization;

namespace CpuFacility.RiscV;

public sealed partial class RiscVIsaString
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    /// <summary>Reads one text from left to right.</summary>
    private ref struct Reader(ReadOnlySpan<char> text)
    {
        private readonly ReadOnlySpan<char> _text = text;
        private readonly List<string> _unknown = [];

        /// <summary>The same names, so that a long text is read in time of its length.</summary>
        private readonly HashSet<string> _names = new(StringComparer.Ordinal);
        private FacilitySet _facilities;
        private uint _vectorLength;
        private int _position;

        public FacilityFormatError Error { get; private set; }

        public RiscVIsaString ToIsaString()
        {
            _unknown.Sort(RiscVExtensionOrder.Compare);
            return new RiscVIsaString(_facilities, [.. _unknown], _vectorLength);
        }

        public bool ReadString()
        {
            if (!ReadBase() || !ReadLetters(EndOfToken()))
            {
                return false;
            }

            while (_position < _text.Length)
            {
                _position++;
                if (!ReadToken(EndOfToken()))
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>The base alone, then names: a name of several letters is one extension there.</summary>
        public bool ReadDeviceTree(int baseLength)
        {
            if (!ReadBase() || !ReadLetters(baseLength))
            {
                return false;
            }

            while (_position < _text.Length)
            {
                _position++;
                int end = EndOfToken();
                if (end == _position + 1 && Lower(_position) == (_facilities.Contains(RiscVFacility.I.Index) ? 'i' : 'e'))
                {
                    // The base is in both properties.
                    _position = end;
                }
                else if (end > _position + 1 ? !ReadName(end) : !ReadToken(end))
                {
                    return false;
                }
            }

            return true;
        }

        private bool ReadBase()
        {
            if (_text.Length > MaximumLength)
            {
                return Fail(MaximumLength, string.Create(CultureInfo.InvariantCulture, $"An ISA string has at most {MaximumLength} characters."));
            }

            (string Name, Facility Width)[] widths = [("rv128", RiscVFacility.Rv128), ("rv64", RiscVFacility.Rv64), ("rv32", RiscVFacility.Rv32)];
            foreach ((string name, Facility width) in widths)
            {
                if (!_text.StartsWith(name, StringComparison.OrdinalIgnoreCase))
                {
                    continue;
                }

                _facilities = _facilities.With(width.Index);
                _position = name.Length;
                return (_position < _text.Length && Lower(_position) is 'i' or 'e' or 'g') || Fail(_position, $"The base is missing: i, e or g follows {name}.");
            }

            return Fail(0, "An ISA string begins with rv32, rv64 or rv128.");
        }

        /// <summary>What stands between two underscores: a name, or letters. Some vendors put names there that begin as letters do (<c>_ime</c>).</summary>
        private bool ReadToken(int end)
        {
            if (end == _position)
            {
                return Fail(_position, "The name of an extension is missing.");
            }

            if (Lower(_position) is 'z' or 's' or 'x' && end > _position + 1)
            {
                return ReadName(end);
            }

            // One letter, with a version or without, is no name.
            return IsOfLetters(end) || WithoutVersion(_text[_position..end].ToString()).Length == 1 ? ReadLetters(end) : ReadName(end);
        }

        /// <summary>
        /// Whether a token is one of letters, whatever stands before it: then what is written is read again. A base is none, as it stands first.
        /// </summary>
        private readonly bool IsOfLetters(int end)
        {
            for (Reader ahead = this; ahead._position < end; ahead.SkipVersion(end))
            {
                char letter = ahead.Lower(ahead._position++);
                if (letter is 'z' or 'x' or 's')
                {
                    return true;
                }

                if (letter is 'i' or 'e' or 'g' || !(RiscVExtensionOrder.Reserved.Contains(letter, StringComparison.Ordinal) || IndexByName.ContainsKey([letter])))
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>Single letters up to the end of the token; a Z, an S or an X begins a name that goes on to there.</summary>
        private bool ReadLetters(int end)
        {
            while (_position < end)
            {
                char letter = Lower(_position);
                bool isLast = _position + 1 == end;
                bool isMode = letter == 's' && (isLast || Lower(_position + 1) == 'u');
                if (letter is 'z' or 'x' || (letter == 's' && !isMode))
                {
                    return ReadName(end);
                }

                if (!ReadLetter(letter))
                {
                    return false;
                }

                _position++;
                SkipVersion(end);
            }

            return true;
        }

        private bool ReadLetter(char letter)
        {
            if (letter == 'g' && !_facilities.Overlaps(RiscVData.General))
            {
                _facilities = _facilities.Union(RiscVData.General);
                return !_facilities.Contains(RiscVFacility.E.Index) || Fail(_position, "'g' has the base i, which is a second one.");
            }

            if (RiscVExtensionOrder.Reserved.Contains(letter, StringComparison.Ordinal))
            {
                return AddUnknown(letter.ToString());
            }

            if (letter != 'g' && !IndexByName.TryGetValue([letter], out _))
            {
                return Fail(_position, $"{Quote(_text.Slice(_position, 1))} is no extension.");
            }

            if (letter is 'i' or 'e' && (_facilities.Contains(RiscVFacility.I.Index) || _facilities.Contains(RiscVFacility.E.Index)))
            {
                return Fail(_position, $"'{letter}' is a second base.");
            }

            return letter == 'g' ? FailTwice("g") : Add(IndexByName[[letter]]);
        }

        private bool ReadName(int end)
        {
            ReadOnlySpan<char> written = _text[_position..end];
            int bad = written.IndexOfAnyExcept(NameCharacters);
            if (bad >= 0)
            {
                return Fail(_position + bad, $"{Quote(written.Slice(bad, 1))} cannot be in the name of an extension: letters and digits can.");
            }

            if (char.IsAsciiDigit(written[0]))
            {
                return Fail(_position, "The name of an extension begins with a letter.");
            }

            if (written.Length == 1)
            {
                return Fail(_position, $"'{written}' begins the name of an extension, and the rest is missing.");
            }

            string name = written.ToString().ToLowerInvariant();
            string plain = WithoutVersion(name);
            bool isRead = IndexByName.TryGetValue(name, out int index) || (plain.Length > 1 && IndexByName.TryGetValue(plain, out index)) ? Add(index)
                : TryReadVectorLength(plain, out uint length) ? AddVectorLength(length)
                : AddUnknown(name);
            _position = end;
            return isRead;
        }

        private bool Add(int index)
        {
            if (_facilities.Contains(index))
            {
                return FailTwice(Names[index]);
            }

            _facilities = _facilities.With(index);
            return true;
        }

        private bool AddUnknown(string name)
        {
            if (!_names.Add(name))
            {
                return FailTwice(name);
            }

            _unknown.Add(name);
            return true;
        }

        private bool AddVectorLength(uint length)
        {
            _vectorLength = Math.Max(_vectorLength, length);
            return true;
        }

        /// <summary>Digits, or digits, <c>p</c> and digits.</summary>
        private void SkipVersion(int end)
        {
            int position = SkipDigits(_position, end);
            if (position > _position && position + 1 < end && Lower(position) == 'p' && char.IsAsciiDigit(_text[position + 1]))
            {
                position = SkipDigits(position + 1, end);
            }

            _position = position;
        }

        private readonly int SkipDigits(int position, int end)
        {
            while (position < end && char.IsAsciiDigit(_text[position]))
            {
                position++;
            }

            return position;
        }

        private static string WithoutVersion(string name)
        {
            string whole = name.TrimEnd("0123456789".ToCharArray());
            string major = whole.EndsWith('p') ? whole[..^1].TrimEnd("0123456789".ToCharArray()) : whole;
            return whole.Length < name.Length && major.Length < whole.Length - 1 ? major : whole;
        }

        /// <summary>A power of two of 32 bits and more between <c>zvl</c> and <c>b</c>.</summary>
        private static bool TryReadVectorLength(string name, out uint length)
        {
            length = 0;
            return name.StartsWith("zvl", StringComparison.Ordinal) && name.EndsWith('b') && name[3] != '0'
                && NumberText.TryParse(name.AsSpan(3, name.Length - 4), NumberStyles.None, out length)
                && length >= 32 && uint.IsPow2(length);
        }

        private readonly int EndOfToken() => _text[_position..].IndexOf('_') is int length and >= 0 ? _position + length : _text.Length;

        /// <summary>The letter in small; what is no letter does not become one.</summary>
        private readonly char Lower(int position) => (char)(_text[position] | 0x20);

        private bool FailTwice(string name) => Fail(_position, $"'{name}' is there twice.");

        private bool Fail(int position, string reason)
        {
            Error = new FacilityFormatError(position, reason);
            return false;
        }

        private static string Quote(ReadOnlySpan<char> character) =>
            char.IsAscii(character[0]) && !char.IsControl(character[0]) ? $"'{character}'" : "This character";
    }
}
