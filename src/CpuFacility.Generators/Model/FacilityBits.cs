namespace CpuFacility.Generators.Model;

/// <summary>
/// A facility set while it is computed: bit <c>i</c> is bit <c>i % 64</c>, from the least significant, of word <c>i / 64</c>,
/// as in the library's own type.
/// </summary>
internal sealed class FacilityBits
{
    public const int WordCount = CatalogModel.MaxFacilities / 64;

    private readonly ulong[] _words = new ulong[WordCount];

    public FacilityBits()
    {
    }

    public FacilityBits(IEnumerable<int> indexes)
    {
        foreach (int index in indexes)
        {
            Add(index);
        }
    }

    public IReadOnlyList<ulong> Words => _words;

    public bool Contains(int index) => (_words[index / 64] >> (index % 64) & 1) != 0;

    public void Add(int index) => _words[index / 64] |= 1UL << (index % 64);

    public void Remove(int index) => _words[index / 64] &= ~(1UL << (index % 64));

    public FacilityBits Copy()
    {
        var copy = new FacilityBits();
        _words.CopyTo(copy._words, 0);
        return copy;
    }
}
