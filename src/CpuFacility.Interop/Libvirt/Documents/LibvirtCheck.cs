using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace CpuFacility.Libvirt;

/// <summary>Checks of what callers set.</summary>
internal static class LibvirtCheck
{
    /// <summary>A value that the enumeration has.</summary>
    public static T Defined<T>(T value, [CallerMemberName] string name = "")
        where T : struct, Enum =>
        Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"The value is one of {string.Join(", ", Enum.GetNames<T>())}.");

    /// <summary>An array that was never set is an empty one.</summary>
    public static ImmutableArray<T> OrEmpty<T>(ImmutableArray<T> values) => values.IsDefault ? [] : values;
}
