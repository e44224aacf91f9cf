namespace DepRisk.Restore;

/// <summary>The ids of a library and of its dependencies as small numbers: an edge is then looked up in an array, not by text.</summary>
internal sealed record LibrarySymbols(int Id, int[] Dependencies);

/// <summary>Numbers ids once a scope, and knows which node of the target at hand has which number.</summary>
internal sealed class SymbolTable
{
    private readonly Dictionary<string, int> _symbols = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<TargetLibrary, LibrarySymbols> _libraries = new(ReferenceEqualityComparer.Instance);
    private int[] _nodes = new int[256];
    private int[] _targets = new int[256];
    private int _target;

    /// <summary>Forgets the nodes of the target before.</summary>
    public void BeginTarget() => _target++;

    public int Symbol(string id)
    {
        if (!_symbols.TryGetValue(id, out var symbol))
        {
            symbol = _symbols.Count;
            _symbols.Add(id, symbol);
            if (symbol >= _nodes.Length)
            {
                Array.Resize(ref _nodes, symbol * 2);
                Array.Resize(ref _targets, symbol * 2);
            }
        }

        return symbol;
    }

    public LibrarySymbols Of(TargetLibrary library)
    {
        if (!_libraries.TryGetValue(library, out var symbols))
        {
            var dependencies = new int[library.Dependencies.Length];
            for (var i = 0; i < dependencies.Length; i++)
            {
                dependencies[i] = Symbol(library.Dependencies[i].Id);
            }

            symbols = new LibrarySymbols(Symbol(library.Id), dependencies);
            _libraries.Add(library, symbols);
        }

        return symbols;
    }

    public void SetNode(int symbol, int node)
    {
        _nodes[symbol] = node;
        _targets[symbol] = _target;
    }

    /// <returns>Node of the current target; -1 where it has none of that id.</returns>
    public int Node(int symbol) => _targets[symbol] == _target ? _nodes[symbol] : -1;
}
