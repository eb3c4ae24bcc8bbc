using CpuFacility.Generators.Csv;

namespace CpuFacility.Generators.Model;

/// <summary>Something that a row names.</summary>
internal interface INamed
{
    string Name { get; }

    /// <summary>Where the name stands.</summary>
    CsvPosition Position { get; }
}

/// <summary>A list in the order of the file, with look-up by name.</summary>
internal sealed class NamedList<T> : IEnumerable<T>
    where T : INamed
{
    private readonly List<T> _items = [];
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);

    /// <summary>
    /// Whether the whole file was read. When not, a name that is not found may be one that was left out,
    /// and reporting it would bury the true error.
    /// </summary>
    public bool IsComplete { get; set; } = true;

    public int Count => _items.Count;

    public T this[int index] => _items[index];

    /// <summary>The index of a name, or -1.</summary>
    public int IndexOf(string name) => _indexes.TryGetValue(name, out int index) ? index : -1;

    public void Add(T item)
    {
        _indexes.Add(item.Name, _items.Count);
        _items.Add(item);
    }

    public IEnumerator<T> GetEnumerator() => _items.GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
}
