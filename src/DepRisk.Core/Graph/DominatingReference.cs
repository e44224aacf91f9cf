using System.Collections.Immutable;

namespace DepRisk.Graph;

/// <summary>Which of the project's own references a node comes in by.</summary>
/// <param name="Dominating">The direct reference that every route to the node passes; -1 where there is no such reference.</param>
/// <param name="Reaching">Every direct reference from which a route leads to the node, ascending; the node itself when it is one.</param>
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
        var reaching = dependents.Reaching(node);
        var direct = ImmutableArray.CreateBuilder<int>();
        foreach (var reference in graph.DependenciesOf(0))
        {
            if (reference != 0 && reaching.Contains(reference))
            {
                direct.Add(reference);
            }
        }

        return new DominatingReference(TopIfDirect(graph, dominators, node), direct.ToImmutable());
    }

    // A direct reference has the project itself as its immediate dominator, so only the topmost dominator can be one.
    private static int TopIfDirect(DependencyGraph graph, int[] dominators, int node)
    {
        if (dominators[node] == Dominators.None)
        {
            return Dominators.None;
        }

        var top = node;
        while (dominators[top] != 0)
        {
            top = dominators[top];
        }

        return graph.DependenciesOf(0).BinarySearch(top) >= 0 ? top : Dominators.None;
    }
}
