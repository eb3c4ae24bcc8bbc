using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CpuFacility.X86;

/// <summary>A maker of x86 processors, as the tables of models know it. Immutable and safe to share between threads.</summary>
public sealed class X86Vendor
{
    /// <summary>The length of a signature in characters: CPUID leaf 0 has twelve bytes for it.</summary>
    public const int SignatureLength = 12;

    private X86Vendor(string name, string signature, bool repeatsLeaf1)
    {
        Name = name;
        Signature = signature;
        RepeatsLeaf1 = repeatsLeaf1;
    }

    /// <summary>The vendors that the tables know, in the order of libvirt.</summary>
    public static ImmutableArray<X86Vendor> All { get; } = CreateAll();

    /// <summary>The name as libvirt has it, such as <c>Intel</c>.</summary>
    public string Name { get; }

    /// <summary>The twelve characters that CPUID leaf 0 gives in EBX, EDX and ECX, such as <c>GenuineIntel</c>.</summary>
    public string Signature { get; }

    /// <summary>Whether the vendor's processors repeat most of leaf 1's EDX in leaf 80000001H's EDX (AMD's manual, volume 3, appendix E).</summary>
    public bool RepeatsLeaf1 { get; }

    /// <summary>Finds a vendor by its signature.</summary>
    /// <param name="signature">The signature, compared exactly.</param>
    /// <param name="vendor">The vendor found.</param>
    /// <returns>Whether the tables know it.</returns>
    public static bool TryFind(ReadOnlySpan<char> signature, [NotNullWhen(true)] out X86Vendor? vendor)
    {
        foreach (X86Vendor candidate in All)
        {
            if (signature.SequenceEqual(candidate.Signature))
            {
                vendor = candidate;
                return true;
            }
        }

        vendor = null;
        return false;
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private static ImmutableArray<X86Vendor> CreateAll()
    {
        string[] names = X86Data.Vendors.Name();
        string[] signatures = X86Data.Vendors.Signature();
        string[] repeats = X86Data.Vendors.RepeatsLeaf1();
        return [.. Enumerable.Range(0, names.Length).Select(i => new X86Vendor(names[i], signatures[i], repeats[i] == "yes"))];
    }
}
