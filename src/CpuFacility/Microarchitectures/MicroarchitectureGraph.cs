using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CpuFacility.Microarchitectures;

/// <summary>archspec's graph of microarchitectures. It is built at its first use, once, and can be shared between threads.</summary>
public static class MicroarchitectureGraph
{
    /// <summary>The publisher of the table.</summary>
    public const string Edition = "archspec";

    private static readonly FrozenDictionary<string, Microarchitecture>.AlternateLookup<ReadOnlySpan<char>> ByName =
        All.ToFrozenDictionary(static target => target.Name).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>All microarchitectures in the publisher's order, in which parents stand before their children.</summary>
    public static ImmutableArray<Microarchitecture> All => Holder.All;

    /// <summary>Finds a microarchitecture by its name.</summary>
    /// <param name="name">The name, compared exactly.</param>
    /// <param name="target">The microarchitecture found.</param>
    /// <returns>Whether there is one. It does not allocate.</returns>
    public static bool TryFind(ReadOnlySpan<char> name, [NotNullWhen(true)] out Microarchitecture? target) => ByName.TryGetValue(name, out target);

    /// <summary>Finds a microarchitecture by its name, and says which names are near to one that is unknown.</summary>
    /// <param name="name">The name, compared exactly.</param>
    /// <param name="target">The microarchitecture found, or null.</param>
    /// <param name="error">What is wrong with the name, at position 0.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryFind(ReadOnlySpan<char> name, [NotNullWhen(true)] out Microarchitecture? target, out FacilityFormatError error)
    {
        bool isFound = TryFind(name, out target);
        error = isFound
            ? default
            : new FacilityFormatError(
                0, $"'{CpuModelExpression.Shorten(name)}' is no microarchitecture of {Edition}.{NearestNames.Ask(name, All.Select(static known => known.Name))}");
        return isFound;
    }

    /// <summary>Finds a microarchitecture as <see cref="TryFind(ReadOnlySpan{char}, out Microarchitecture?, out FacilityFormatError)"/> does.</summary>
    /// <param name="name">The name, compared exactly.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static Microarchitecture Get(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return TryFind(name, out Microarchitecture? target, out FacilityFormatError error) ? target : throw new ArgumentException(error.Reason, nameof(name));
    }

    private static class Holder
    {
        public static readonly ImmutableArray<Microarchitecture> All = Read();

        private static ImmutableArray<Microarchitecture> Read()
        {
            var all = ImmutableArray.CreateBuilder<Microarchitecture>(MicroarchitectureTables.Names.Length);
            for (int i = 0; i < MicroarchitectureTables.Names.Length; i++)
            {
                ImmutableArray<Microarchitecture> parents =
                    [.. MicroarchitectureTables.Split(MicroarchitectureTables.Parents[i]).Select(name => all.First(parent => parent.Name == name))];
                all.Add(new Microarchitecture(i, parents, MicroarchitecturesData.Archspec.Sets[MicroarchitecturesData.Archspec.SetRow[i] * 3]));
            }

            return all.MoveToImmutable();
        }
    }
}
