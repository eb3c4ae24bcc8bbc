using System.Collections.Immutable;
using System.Text;
using CpuFacility.Libvirt;

namespace CpuFacility.Tool;

/// <summary>The definitions in a file, found where virsh looks for them and parsed as it asks libvirt to.</summary>
internal sealed class LibvirtFile
{
    private readonly ImmutableArray<LibvirtElement> _elements;

    private LibvirtFile(ImmutableArray<LibvirtElement> elements)
    {
        _elements = elements;
    }

    /// <summary>Reads a file, <c>-</c> being standard input.</summary>
    public static LibvirtFile Read(string path, Terminal terminal)
    {
        string text = ReadText(path, terminal);
        if (!LibvirtCpu.TryFindAll(text, out ImmutableArray<LibvirtElement> elements, out FacilityFormatError error))
        {
            throw new LibvirtVerbException($"{path}: {error.Reason}");
        }

        return elements.IsEmpty
            ? throw new LibvirtVerbException(
                $"File '{path}' does not contain any <cpu> element or valid domain XML, host capabilities XML, or domain capabilities XML")
            : new LibvirtFile(elements);
    }

    /// <summary>The text of a file, with virsh's words for what cannot be opened.</summary>
    public static string ReadText(string path, Terminal terminal) => Encoding.UTF8.GetString(ReadBytes(path, terminal));

    /// <summary>The bytes of a file, with virsh's words for what cannot be opened.</summary>
    public static byte[] ReadBytes(string path, Terminal terminal)
    {
        if (path != "-" && !File.Exists(path))
        {
            throw new LibvirtVerbException(Directory.Exists(path)
                ? $"Failed to read file '{path}': Is a directory"
                : $"Failed to open file '{path}': No such file or directory");
        }

        return ModelFile.ReadBytes(path, terminal);
    }

    /// <summary>All definitions.</summary>
    /// <param name="type">What they have to be; null if each says it itself.</param>
    public LibvirtCpu[] ParseAll(LibvirtCpuType? type) => [.. _elements.Select(element => Parse(element, type))];

    /// <summary>The first definition.</summary>
    /// <param name="validates">Whether it has to keep to libvirt's schema.</param>
    public LibvirtCpu ParseFirst(bool validates) =>
        validates && !LibvirtCpu.IsValid(_elements[0], out string? fault)
            ? throw new LibvirtVerbException($"XML document failed to validate against schema: Unable to validate doc against cpu.rng\n{fault}")
            : Parse(_elements[0], type: null);

    private static LibvirtCpu Parse(LibvirtElement element, LibvirtCpuType? type) =>
        LibvirtCpu.TryRead(element, type, out LibvirtCpu? cpu, out LibvirtFailure? failure) ? cpu : throw new LibvirtVerbException(failure.FullMessage);
}
