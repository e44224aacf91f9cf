using System.Buffers;

namespace DepRisk.Graph;

/// <summary>Everything that can be reached from one node.</summary>
public static class Closure
{
    /// <param name="passes">Nodes that it refuses are neither part of the closure nor walked through; null lets every node pass.</param>
    /// <returns>The reached nodes, <paramref name="start"/> included.</returns>
    public static NodeSet From(DependencyGraph graph, int start, Func<int, bool>? passes = null)
    {
        var reached = new NodeSet(graph.Nodes.Length);
        if (passes?.Invoke(start) is false)
        {
            return reached;
        }

        var stack = ArrayPool<int>.Shared.Rent(graph.Nodes.Length);
        var depth = 0;
        reached.Add(start);
        stack[depth++] = start;
        while (depth > 0)
        {
            foreach (var next in graph.DependenciesOf(stack[--depth]))
            {
                if (passes?.Invoke(next) is not false && reached.Add(next))
                {
                    stack[depth++] = next;
                }
            }
        }

        ArrayPool<int>.Shared.Return(stack);
        return reached;
    }
}
