using System.Collections.Immutable;

namespace DepRisk.Packages.Feeds;

/// <summary>The items of one section of a nuget.config, in the order in which their keys come first. Keys compare without case; of one key the last item counts.</summary>
internal sealed class FeedSection<T>(Func<T, string> keyOf)
{
    private readonly List<T> _items = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.OrdinalIgnoreCase);

    public bool IsCleared { get; private set; }

    public void Clear()
    {
        _items.Clear();
        _places.Clear();
        IsCleared = true;
    }

    public void Put(T item)
    {
        if (_places.TryAdd(keyOf(item), _items.Count))
        {
            _items.Add(item);
        }
        else
        {
            _items[_places[keyOf(item)]] = item;
        }
    }

    /// <summary>Adds what a nearer file says.</summary>
    public void Merge(bool clears, ImmutableArray<T> items)
    {
        if (clears)
        {
            Clear();
        }

        foreach (var item in items)
        {
            Put(item);
        }
    }

    public bool Contains(string key) => _places.ContainsKey(key);

    public ImmutableArray<T> Items() => [.. _items];
}
