using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using CpuFacility.S390x;

namespace CpuFacility.Linux;

public sealed partial class S390xCpuInfo
{
    /// <summary>The longest text that is read: 1 MiB. The kernel writes about a hundred bytes for each of at most 512 CPUs.</summary>
    public const int MaximumLength = 1024 * 1024;

    private static ReadOnlySpan<byte> Vendor => "IBM/S390"u8;

    /// <summary>Not the kernel's, but of editors that a text may have passed through.</summary>
    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    /// <summary>Whether a text is of Linux on IBM Z, by the vendor in its first line.</summary>
    /// <param name="start">The beginning of the text, in UTF-8.</param>
    public static bool Matches(ReadOnlySpan<byte> start)
    {
        int end = start.IndexOf((byte)'\n');
        return TrySplit(end < 0 ? start : start[..end], (byte)':', out ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
            && key[(key.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0)..].SequenceEqual("vendor_id"u8)
            && value.SequenceEqual(Vendor);
    }

    /// <summary>Reads the text of <c>/proc/cpuinfo</c>.</summary>
    /// <param name="text">The text in UTF-8, at most <see cref="MaximumLength"/> bytes.</param>
    /// <exception cref="FacilityFormatException">The text is none of Linux on IBM Z; the exception has the byte position.</exception>
    public static S390xCpuInfo Parse(ReadOnlySpan<byte> text) =>
        TryParse(text, out S390xCpuInfo? info, out FacilityFormatError error) ? info : throw new FacilityFormatException(error);

    /// <summary>Reads the text of <c>/proc/cpuinfo</c>, without an exception for bad input.</summary>
    /// <param name="text">The text in UTF-8, at most <see cref="MaximumLength"/> bytes.</param>
    /// <param name="info">What it says, or null.</param>
    /// <param name="error">What is wrong, and from which byte on.</param>
    /// <returns>Whether the text is of Linux on IBM Z.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, [NotNullWhen(true)] out S390xCpuInfo? info, out FacilityFormatError error)
    {
        info = null;
        var reader = new Lines();
        if (text.Length > MaximumLength)
        {
            error = new FacilityFormatError(MaximumLength, $"The text has {text.Length} bytes; at most {MaximumLength} are read.");
            return false;
        }

        if (!Matches(text))
        {
            error = new FacilityFormatError(0, "The text is no /proc/cpuinfo of Linux on IBM Z: its first line has the vendor IBM/S390.");
            return false;
        }

        int position = 0;
        while (position < text.Length)
        {
            int length = text[position..].IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = length < 0 ? text[position..] : text.Slice(position, length);
            if (!reader.TryTake(line, position, out error))
            {
                return false;
            }

            position += line.Length + 1;
        }

        return reader.TryFinish(text.Length, out info, out error);
    }

    /// <summary>Key and value around the first separator, without the white space around them.</summary>
    private static bool TrySplit(ReadOnlySpan<byte> line, byte separator, out ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        int split = line.IndexOf(separator);
        key = split < 0 ? default : line[..split].Trim(" \t"u8);
        value = split < 0 ? default : line[(split + 1)..].Trim(" \t\r"u8);
        return split >= 0;
    }

    /// <summary>Collects what the lines say.</summary>
    private sealed class Lines
    {
        private readonly byte[] _bits = new byte[S390xBlocks.Stfl.Width / 8];
        private readonly List<string> _names = [];
        private readonly HashSet<string> _seenNames = [];
        private bool _hasBits;
        private int? _machineType;

        public bool TryTake(ReadOnlySpan<byte> line, int position, out FacilityFormatError error)
        {
            error = default;
            if (!TrySplit(line, (byte)':', out ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value))
            {
                return true;
            }

            // The value ends the line, and its text may stand in the key, too.
            int valuePosition = position + line.LastIndexOf(value);
            if (key.SequenceEqual("features"u8))
            {
                _names.AddRange(Encoding.UTF8.GetString(value).Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(_seenNames.Add));
            }
            else if (key.SequenceEqual("facilities"u8))
            {
                return TryTakeBits(value, valuePosition, out error);
            }
            else if (key.SequenceEqual("machine"u8))
            {
                return TryTakeType(value, valuePosition, out error);
            }
            else if (key.StartsWith("processor "u8))
            {
                // processor 0: version = FF,  identification = 0A1B2C,  machine = 2964
                int machine = value.IndexOf("machine = "u8);
                return machine < 0
                    || TryTakeType(value[(machine + "machine = "u8.Length)..], valuePosition + machine + "machine = "u8.Length, out error);
            }

            return true;
        }

        public bool TryFinish(int end, [NotNullWhen(true)] out S390xCpuInfo? info, out FacilityFormatError error)
        {
            info = null;
            error = default;
            if (_machineType is not int type)
            {
                error = new FacilityFormatError(end, "The text has no machine type: a line 'processor 0: ... machine = 2964' is expected.");
                return false;
            }

            if (!_hasBits && _names.Count == 0)
            {
                error = new FacilityFormatError(end, "The text has neither a line 'facilities' nor a line 'features'.");
                return false;
            }

            info = Create(type);
            return true;
        }

        private S390xCpuInfo Create(int type)
        {
            FacilityBlock list = S390xBlocks.Stfl;
            FacilitySet facilities = list.Read(_bits, out UnknownBits unknown);
            var named = default(FacilitySet.Builder);
            var unknownNames = ImmutableArray.CreateBuilder<string>();
            foreach (string name in _names)
            {
                if (CpuModels.S390x.Catalog.TryFind(name, out Facility facility, FacilityDialect.Linux))
                {
                    named.Add(facility.Index);
                }
                else
                {
                    unknownNames.Add(name);
                }
            }

            FacilitySet namedSet = named.ToFacilitySet();
            return new S390xCpuInfo(
                type,
                facilities.Union(namedSet),
                _hasBits ? list.Facilities.Union(namedSet) : namedSet,
                list.CreateUnknownBits(unknown.On.AsSpan()),
                unknownNames.ToImmutable());
        }

        private bool TryTakeBits(ReadOnlySpan<byte> value, int position, out FacilityFormatError error)
        {
            _hasBits = true;
            foreach (Range range in value.Split((byte)' '))
            {
                ReadOnlySpan<byte> number = value[range];
                if (number.IsEmpty)
                {
                    continue;
                }

                if (!NumberText.TryParse(number, NumberStyles.None, out int bit) || bit >= S390xBlocks.Stfl.Width)
                {
                    error = new FacilityFormatError(
                        position + range.Start.GetOffset(value.Length),
                        $"'{Shortened(number)}' is no facility number: they are 0 to {S390xBlocks.Stfl.Width - 1}.");
                    return false;
                }

                _bits[bit / 8] |= (byte)(0x80 >> (bit % 8));
            }

            error = default;
            return true;
        }

        private bool TryTakeType(ReadOnlySpan<byte> value, int position, out FacilityFormatError error)
        {
            error = default;
            if (value.Length != 4 || !NumberText.TryParse(value, NumberStyles.AllowHexSpecifier, out int type))
            {
                error = new FacilityFormatError(position, $"'{Shortened(value)}' is no machine type: that is four hexadecimal digits.");
            }
            else if (_machineType is int other && other != type)
            {
                error = new FacilityFormatError(position, $"The CPUs are of different machine types: {other:x4} and {type:x4}.");
            }
            else
            {
                _machineType = type;
            }

            return error == default;
        }

        private static string Shortened(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text.Length <= 40 ? text : text[..40]);
    }
}
