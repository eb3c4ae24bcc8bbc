using System.Xml.Linq;
using CpuFacility.Libvirt;
using CpuFacility.Testing;

namespace CpuFacility.Interop.Tests.Libvirt;

/// <summary>
/// What libvirt's schema of <c>&lt;cpu&gt;</c> allows, element by element and attribute by attribute: <c>cpu-schema.txt</c> has what libvirt 9.0 said of each
/// (<c>virsh cpu-compare --validate</c>, 2026-11-26). Lines that begin with <c>newer</c> it refused, as later releases brought the attribute.
/// </summary>
public class LibvirtCpuSchemaTests
{
    private static readonly string[] Lines = File.ReadAllLines(
        RepositoryFolder.Locate("tests", "CpuFacility.Interop.Tests", "Libvirt", "Recorded", "cpu-schema.txt"));

    [Fact]
    public void IsValid_EveryRecordedElement_IsAsLibvirtSays()
    {
        string[] wrong = [.. Lines.Where(static line => IsValid(line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]) == line.StartsWith("invalid ", StringComparison.Ordinal))];

        Assert.Equal("", string.Join("\n", wrong));
    }

    /// <summary>A recording that lost its lines would hold nothing.</summary>
    [Fact]
    public void Recording_Verdicts_AreBoth()
    {
        Assert.InRange(Lines.Count(static line => line.StartsWith("valid ", StringComparison.Ordinal)), 50, Lines.Length - 50);
        Assert.All(Lines, static line => XElement.Parse(line[line.IndexOf('<', StringComparison.Ordinal)..]));
    }

    private static bool IsValid(string text)
    {
        Assert.True(LibvirtCpu.TryFindAll(text, out var elements, out _));
        return LibvirtCpu.IsValid(Assert.Single(elements), out _);
    }
}
