using DepRisk.Graph;

namespace DepRisk.Sbom;

/// <summary>Tarjan's strongly connected components without recursion: a chain of 100,000 nodes must not need a stack of as many frames.</summary>
internal static class StronglyConnected
{
    /// <returns>Components, each after all that it depends on.</returns>
    public static List<int[]> InDependencyOrder(DependencyGraph graph)
    {
        var count = graph.Nodes.Length;
        var search = new Search(graph, new int[count], new int[count], new bool[count]);
        for (var node = 0; node < count; node++)
        {
            if (search.Order[node] is 0)
            {
                search.From(node);
            }
        }

        return search.Found;
    }

    /// <param name="Order">When a node was first seen; 0 is not yet.</param>
    /// <param name="Low">The earliest node known to be reachable inside the same component.</param>
    private sealed record Search(DependencyGraph Graph, int[] Order, int[] Low, bool[] Open)
    {
        private readonly Stack<int> _open = [];
        private readonly Stack<(int Node, int Next)> _path = [];
        private int _clock;

        public List<int[]> Found { get; } = [];

        public void From(int start)
        {
            Enter(start);
            while (_path.TryPop(out var step))
            {
                var ends = Graph.DependenciesOf(step.Node);
                if (step.Next == ends.Length)
                {
                    Leave(step.Node);
                    continue;
                }

                _path.Push((step.Node, step.Next + 1));
                var end = ends[step.Next];
                if (Order[end] is 0)
                {
                    Enter(end);
                }
                else if (Open[end])
                {
                    Low[step.Node] = Math.Min(Low[step.Node], Order[end]);
                }
            }
        }

        private void Enter(int node)
        {
            Order[node] = Low[node] = ++_clock;
            Open[node] = true;
            _open.Push(node);
            _path.Push((node, 0));
        }

        private void Leave(int node)
        {
            if (_path.TryPeek(out var parent))
            {
                Low[parent.Node] = Math.Min(Low[parent.Node], Low[node]);
            }

            if (Low[node] != Order[node])
            {
                return;
            }

            var members = new List<int>();
            int member;
            do
            {
                member = _open.Pop();
                Open[member] = false;
                members.Add(member);
            }
            while (member != node);
            Found.Add([.. members]);
        }
    }
}
