namespace DepRisk.Graph;

/// <summary>
/// Immediate dominators: the last node before a node that every route from the project to it passes.
/// Lengauer and Tarjan, "A fast algorithm for finding dominators in a flowgraph", 1979, the simple version, without recursion.
/// </summary>
public static class Dominators
{
    public const int None = -1;

    /// <returns>One immediate dominator a node; <see cref="None"/> for node 0 and for nodes that cannot be reached.</returns>
    public static int[] Of(DependencyGraph graph) => Of(graph, Dependents.In(graph));

    public static int[] Of(DependencyGraph graph, Dependents dependents)
    {
        var result = new int[graph.Nodes.Length];
        Array.Fill(result, None);
        if (result.Length > 0)
        {
            new Run(graph, dependents).Solve(result);
        }

        return result;
    }

    // All arrays below are indexed by depth-first number, so that neighbours in the tree are neighbours in memory.
    private sealed class Run
    {
        private readonly Dependents _dependents;
        private readonly int[] _numbers;
        private readonly int[] _nodes;
        private readonly int[] _parents;
        private readonly int[] _semi;
        private readonly int[] _best;
        private readonly int[] _ancestors;
        private readonly int[] _dominators;
        private readonly int[] _path;
        private readonly int _count;

        public Run(DependencyGraph graph, Dependents dependents)
        {
            _dependents = dependents;
            var size = graph.Nodes.Length;
            _numbers = new int[size];
            _nodes = new int[size];
            _parents = new int[size];
            _path = new int[size];
            Array.Fill(_numbers, None);
            _count = Number(graph);
            _semi = new int[_count];
            _best = new int[_count];
            _dominators = new int[_count];
            _ancestors = new int[_count];
            Array.Fill(_ancestors, None);
            for (var i = 0; i < _count; i++)
            {
                _semi[i] = i;
                _best[i] = i;
            }
        }

        public void Solve(int[] result)
        {
            // Buckets are linked lists through two arrays: head of a bucket, next in the bucket.
            var heads = new int[_count];
            var nexts = new int[_count];
            Array.Fill(heads, None);
            for (var node = _count - 1; node > 0; node--)
            {
                foreach (var dependent in _dependents.Of(_nodes[node]))
                {
                    if (_numbers[dependent] is not None and var from)
                    {
                        _semi[node] = Math.Min(_semi[node], _semi[Best(from)]);
                    }
                }

                nexts[node] = heads[_semi[node]];
                heads[_semi[node]] = node;
                var parent = _parents[node];
                _ancestors[node] = parent;
                for (var waiting = heads[parent]; waiting != None; waiting = nexts[waiting])
                {
                    var best = Best(waiting);
                    _dominators[waiting] = _semi[best] < _semi[waiting] ? best : parent;
                }

                heads[parent] = None;
            }

            for (var node = 1; node < _count; node++)
            {
                if (_dominators[node] != _semi[node])
                {
                    _dominators[node] = _dominators[_dominators[node]];
                }

                result[_nodes[node]] = _nodes[_dominators[node]];
            }
        }

        private int Number(DependencyGraph graph)
        {
            var nextEdge = new int[_numbers.Length];
            var count = 1;
            var depth = 1;
            _numbers[0] = 0;
            _path[0] = 0;
            while (depth > 0)
            {
                var node = _path[depth - 1];
                var ends = graph.DependenciesOf(node);
                if (nextEdge[node] == ends.Length)
                {
                    depth--;
                    continue;
                }

                var next = ends[nextEdge[node]++];
                if (_numbers[next] == None)
                {
                    _numbers[next] = count;
                    _nodes[count] = next;
                    _parents[count] = _numbers[node];
                    count++;
                    _path[depth++] = next;
                }
            }

            return count;
        }

        /// <summary>The node with the smallest semidominator on the way to the root of its tree in the forest; compresses the way.</summary>
        private int Best(int node)
        {
            if (_ancestors[node] == None)
            {
                return node;
            }

            var depth = 0;
            for (var at = node; _ancestors[_ancestors[at]] != None; at = _ancestors[at])
            {
                _path[depth++] = at;
            }

            while (depth > 0)
            {
                var at = _path[--depth];
                var ancestor = _ancestors[at];
                if (_semi[_best[ancestor]] < _semi[_best[at]])
                {
                    _best[at] = _best[ancestor];
                }

                _ancestors[at] = _ancestors[ancestor];
            }

            return _best[node];
        }
    }
}
