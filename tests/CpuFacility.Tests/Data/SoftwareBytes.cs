using System.IO.Hashing;

namespace CpuFacility.Tests.Data;

/// <summary>A tag worked out from its specification, bit by bit, without the library's own bytes and hashing.</summary>
internal static class SoftwareBytes
{
    /// <summary>The digits of the tag of some facilities, of which there is at least one.</summary>
    public static string Hash(CpuArchitecture architecture, IEnumerable<int> facilities)
    {
        byte[] bytes = new byte[8 + 128];
        bytes[0] = (byte)architecture;
        int length = 8;
        foreach (int facility in facilities)
        {
            int position = 8 + (facility / 8);
            bytes[position] |= (byte)(1 << (facility % 8));
            length = Math.Max(length, position + 1);
        }

        return Convert.ToHexStringLower(XxHash128.Hash(bytes.AsSpan(0, length)));
    }
}
