using System.Buffers;

namespace CpuFacility;

/// <summary>What names of models are made of.</summary>
internal static class ModelNames
{
    public static readonly SearchValues<char> Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_+/");
}
