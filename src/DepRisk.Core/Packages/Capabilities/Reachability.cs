using System.Collections.Immutable;

namespace DepRisk.Packages.Capabilities;

/// <summary>A capability that code outside of a package can set in motion, with the shortest way to it.</summary>
/// <param name="Path">Methods of the package from its public surface on; the last one uses <paramref name="Api"/>.</param>
/// <param name="Api">As in <see cref="CapabilityUse"/>.</param>
public sealed record ReachableCapability(Capability Capability, ImmutableArray<string> Path, string Api);

/// <summary>What a set of assemblies can do when somebody calls its public surface.</summary>
/// <param name="Capabilities">In the order of the enum. Native code is left out: whether it runs is not in IL.</param>
/// <param name="Problems">Files that could not be read whole: what is missing above is then unknown, not unreachable.</param>
public sealed record ReachableCapabilities(ImmutableArray<ReachableCapability> Capabilities, ImmutableArray<string> Problems);

/// <summary>Walks a call graph from its roots, breadth first.</summary>
public static class Reachability
{
    private const int Unseen = -1;
    private const int Root = -2;

    /// <param name="folder">The package's folder.</param>
    /// <param name="paths">The assemblies that one target uses together, relative to it with <c>/</c>. Their order does not matter.</param>
    public static ReachableCapabilities Of(string folder, IEnumerable<string> paths)
    {
        using var graph = CallGraphBuilder.Build(folder, paths);
        return new ReachableCapabilities(Of(graph), graph.Problems);
    }

    /// <returns>One shortest path a capability, counted in methods; of several the one that the order of the nodes gives first.</returns>
    public static ImmutableArray<ReachableCapability> Of(CallGraph graph)
    {
        var parents = Walk(graph, out var order);
        var found = new ReachableCapability?[Enum.GetValues<Capability>().Length];
        foreach (var node in order)
        {
            var set = graph.CapabilitiesOf(node);
            for (var capability = Capability.Net; (int)capability < found.Length && !set.IsEmpty; capability++)
            {
                if (set.Contains(capability) && found[(int)capability] is null)
                {
                    found[(int)capability] = new ReachableCapability(capability, PathTo(graph, parents, node), graph.ApiOf(node, capability));
                }
            }
        }

        return [.. found.OfType<ReachableCapability>()];
    }

    /// <summary>What is no method of the set costs nothing: it is walked in the level in which it is found.</summary>
    private static int[] Walk(CallGraph graph, out List<int> order)
    {
        var parents = new int[graph.Nodes];
        Array.Fill(parents, Unseen);
        order = [];
        List<int> level = [], next = [];
        foreach (var root in graph.Roots)
        {
            if (parents[root] is Unseen)
            {
                parents[root] = Root;
                (root < graph.Methods ? next : level).Add(root);
            }
        }

        while (level.Count + next.Count > 0)
        {
            for (var i = 0; i < level.Count; i++)
            {
                order.Add(level[i]);
                foreach (var target in graph.TargetsOf(level[i]))
                {
                    if (parents[target] is Unseen)
                    {
                        parents[target] = level[i];
                        (target < graph.Methods ? next : level).Add(target);
                    }
                }
            }

            (level, next) = (next, level);
            next.Clear();
        }

        return parents;
    }

    private static ImmutableArray<string> PathTo(CallGraph graph, int[] parents, int node)
    {
        var path = ImmutableArray.CreateBuilder<string>();
        for (var current = node; current >= 0; current = parents[current])
        {
            if (current < graph.Methods)
            {
                path.Add(graph.NameOf(current));
            }
        }

        path.Reverse();
        return path.DrainToImmutable();
    }
}
