using System.Buffers;

namespace DepRisk.Graph;

/// <summary>How many edges the shortest route from the project to each node has.</summary>
public static class Depths
{
    public const int Unreachable = -1;

    /// <returns>One depth a node; 0 for node 0, <see cref="Unreachable"/> where no route leads.</returns>
    public static int[] Of(DependencyGraph graph)
    {
        var depths = new int[graph.Nodes.Length];
        Array.Fill(depths, Unreachable);
        if (depths.Length == 0)
        {
            return depths;
        }

        var queue = ArrayPool<int>.Shared.Rent(depths.Length);
        var (head, tail) = (0, 1);
        queue[0] = 0;
        depths[0] = 0;
        while (head < tail)
        {
            var node = queue[head++];
            foreach (var next in graph.DependenciesOf(node))
            {
                if (depths[next] == Unreachable)
                {
                    depths[next] = depths[node] + 1;
                    queue[tail++] = next;
                }
            }
        }

        ArrayPool<int>.Shared.Return(queue);
        return depths;
    }
}
