using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CpuFacility.Arm;

/// <summary>
/// A known processor: an implementer's part. Part numbers are each implementer's own, so that one number can mean several processors. Immutable
/// and safe to share between threads.
/// </summary>
public sealed class ArmPart
{
    private ArmPart(int row)
    {
        ImplementerCode = (byte)(ArmData.Parts.Midr[row] >> 24);
        Number = (int)(ArmData.Parts.Midr[row] >> 4) & 0xFFF;
        LinuxNames = Split(ArmData.Parts.Linux()[row]);
        LibvirtNames = Split(ArmData.Parts.Libvirt()[row]);
        QemuNames = Split(ArmData.Parts.Qemu()[row]);
        string title = ArmData.Parts.Title()[row];
        Title = title.Length > 0 ? title : LinuxNames.Concat(QemuNames).First();
    }

    /// <summary>All that are known, by implementer and number.</summary>
    public static ImmutableArray<ArmPart> All { get; } =
        [.. Enumerable.Range(0, ArmData.Parts.Midr.Length).Select(static row => new ArmPart(row))];

    /// <summary>The implementer's code; 0 is for software, such as QEMU's <c>max</c>.</summary>
    public byte ImplementerCode { get; }

    /// <summary>The implementer, or null for software.</summary>
    public ArmImplementer? Implementer => ArmImplementer.TryFind(ImplementerCode, out ArmImplementer? implementer) ? implementer : null;

    /// <summary>The implementer's number of the part, 0 to FFFH.</summary>
    public int Number { get; }

    /// <summary>The name for people, such as <c>Neoverse-V1</c>.</summary>
    public string Title { get; }

    /// <summary>The names in Linux' constants: none, one, or several.</summary>
    public ImmutableArray<string> LinuxNames { get; }

    /// <summary>The names of libvirt's models of this processor.</summary>
    public ImmutableArray<string> LibvirtNames { get; }

    /// <summary>The names of QEMU's models of this processor.</summary>
    public ImmutableArray<string> QemuNames { get; }

    /// <summary>Finds a part.</summary>
    /// <param name="implementer">The implementer's code.</param>
    /// <param name="number">The part's number.</param>
    /// <param name="part">The part found.</param>
    /// <returns>Whether there is one. It does not allocate.</returns>
    public static bool TryFind(byte implementer, int number, [NotNullWhen(true)] out ArmPart? part)
    {
        foreach (ArmPart candidate in All)
        {
            if (candidate.ImplementerCode == implementer && candidate.Number == number)
            {
                part = candidate;
                return true;
            }
        }

        part = null;
        return false;
    }

    /// <summary>The title.</summary>
    public override string ToString() => Title;

    private static ImmutableArray<string> Split(string names) => [.. names.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
}
