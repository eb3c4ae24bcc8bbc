using System.Collections.Frozen;
using System.Collections.Immutable;

namespace CpuFacility;

/// <summary>
/// The words of one edition for facilities: which facilities it knows, its names and groups for them, and its order. It turns names
/// into sets, and sets into the shortest list of names in the order in which the publisher reports them.
/// </summary>
/// <remarks>
/// Names of facilities and groups share one space: a name stands for one or the other. Names are compared exactly. Immutable and safe
/// to share between threads; look-ups and <see cref="Summarize"/> do not allocate.
/// </remarks>
public sealed class FacilityVocabulary
{
    private readonly FacilitySet _known;
    private readonly FacilityDialect _dialect;
    private readonly FrozenDictionary<string, FacilityGroup>.AlternateLookup<ReadOnlySpan<char>> _groupsByName;

    internal FacilityVocabulary(FacilityCatalog catalog, FacilityOrder order, FacilityDialect dialect, in FacilitySet known)
    {
        Catalog = catalog;
        Order = order;
        _dialect = dialect;
        _known = known;
        Groups = CutGroups(catalog, known);
        _groupsByName = Groups.ToFrozenDictionary(static group => group.Name).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The catalog of the architecture.</summary>
    public FacilityCatalog Catalog { get; }

    internal FacilityDialect Dialect => _dialect;

    /// <summary>The publisher's order of facilities.</summary>
    public FacilityOrder Order { get; }

    /// <summary>The facilities that the edition has names for: all of the catalog's, or fewer for an older release.</summary>
    public ref readonly FacilitySet Known => ref _known;

    /// <summary>The groups that the edition knows, in the publisher's order, with the members that it knows.</summary>
    public ImmutableArray<FacilityGroup> Groups { get; }

    /// <summary>Finds what a name stands for.</summary>
    /// <param name="name">The name of a facility or a group, compared exactly.</param>
    /// <param name="term">The facility or group.</param>
    /// <returns>Whether the edition knows the name.</returns>
    public bool TryFind(ReadOnlySpan<char> name, out FacilityTerm term)
    {
        if (Catalog.TryFind(name, out Facility facility, _dialect) && _known.Contains(facility.Index))
        {
            term = new FacilityTerm(this, facility);
            return true;
        }

        if (_groupsByName.TryGetValue(name, out FacilityGroup? group))
        {
            term = new FacilityTerm(this, group);
            return true;
        }

        term = default;
        return false;
    }

    /// <summary>The set that some names stand for together.</summary>
    /// <param name="names">Names of facilities and groups.</param>
    /// <exception cref="ArgumentException">A name is unknown; the message holds it.</exception>
    public FacilitySet CreateSet(params ReadOnlySpan<string> names)
    {
        var set = default(FacilitySet.Builder);
        foreach (string name in names)
        {
            if (!TryFind(name, out FacilityTerm term))
            {
                throw new ArgumentException($"'{name}' is no facility and no group of {Catalog.Architecture}.{AskForNearest(name)}", nameof(names));
            }

            set.UnionWith(term.Facilities);
        }

        return set.ToFacilitySet();
    }

    /// <summary>
    /// Names a set: first the groups that are whole in it, in the publisher's order, each taking its members away from what follows;
    /// then the facilities that are left, by rank. This is how QEMU writes sets. A facility that the edition does not know is named as the
    /// catalog names it: nothing is left out but indexes beyond the catalog.
    /// </summary>
    /// <param name="facilities">The set.</param>
    public Summary Summarize(in FacilitySet facilities) => new(this, facilities);

    /// <summary>The names of a set as <see cref="Summarize"/> gives them, joined.</summary>
    /// <param name="facilities">The set.</param>
    /// <param name="separator">What stands between two names.</param>
    public string Format(in FacilitySet facilities, string separator = ", ")
    {
        ArgumentNullException.ThrowIfNull(separator);
        return string.Join(separator, Summarize(facilities).ToImmutableArray());
    }

    /// <summary>A sentence with the names that an unknown one may have meant, a space before it, or nothing.</summary>
    internal string AskForNearest(ReadOnlySpan<char> name)
    {
        var names = new List<string>(Groups.Select(static group => group.Name));
        foreach (Facility facility in Order.Sort(_known))
        {
            names.Add(NameOf(facility.Index));
        }

        return NearestNames.Ask(name, names);
    }

    internal string NameOf(int index)
    {
        Facility facility = Catalog[index];
        return Catalog.TryGetName(facility, _dialect, out string? name) ? name : Catalog.NameOf(facility);
    }

    private static ImmutableArray<FacilityGroup> CutGroups(FacilityCatalog catalog, in FacilitySet known)
    {
        var groups = ImmutableArray.CreateBuilder<FacilityGroup>();
        foreach (FacilityGroup group in catalog.Groups)
        {
            FacilitySet members = group.Members.Intersect(known);
            if (members == group.Members)
            {
                groups.Add(group);
            }
            else if (!members.IsEmpty)
            {
                groups.Add(new FacilityGroup(catalog.Architecture, group.Name, members));
            }
        }

        return groups.ToImmutable();
    }

    /// <summary>The names of a set, in the publisher's order of reports.</summary>
    public readonly struct Summary
    {
        private readonly FacilityVocabulary _vocabulary;
        private readonly FacilitySet _facilities;

        internal Summary(FacilityVocabulary vocabulary, in FacilitySet facilities)
        {
            _vocabulary = vocabulary;
            _facilities = facilities;
        }

        /// <summary>Starts an enumeration.</summary>
        public Enumerator GetEnumerator() => new(_vocabulary, _facilities);

        /// <summary>The terms as an array.</summary>
        public ImmutableArray<FacilityTerm> ToImmutableArray()
        {
            var terms = ImmutableArray.CreateBuilder<FacilityTerm>();
            foreach (FacilityTerm term in this)
            {
                terms.Add(term);
            }

            return terms.ToImmutable();
        }
    }

    /// <summary>Walks the names of a set without allocating.</summary>
    public struct Enumerator
    {
        private readonly FacilityVocabulary _vocabulary;
        private FacilitySet _left;
        private int _group;
        private FacilityOrder.Enumerator _leftovers;
        private bool _groupsAreDone;

        internal Enumerator(FacilityVocabulary vocabulary, in FacilitySet facilities)
        {
            _vocabulary = vocabulary;
            _left = facilities;
        }

        /// <summary>The current name.</summary>
        public FacilityTerm Current { get; private set; }

        /// <summary>Goes to the next name.</summary>
        /// <returns>Whether there is one.</returns>
        public bool MoveNext()
        {
            if (_vocabulary is null)
            {
                return false;
            }

            while (_group < _vocabulary.Groups.Length)
            {
                FacilityGroup group = _vocabulary.Groups[_group++];
                if (group.Members.IsSubsetOf(_left))
                {
                    _left = _left.Except(group.Members);
                    Current = new FacilityTerm(_vocabulary, group);
                    return true;
                }
            }

            if (!_groupsAreDone)
            {
                _groupsAreDone = true;
                _leftovers = _vocabulary.Order.Sort(_left).GetEnumerator();
            }

            if (!_leftovers.MoveNext())
            {
                return false;
            }

            Current = new FacilityTerm(_vocabulary, _leftovers.Current);
            return true;
        }
    }
}
