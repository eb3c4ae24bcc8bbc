using System.Collections.Immutable;
using CpuFacility.Cpuid;
using CpuFacility.X86;

namespace CpuFacility.Tool;

/// <summary>Reads the CPUID table of an x86 processor from a file, or from this machine.</summary>
internal static class CpuidFile
{
    /// <summary>Reads a table.</summary>
    /// <param name="text"><c>@FILE</c> or <c>@-</c>; null for this machine.</param>
    /// <param name="terminal">Where standard input comes from; not needed for this machine.</param>
    public static CpuidData Read(string? text, Terminal? terminal)
    {
        if (text is null)
        {
            return ThisX86Machine.TryRead(out CpuidData? own, out string reason) ? own : throw new UnknownException(reason);
        }

        if (!text.StartsWith('@'))
        {
            throw new UsageException("A file is given as @FILE, or @- for standard input.");
        }

        byte[] content = ModelFile.ReadBytes(text[1..], terminal!);
        X86CpuidFormat format = X86CpuidFormat.All.FirstOrDefault(candidate => candidate.Matches(content))
            ?? throw ModelFile.Unreadable(text[1..], content, "CPUID table", X86CpuidFormat.All.Select(static known => known.Name));
        if (!format.TryReadTable(content, out CpuidData? data, out ImmutableArray<string> notes, out FacilityFormatError error))
        {
            throw new UsageException(
                $"{ModelFile.Source(text[1..])} holds no CPUID table that can be read ({format.Name}). {ModelFile.Place(content, error)}");
        }

        ModelFile.WriteNotes(notes, terminal!);
        return data!;
    }
}
