using System.Collections.Immutable;

namespace DepRisk.Graph;

/// <summary>
/// The smallest set of nodes whose removal separates the project from a set of targets: as many as there are routes without a common node
/// (Menger 1927; maximum flow with one unit a node, Ford and Fulkerson 1956). Of several such sets the one nearest to the project.
/// </summary>
public sealed class VertexCut
{
    private const int Unlimited = int.MaxValue;
    private const int None = -1;

    // Node v is split into an entry 2v and an exit 2v + 1. Arcs stand in pairs: the arc i and its reverse i ^ 1.
    private readonly int[] _ends;
    private readonly int[] _capacities;
    private readonly int[] _nexts;
    private readonly int[] _firsts;
    private readonly int[] _arrivals;
    private readonly int[] _queue;
    private readonly int _nodes;
    private readonly int _sink;
    private int _arcs;

    private VertexCut(DependencyGraph graph, Func<int, bool> isTarget, Func<int, bool> isRemovable, Func<int, int, bool>? isIgnored)
    {
        _nodes = graph.Nodes.Length;
        _sink = 2 * _nodes;
        _firsts = new int[_sink + 1];
        _arrivals = new int[_sink + 1];
        _queue = new int[_sink + 1];
        var most = 2 * (_nodes + graph.EdgeCount);
        _ends = new int[most];
        _capacities = new int[most];
        _nexts = new int[most];
        Array.Fill(_firsts, None);
        for (var node = 0; node < _nodes; node++)
        {
            if (isTarget(node))
            {
                // Whatever lies behind a target is no way to it.
                Add(Entry(node), _sink, Unlimited);
                continue;
            }

            Add(Entry(node), Exit(node), isRemovable(node) ? 1 : Unlimited);
            foreach (var next in graph.DependenciesOf(node))
            {
                if (isIgnored?.Invoke(node, next) is not true)
                {
                    Add(Exit(node), Entry(next), Unlimited);
                }
            }
        }
    }

    /// <param name="isTarget">What shall no longer be reached from node 0.</param>
    /// <param name="isRemovable">What may be taken away; never node 0. Costs the number of removed nodes times the size of the graph.</param>
    /// <param name="isIgnored">Edges that do not count.</param>
    /// <returns>Ascending; empty where no route leads to a target; null where one leads over nodes alone that may not be removed.</returns>
    public static ImmutableArray<int>? Of(DependencyGraph graph, Func<int, bool> isTarget, Func<int, bool> isRemovable, Func<int, int, bool>? isIgnored = null)
    {
        var cut = new VertexCut(graph, isTarget, isRemovable, isIgnored);
        while (cut.FindRoute())
        {
            if (!cut.Augment())
            {
                return null;
            }
        }

        return cut.Boundary();
    }

    /// <summary>Whether <see cref="Of"/> would be as large, or nothing would help; found without the rest of it.</summary>
    public static bool IsAtLeast(DependencyGraph graph, Func<int, bool> isTarget, Func<int, bool> isRemovable, Func<int, int, bool>? isIgnored, int size)
    {
        var cut = new VertexCut(graph, isTarget, isRemovable, isIgnored);
        for (var found = 0; found < size; found++)
        {
            if (!cut.FindRoute())
            {
                return false;
            }

            if (!cut.Augment())
            {
                return true;
            }
        }

        return true;
    }

    private static int Entry(int node) => 2 * node;

    private static int Exit(int node) => (2 * node) + 1;

    private void Add(int from, int to, int capacity)
    {
        AddHalf(from, to, capacity);
        AddHalf(to, from, 0);
    }

    private void AddHalf(int from, int to, int capacity)
    {
        _ends[_arcs] = to;
        _capacities[_arcs] = capacity;
        _nexts[_arcs] = _firsts[from];
        _firsts[from] = _arcs++;
    }

    /// <summary>Breadth first, so that routes are short and few are taken back.</summary>
    private bool FindRoute()
    {
        Array.Fill(_arrivals, None);
        var (head, tail) = (0, 1);
        _queue[0] = Entry(0);
        while (head < tail)
        {
            var from = _queue[head++];
            for (var arc = _firsts[from]; arc != None; arc = _nexts[arc])
            {
                var to = _ends[arc];
                if (_capacities[arc] > 0 && _arrivals[to] == None && to != Entry(0))
                {
                    _arrivals[to] = arc;
                    if (to == _sink)
                    {
                        return true;
                    }

                    _queue[tail++] = to;
                }
            }
        }

        return false;
    }

    /// <returns>False where nothing on the route is limited: then no removal helps.</returns>
    private bool Augment()
    {
        var isLimited = false;
        for (var at = _sink; at != Entry(0); at = _ends[_arrivals[at] ^ 1])
        {
            isLimited |= _capacities[_arrivals[at]] != Unlimited;
        }

        for (var at = _sink; isLimited && at != Entry(0); at = _ends[_arrivals[at] ^ 1])
        {
            var arc = _arrivals[at];
            _capacities[arc] -= _capacities[arc] == Unlimited ? 0 : 1;
            _capacities[arc ^ 1] += _capacities[arc ^ 1] == Unlimited ? 0 : 1;
        }

        return isLimited;
    }

    /// <summary>After the last search: nodes whose entry is still reached and whose exit is not.</summary>
    private ImmutableArray<int> Boundary()
    {
        var nodes = ImmutableArray.CreateBuilder<int>();
        for (var node = 1; node < _nodes; node++)
        {
            if (_arrivals[Entry(node)] != None && _arrivals[Exit(node)] == None && _ends[_firsts[Entry(node)]] != _sink)
            {
                nodes.Add(node);
            }
        }

        return nodes.ToImmutable();
    }
}
