using System.Text;

namespace CpuFacility.Fuzz;

/// <summary>Bytes as text.</summary>
internal static class FuzzText
{
    /// <summary>UTF-8; what is none becomes a lone surrogate, which strings may hold and no decoder would give.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        string text = Encoding.UTF8.GetString(bytes);
        return text.Replace('\uFFFD', '\uD800');
    }
}
