namespace CpuFacility.Tool;

/// <summary>Reads models from files, in the first of the formats that a file looks like.</summary>
internal static class ModelFile
{
    /// <summary>The formats, in the order in which they are tried: another one is another entry here.</summary>
    private static readonly IModelFormat[] Formats = [new QmpModelFormat()];

    private static readonly int MaximumLength = Formats.Max(static format => format.MaximumLength);

    /// <summary>Reads the model in a file, <c>-</c> being standard input.</summary>
    public static CpuModel Read(string path, CpuModelRegistry registry, Terminal terminal)
    {
        string source = path == "-" ? "Standard input" : $"The file '{Shortened.Text(path)}'";
        byte[] content = ReadBytes(path, source, terminal);
        IModelFormat? format = Array.Find(Formats, candidate => candidate.Matches(content));
        if (format is null)
        {
            throw new UsageException($"{source} holds no CPU model. What can be read: {string.Join(", ", Formats.Select(static known => known.Name))}.");
        }

        return format.TryRead(registry, content, out CpuModel? model, out FacilityFormatError error)
            ? model!
            : throw new UsageException($"{source} holds no CPU model that can be read ({format.Name}). At byte {error.Position}: {error.Reason}");
    }

    private static byte[] ReadBytes(string path, string source, Terminal terminal)
    {
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
