using System.Globalization;

namespace CpuFacility.Tool;

/// <summary>Reads models and hosts from files, in the first of the formats that a file looks like.</summary>
internal static class ModelFile
{
    /// <summary>The formats, in the order in which they are tried: another one is another entry here.</summary>
    private static readonly IModelFormat[] Formats =
    [
        new QmpModelFormat(),
        new S390xCpuInfoFormat(),
        new X86CpuInfoFormat(),
        .. X86CpuidFormat.All,
        new KvmMachineFormat(),
    ];

    private static readonly int MaximumLength = Formats.Max(static format => format.MaximumLength);

    /// <summary>Reads the model or host in a file, <c>-</c> being standard input.</summary>
    public static HostDescription Read(string path, ReleaseView view, Terminal terminal)
    {
        byte[] content = ReadBytes(path, terminal);
        IModelFormat format = FindFormat(content)
            ?? throw new UsageException($"{Source(path)} holds no CPU model. What can be read: {string.Join(", ", Formats.Select(static known => known.Name))}.");
        return Read(content, format, view, path);
    }

    private static HostDescription Read(byte[] content, IModelFormat format, ReleaseView view, string path) =>
        format.TryRead(view, content, out HostDescription? host, out FacilityFormatError error)
            ? host!
            : throw new UsageException($"{Source(path)} holds no CPU model that can be read ({format.Name}). {Place(content, error.Position)}: {error.Reason}");

    /// <summary>Reads a file that describes an x86 processor; null if it looks like none.</summary>
    public static HostDescription? TryReadX86(byte[] content, ReleaseView view, string path)
    {
        IModelFormat? format = Array.Find(Formats, candidate => candidate is X86CpuidFormat or X86CpuInfoFormat
            && candidate.Matches(content));
        return format is null ? null : Read(content, format, view, path);
    }

    /// <summary>Where something is wrong, for people: with the line, where the file has more than one.</summary>
    public static string Place(ReadOnlySpan<byte> content, int position)
    {
        int line = content[..Math.Min(position, content.Length)].Count((byte)'\n');
        return line > 0 && !content.Contains((byte)0)
            ? string.Create(CultureInfo.InvariantCulture, $"At byte {position}, line {line + 1}")
            : string.Create(CultureInfo.InvariantCulture, $"At byte {position}");
    }

    private static IModelFormat? FindFormat(byte[] content) => Array.Find(Formats, candidate => candidate.Matches(content));

    /// <summary>What a file is called at the start of a sentence.</summary>
    public static string Source(string path) => path == "-" ? "Standard input" : $"The file '{Shortened.Text(path)}'";

    /// <summary>The bytes of a file, <c>-</c> being standard input.</summary>
    public static byte[] ReadBytes(string path, Terminal terminal)
    {
        string source = Source(path);
        if (path.Length == 0)
        {
            throw new UsageException("After '@' stands the name of a file, or '-' for standard input.");
        }

        try
        {
            using Stream stream = path == "-" ? terminal.OpenInput() : File.OpenRead(path);
            using var content = new MemoryStream();
            byte[] buffer = new byte[64 * 1024];
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                content.Write(buffer, 0, read);
                if (content.Length > MaximumLength)
                {
                    throw new UsageException($"{source} is too long: at most {MaximumLength} bytes are read.");
                }
            }

            return content.ToArray();
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UsageException($"{source} does not exist.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UsageException($"{source} cannot be read.");
        }
    }
}
