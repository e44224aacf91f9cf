using System.Collections.Immutable;

namespace DepRisk.Graph;

/// <summary>The simple routes from the project to one node: the shortest first, and by name among equally long ones.</summary>
/// <param name="Found">At most as many as were asked for; each starts with node 0 and ends with the target.</param>
/// <param name="Total">How many routes there are; never less than were found.</param>
/// <param name="IsTotalExact">False where cycles or sheer number forbid counting: there are at least <paramref name="Total"/>.</param>
public sealed record Routes(ImmutableArray<ImmutableArray<int>> Found, long Total, bool IsTotalExact)
{
    /// <summary>Edges looked at for one answer. Finding the next longer route of a dense cyclic graph is exponential.</summary>
    private const int WorkLimit = 2_000_000;

    private const long CountLimit = long.MaxValue / 4;

    public long More => Total - Found.Length;

    public static Routes To(DependencyGraph graph, int target, int limit) =>
        To(graph, Dependents.In(graph), target, limit);

    public static Routes To(DependencyGraph graph, Dependents dependents, int target, int limit)
    {
        var shortest = dependents.DistancesTo(target);
        if (shortest[0] == Depths.Unreachable)
        {
            return new Routes([], 0, true);
        }

        if (target == 0)
        {
            return new Routes([[0]], 1, true);
        }

        var between = Between.Count(graph, target, shortest);
        var search = new Search(graph, target, limit, shortest, between);
        search.Run();
        return between.IsAcyclic
            ? new Routes([.. search.Found], Math.Min(between.Total, CountLimit), between.Total < CountLimit)
            : new Routes([.. search.Found], search.Found.Count, search.IsComplete);
    }

    /// <summary>What lies on routes to the target: counted, and with the length of the longest, where it has no cycle.</summary>
    private sealed record Between(bool IsAcyclic, long Total, int[] Longest, int Nodes)
    {
        public static Between Count(DependencyGraph graph, int target, int[] shortest)
        {
            var order = Order(graph, target, shortest, out var isAcyclic, out var nodes);
            var longest = new int[shortest.Length];
            if (!isAcyclic)
            {
                Array.Fill(longest, nodes);
                return new Between(false, 0, longest, nodes);
            }

            var counts = new long[shortest.Length];
            counts[target] = 1;
            foreach (var node in order)
            {
                foreach (var next in graph.DependenciesOf(node))
                {
                    if (node != target && IsStep(node, next, shortest))
                    {
                        counts[node] = Math.Min(counts[node] + counts[next], CountLimit);
                        longest[node] = Math.Max(longest[node], longest[next] + 1);
                    }
                }
            }

            return new Between(true, counts[0], longest, nodes);
        }

        // A simple route neither stays where it is nor comes back to the project.
        private static bool IsStep(int from, int to, int[] shortest) => shortest[to] >= 0 && to != from && to != 0;

        /// <summary>Depth-first postorder of the nodes on routes from node 0: whatever a node depends on comes before it.</summary>
        private static List<int> Order(DependencyGraph graph, int target, int[] shortest, out bool isAcyclic, out int nodes)
        {
            const byte Open = 1, Done = 2;
            isAcyclic = true;
            var order = new List<int>();
            var state = new byte[shortest.Length];
            var nextEdge = new int[shortest.Length];
            var stack = new Stack<int>();
            stack.Push(0);
            state[0] = Open;
            while (stack.TryPeek(out var node))
            {
                // A simple route ends at the target: what the target depends on is not between.
                var ends = node == target ? [] : graph.DependenciesOf(node);
                if (nextEdge[node] == ends.Length)
                {
                    state[node] = Done;
                    order.Add(node);
                    stack.Pop();
                    continue;
                }

                var next = ends[nextEdge[node]++];
                if (!IsStep(node, next, shortest))
                {
                    continue;
                }

                if (state[next] == Open)
                {
                    isAcyclic = false;
                }
                else if (state[next] != Done)
                {
                    state[next] = Open;
                    stack.Push(next);
                }
            }

            nodes = order.Count;
            return order;
        }
    }

    /// <summary>
    /// Depth-first search for routes of exactly one length after the other. The shortest and the longest way that is left
    /// from a node cut off whatever cannot end at that length.
    /// </summary>
    private sealed class Search(DependencyGraph graph, int target, int limit, int[] shortest, Between between)
    {
        private readonly Dictionary<int, int[]> _inOrder = [];
        private readonly bool[] _onPath = new bool[shortest.Length];
        private readonly List<int> _path = [];
        private readonly List<int> _nextEdges = [];
        private int _work;

        public List<ImmutableArray<int>> Found { get; } = [];

        public bool IsComplete { get; private set; }

        public void Run()
        {
            var longest = between.IsAcyclic ? between.Longest[0] : between.Nodes - 1;
            for (var length = shortest[0]; length <= longest; length++)
            {
                if (between.IsAcyclic && Found.Count == between.Total)
                {
                    break;
                }

                if (!FindOf(length))
                {
                    return;
                }
            }

            IsComplete = true;
        }

        /// <returns>False when the search is over: enough found, or too much work.</returns>
        private bool FindOf(int length)
        {
            Push(0);
            while (_path.Count > 0)
            {
                var node = _path[^1];
                var ends = InOrder(node);
                if (_nextEdges[^1] == ends.Length)
                {
                    Pop();
                    continue;
                }

                var next = ends[_nextEdges[^1]++];
                if (++_work > WorkLimit)
                {
                    return false;
                }

                var left = length - _path.Count;
                if (next == target)
                {
                    if (left == 0 && !Add())
                    {
                        return false;
                    }
                }
                else if (shortest[next] <= left && between.Longest[next] >= left && !_onPath[next])
                {
                    Push(next);
                }
            }

            return true;
        }

        private bool Add()
        {
            if (Found.Count == limit)
            {
                return false;
            }

            Found.Add([.. _path, target]);
            return Found.Count < limit || !between.IsAcyclic;
        }

        private void Push(int node)
        {
            _path.Add(node);
            _nextEdges.Add(0);
            _onPath[node] = true;
        }

        private void Pop()
        {
            _onPath[_path[^1]] = false;
            _path.RemoveAt(_path.Count - 1);
            _nextEdges.RemoveAt(_nextEdges.Count - 1);
        }

        private int[] InOrder(int node)
        {
            if (_inOrder.TryGetValue(node, out var ends))
            {
                return ends;
            }

            var towards = new List<int>();
            foreach (var next in graph.DependenciesOf(node))
            {
                if (shortest[next] >= 0 && next != node)
                {
                    towards.Add(next);
                }
            }

            ends = [.. towards];
            Array.Sort(ends, (x, y) => CompareNames(graph, x, y));
            _inOrder.Add(node, ends);
            return ends;
        }
    }

    private static int CompareNames(DependencyGraph graph, int x, int y)
    {
        var (left, right) = (graph.Nodes[x].Component, graph.Nodes[y].Component);
        var byId = string.Compare(left.Id, right.Id, StringComparison.OrdinalIgnoreCase);
        var byVersion = byId != 0 ? byId : string.CompareOrdinal(left.Version, right.Version);
        return byVersion != 0 ? byVersion : x.CompareTo(y);
    }
}
