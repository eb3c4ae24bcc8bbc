using System.Text;

namespace CpuFacility.X86;

public sealed partial class CpuidData
{
    private const uint ExtendedRange = 0x8000_0000;

    /// <summary>The vendor's twelve characters from leaf 0 (EBX, EDX, ECX); empty if the leaf is not listed, or holds none.</summary>
    public string Vendor
    {
        get
        {
            if (!TryGet(0, 0, out CpuidRegisters leaf))
            {
                return "";
            }

            string vendor = ReadText(leaf.Ebx, leaf.Edx, leaf.Ecx);
            return vendor.All(static c => c is >= ' ' and <= '~') ? vendor : "";
        }
    }

    /// <summary>Family, model and stepping from leaf 1, or null if the leaf is not listed or has none.</summary>
    public X86Signature? Signature =>
        TryGet(1, 0, out CpuidRegisters leaf) && (leaf.Eax & X86Signature.Mask) != 0 ? X86Signature.FromEax(leaf.Eax) : null;

    /// <summary>Vendor, family, model and stepping.</summary>
    public X86Identity Identity => new(Vendor, Signature);

    /// <summary>The brand string from leaves 80000002H to 80000004H without the spaces around it; empty if they are not listed.</summary>
    public string BrandString
    {
        get
        {
            var text = new StringBuilder(48);
            for (uint leaf = ExtendedRange + 2; leaf <= ExtendedRange + 4 && TryGet(leaf, 0, out CpuidRegisters part); leaf++)
            {
                text.Append(ReadText(part.Eax, part.Ebx, part.Ecx, part.Edx));
            }

            string brand = text.ToString();
            int end = brand.IndexOf('\0', StringComparison.Ordinal);
            return (end < 0 ? brand : brand[..end]).Trim();
        }
    }

    /// <summary>The highest basic leaf, from leaf 0; 0 if that is not listed.</summary>
    public uint HighestBasicLeaf => TryGet(0, 0, out CpuidRegisters leaf) ? leaf.Eax : 0;

    /// <summary>The highest extended leaf, from leaf 80000000H; 0 if there are none.</summary>
    public uint HighestExtendedLeaf =>
        TryGet(ExtendedRange, 0, out CpuidRegisters leaf) && leaf.Eax >= ExtendedRange ? leaf.Eax : 0;

    /// <summary>The width of physical addresses in bits, from leaf 80000008H, or null if that is not listed.</summary>
    public int? PhysicalAddressBits => TryGet(ExtendedRange + 8, 0, out CpuidRegisters leaf) ? (int)(leaf.Eax & 0xFF) : null;

    /// <summary>The width of linear addresses in bits, from leaf 80000008H, or null if that is not listed.</summary>
    public int? LinearAddressBits => TryGet(ExtendedRange + 8, 0, out CpuidRegisters leaf) ? (int)(leaf.Eax >> 8 & 0xFF) : null;

    private static string ReadText(params ReadOnlySpan<uint> registers)
    {
        var text = new StringBuilder(registers.Length * 4);
        foreach (uint register in registers)
        {
            for (int shift = 0; shift < 32; shift += 8)
            {
                text.Append((char)(register >> shift & 0xFF));
            }
        }

        return text.ToString();
    }
}
