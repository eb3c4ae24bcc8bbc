using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CpuFacility.Arm;

/// <summary>Who designed a processor: bits 31 to 24 of its MIDR. Immutable and safe to share between threads.</summary>
public sealed class ArmImplementer
{
    private ArmImplementer(int row)
    {
        Code = (byte)ArmData.Vendors.Implementer[row];
        Name = ArmData.Vendors.Name()[row];
        LibvirtName = NullIfEmpty(ArmData.Vendors.Libvirt()[row]);
        LinuxName = NullIfEmpty(ArmData.Vendors.Linux()[row]);
    }

    /// <summary>All that are known, by code.</summary>
    public static ImmutableArray<ArmImplementer> All { get; } =
        [.. Enumerable.Range(0, ArmData.Vendors.Implementer.Length).Select(static row => new ArmImplementer(row))];

    /// <summary>The code.</summary>
    public byte Code { get; }

    /// <summary>The name for people, which is that of util-linux' <c>lscpu</c>.</summary>
    public string Name { get; }

    /// <summary>The name in libvirt's CPU map, or null.</summary>
    public string? LibvirtName { get; }

    /// <summary>The name in Linux' constants, or null.</summary>
    public string? LinuxName { get; }

    /// <summary>Finds an implementer by code.</summary>
    /// <param name="code">The code.</param>
    /// <param name="implementer">The implementer found.</param>
    /// <returns>Whether there is one. It does not allocate.</returns>
    public static bool TryFind(byte code, [NotNullWhen(true)] out ArmImplementer? implementer)
    {
        foreach (ArmImplementer candidate in All)
        {
            if (candidate.Code == code)
            {
                implementer = candidate;
                return true;
            }
        }

        implementer = null;
        return false;
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
