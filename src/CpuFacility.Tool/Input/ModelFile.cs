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
        new PowerCpuInfoFormat(),
        new ArmCpuInfoFormat(),
        new RiscVCpuInfoFormat(),
        new ArmIdRegisterFormat(),
        new RiscVIsaFormat(),
        .. X86CpuidFormat.All,
        .. LibvirtDocumentFormat.All,
        new KvmMachineFormat(),
    ];

    public static IReadOnlyList<IModelFormat> All => Formats;

    private static readonly int MaximumLength = Formats.Max(static format => format.MaximumLength);

    /// <summary>Reads the model or host in a file, <c>-</c> being standard input. The notes are still to be written.</summary>
    public static HostDescription Read(string path, ReleaseView view, Terminal terminal)
    {
        return Read(ReadBytes(path, terminal), view, path);
    }

    /// <summary>The same of a file whose notes are written.</summary>
    public static HostDescription Read(byte[] content, ReleaseView view, string path, Terminal terminal)
    {
        HostDescription found = Read(content, view, path);
        WriteNotes(found.Notes, terminal);
        return found;
    }

    private static HostDescription Read(byte[] content, ReleaseView view, string path)
    {
        IModelFormat format = FindFormat(content)
            ?? throw Unreadable(path, content, "CPU model", Formats.Select(static known => known.Name));
        return Read(content, format, view, path);
    }

    /// <summary>Whether a file is one of libvirt's documents with a CPU; false for a file that cannot be read.</summary>
    public static bool IsLibvirtDocument(string path, Terminal terminal)
    {
        if (path is "" or KvmHost.Device || (path != "-" && !File.Exists(path)))
        {
            return false;
        }

        return LibvirtDocumentFormat.IsOne(path == "-" || terminal.ReadOnce.ContainsKey(path) ? ReadBytes(path, terminal) : ReadStart(path, terminal));
    }

    /// <summary>Tells what a user must know beside the answer; it goes where it disturbs no script.</summary>
    public static void WriteNotes(IEnumerable<string> notes, Terminal terminal)
    {
        foreach (string note in notes)
        {
            terminal.Error.WriteLine($"Note: {note}");
        }
    }

    private static HostDescription Read(byte[] content, IModelFormat format, ReleaseView view, string path)
    {
        if (!format.TryRead(view, content, out HostDescription? host, out FacilityFormatError error))
        {
            throw new UsageException($"{Source(path)} holds no CPU model that can be read ({format.Name}). {Place(content, error)}");
        }

        return host!;
    }

    /// <summary>Reads a file that describes an x86 processor; null if it looks like none.</summary>
    public static HostDescription? TryReadX86(byte[] content, ReleaseView view, string path, Terminal terminal)
    {
        IModelFormat? format = Array.Find(Formats, candidate => candidate is X86CpuidFormat or X86CpuInfoFormat or LibvirtDocumentFormat
            && candidate.Matches(content));
        if (format is null)
        {
            return null;
        }

        HostDescription found = Read(content, format, view, path);
        WriteNotes(found.Notes, terminal);
        return found.Host.Architecture == CpuArchitecture.X86
            ? found
            : throw new UsageException($"{Source(path)} is {format.Name} of {Architectures.NameOf(found.Host.Architecture)}, which names the model itself: {found.Host.Offer.Definition.Name}.");
    }

    /// <summary>Where something is wrong, for people: with the line, where the file has more than one and the reason does not name it.</summary>
    public static string Place(ReadOnlySpan<byte> content, FacilityFormatError error)
    {
        int line = content[..Math.Min(error.Position, content.Length)].Count((byte)'\n');
        return line > 0 && !content.Contains((byte)0) && !error.Reason.StartsWith("In line ", StringComparison.Ordinal)
            ? string.Create(CultureInfo.InvariantCulture, $"At byte {error.Position}, line {line + 1}: {error.Reason}")
            : string.Create(CultureInfo.InvariantCulture, $"At byte {error.Position}: {error.Reason}");
    }

    /// <summary>Says that a file holds nothing that can be read, and what could be.</summary>
    public static UsageException Unreadable(string path, ReadOnlySpan<byte> content, string what, IEnumerable<string> formats)
    {
        string reason = content.IsEmpty ? $"{Source(path)} is empty."
            : content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] ? $"{Source(path)} is written in UTF-16: write it in UTF-8."
            : XmlRoot.Find(content) is { Length: > 0 } root ? $"{Source(path)} holds no {what}: its root element is '{Shortened.Text(root)}'."
            : $"{Source(path)} holds no {what}.";
        return new UsageException($"{reason} What can be read: {string.Join(", ", formats)}.");
    }

    private static IModelFormat? FindFormat(byte[] content) => Array.Find(Formats, candidate => candidate.Matches(content));

    /// <summary>What a file is called at the start of a sentence.</summary>
    public static string Source(string path) => path == "-" ? "Standard input" : $"The file '{Shortened.Text(path)}'";

    /// <summary>The bytes of a file, <c>-</c> being standard input.</summary>
    public static byte[] ReadBytes(string path, Terminal terminal)
    {
        string source = Source(path);
        if (terminal.ReadOnce.TryGetValue(path, out byte[]? known))
        {
            return known;
        }

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

            if (path == "-" || !stream.CanSeek)
            {
                terminal.ReadOnce[path] = content.ToArray();
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

    /// <summary>What tells a document apart; of a pipe, all of it, which is kept.</summary>
    private static byte[] ReadStart(string path, Terminal terminal)
    {
        const int length = 4096;
        try
        {
            using FileStream stream = File.OpenRead(path);
            if (stream.CanSeek)
            {
                byte[] start = new byte[length];
                return start[..stream.ReadAtLeast(start, length, throwOnEndOfStream: false)];
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }

        return ReadBytes(path, terminal);
    }
}
