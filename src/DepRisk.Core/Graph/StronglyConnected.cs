namespace DepRisk.Graph;

/// <summary>
/// Strongly connected components, each after all that it depends on: Tarjan 1972, without recursion, because a chain of 100,000 nodes must not need a stack
/// of as many frames.
/// </summary>
public sealed class StronglyConnected
{
    private readonly int[] _componentOf;
    private readonly int[] _members;
    private readonly int[] _starts;

    private StronglyConnected(int[] componentOf, int[] members, int[] starts)
    {
        _componentOf = componentOf;
        _members = members;
        _starts = starts;
    }

    public int Count => _starts.Length - 1;

    /// <summary>The component of a node. Where a route leads from one node to another, the component of the first is not less than that of the second.</summary>
    public int ComponentOf(int node) => _componentOf[node];

    public ReadOnlySpan<int> MembersOf(int component) => _members.AsSpan(_starts[component].._starts[component + 1]);

    public static StronglyConnected In(DependencyGraph graph)
    {
        var search = new Search(graph);
        for (var node = 0; node < graph.Nodes.Length; node++)
        {
            search.From(node);
        }

        return search.Result();
    }

    private sealed class Search(DependencyGraph graph)
    {
        private const int Open = -1;

        // When a node was first seen; 0 is not yet.
        private readonly int[] _order = new int[graph.Nodes.Length];

        // The earliest node known to be reachable inside the same component.
        private readonly int[] _low = new int[graph.Nodes.Length];
        private readonly int[] _next = new int[graph.Nodes.Length];
        private readonly int[] _path = new int[graph.Nodes.Length];
        private readonly int[] _open = new int[graph.Nodes.Length];
        private readonly int[] _componentOf = new int[graph.Nodes.Length];
        private readonly int[] _members = new int[graph.Nodes.Length];
        private readonly int[] _starts = new int[graph.Nodes.Length + 1];
        private int _depth;
        private int _opened;
        private int _clock;
        private int _placed;
        private int _count;

        public StronglyConnected Result() => new(_componentOf, _members, _starts[..(_count + 1)]);

        public void From(int start)
        {
            if (_order[start] is not 0)
            {
                return;
            }

            Enter(start);
            while (_depth > 0)
            {
                var node = _path[_depth - 1];
                var ends = graph.DependenciesOf(node);
                if (_next[node] == ends.Length)
                {
                    Leave(node);
                    continue;
                }

                var end = ends[_next[node]++];
                if (_order[end] is 0)
                {
                    Enter(end);
                }
                else if (_componentOf[end] is Open)
                {
                    _low[node] = Math.Min(_low[node], _order[end]);
                }
            }
        }

        private void Enter(int node)
        {
            _order[node] = _low[node] = ++_clock;
            _componentOf[node] = Open;
            _open[_opened++] = node;
            _path[_depth++] = node;
        }

        private void Leave(int node)
        {
            _depth--;
            if (_depth > 0)
            {
                var parent = _path[_depth - 1];
                _low[parent] = Math.Min(_low[parent], _low[node]);
            }

            if (_low[node] != _order[node])
            {
                return;
            }

            int member;
            do
            {
                member = _open[--_opened];
                _componentOf[member] = _count;
                _members[_placed++] = member;
            }
            while (member != node);
            _starts[++_count] = _placed;
        }
    }
}
