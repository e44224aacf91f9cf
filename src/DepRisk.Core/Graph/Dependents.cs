namespace DepRisk.Graph;

/// <summary>The edges of a graph turned round: who depends on a node.</summary>
public sealed class Dependents
{
    private readonly int[] _rows;
    private readonly int[] _starts;

    private Dependents(int[] rows, int[] starts)
    {
        _rows = rows;
        _starts = starts;
    }

    /// <summary>Indexes of the nodes that depend on <paramref name="node"/>, ascending and distinct.</summary>
    public ReadOnlySpan<int> Of(int node) => _starts.AsSpan(_rows[node].._rows[node + 1]);

    public static Dependents In(DependencyGraph graph)
    {
        var count = graph.Nodes.Length;
        var rows = new int[count + 2];
        for (var from = 0; from < count; from++)
        {
            foreach (var to in graph.DependenciesOf(from))
            {
                rows[to + 2]++;
            }
        }

        for (var i = 2; i < rows.Length; i++)
        {
            rows[i] += rows[i - 1];
        }

        // rows[to + 1] is the place of the next dependent now, and the end of the row when all are placed.
        var starts = new int[graph.EdgeCount];
        for (var from = 0; from < count; from++)
        {
            foreach (var to in graph.DependenciesOf(from))
            {
                starts[rows[to + 1]++] = from;
            }
        }

        return new Dependents(rows, starts);
    }

    /// <summary>Every node from which a route leads to <paramref name="target"/>, itself included.</summary>
    public NodeSet Reaching(int target, Func<int, bool>? passes = null)
    {
        var reached = new NodeSet(_rows.Length - 2);
        var stack = new Stack<int>();
        reached.Add(target);
        stack.Push(target);
        while (stack.TryPop(out var node))
        {
            foreach (var from in Of(node))
            {
                if (passes?.Invoke(from) is not false && reached.Add(from))
                {
                    stack.Push(from);
                }
            }
        }

        return reached;
    }

    /// <summary>Edges of the shortest route from each node to <paramref name="target"/>; -1 where none leads there.</summary>
    public int[] DistancesTo(int target)
    {
        var distances = new int[_rows.Length - 2];
        Array.Fill(distances, Depths.Unreachable);
        var queue = new Queue<int>();
        distances[target] = 0;
        queue.Enqueue(target);
        while (queue.TryDequeue(out var node))
        {
            foreach (var from in Of(node))
            {
                if (distances[from] == Depths.Unreachable)
                {
                    distances[from] = distances[node] + 1;
                    queue.Enqueue(from);
                }
            }
        }

        return distances;
    }
}
