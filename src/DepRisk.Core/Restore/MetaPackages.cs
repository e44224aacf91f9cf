using DepRisk.Graph;

namespace DepRisk.Restore;

/// <summary>
/// A package with no files of its own takes part by what it brings: it counts as shipping where something below it ships,
/// and as a part of the build otherwise.
/// </summary>
internal static class MetaPackages
{
    /// <param name="nodes">The classes of the nodes in <paramref name="meta"/> are replaced.</param>
    public static void Classify(Span<Node> nodes, ReadOnlySpan<bool> meta, List<Edge> edges)
    {
        var parents = new List<int>?[nodes.Length];
        foreach (var edge in edges)
        {
            (parents[edge.To] ??= []).Add(edge.From);
        }

        var ships = new bool[nodes.Length];
        var open = new Stack<int>();
        for (var node = 0; node < nodes.Length; node++)
        {
            if (!meta[node] && nodes[node].Ships)
            {
                open.Push(node);
            }
        }

        while (open.TryPop(out var node))
        {
            foreach (var parent in parents[node] ?? [])
            {
                if (meta[parent] && !ships[parent])
                {
                    ships[parent] = true;
                    open.Push(parent);
                }
            }
        }

        for (var node = 0; node < nodes.Length; node++)
        {
            if (meta[node])
            {
                nodes[node] = nodes[node] with { Class = ships[node] ? DependencyClass.Runtime : DependencyClass.Build };
            }
        }
    }
}
