using System.Collections.Immutable;

namespace DepRisk.Graph;

/// <summary>
/// Which references of ours a node comes in by: what a first-party project refers to, the projects that this one refers to
/// included, because they are ours to change. A first-party project is never an answer itself.
/// </summary>
/// <param name="Dominating">The reference that every route to the node passes; -1 where there is no such reference.</param>
/// <param name="Reaching">Every reference from which a route leads to the node, ascending; the node itself when it is one.</param>
public sealed record DominatingReference(int Dominating, ImmutableArray<int> Reaching)
{
    public bool Exists => Dominating != Dominators.None;

    public static DominatingReference Of(DependencyGraph graph, int node)
    {
        var dependents = Dependents.In(graph);
        return Of(graph, dependents, Dominators.Of(graph, dependents), node);
    }

    /// <param name="dominators">Of <see cref="Dominators.Of(DependencyGraph)"/>; computed once when several nodes are asked for.</param>
    public static DominatingReference Of(DependencyGraph graph, Dependents dependents, int[] dominators, int node)
    {
        var references = References(graph);
        var reaching = dependents.Reaching(node);
        return new DominatingReference(Dominator(references, dominators, node), [.. references.Where(reaching.Contains)]);
    }

    /// <summary>What first-party projects refer to, walking from the project over first-party projects alone.</summary>
    private static SortedSet<int> References(DependencyGraph graph)
    {
        var references = new SortedSet<int>();
        var projects = new HashSet<int> { 0 };
        var pending = new Stack<int>([0]);
        while (pending.TryPop(out var project))
        {
            foreach (var to in graph.DependenciesOf(project))
            {
                if (graph.Nodes[to].Component.Type is not ComponentType.Project)
                {
                    references.Add(to);
                }
                else if (projects.Add(to))
                {
                    pending.Push(to);
                }
            }
        }

        references.Remove(0);
        return references;
    }

    // A reference has only first-party dominators, so that a node has at most one among its own.
    private static int Dominator(SortedSet<int> references, int[] dominators, int node)
    {
        while (node > 0 && dominators[node] != Dominators.None)
        {
            if (references.Contains(node))
            {
                return node;
            }

            node = dominators[node];
        }

        return Dominators.None;
    }
}
