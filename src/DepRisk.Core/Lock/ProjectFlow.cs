using DepRisk.Graph;

namespace DepRisk.Lock;

/// <summary>What of a project's graph comes along wherever the project is contained: all but what hangs on its private references alone.</summary>
/// <param name="Targets">With the nodes that flow; node 0 is the project.</param>
/// <param name="Central">Ids whose version one file decides for all projects.</param>
/// <param name="Pinned">Those of them that decide for projects that do not refer to the id as well.</param>
internal sealed record ProjectFlow(Component Project, IReadOnlyList<(DependencyGraph Graph, NodeSet Nodes)> Targets, IReadOnlySet<string> Central, IReadOnlySet<string> Pinned)
{
    /// <summary>By id without case, the packages that flow in each target; one a target.</summary>
    public required ILookup<string, Node> Packages { get; init; }

    public static ProjectFlow Of(Project project)
    {
        var (central, pinned) = (new HashSet<string>(StringComparer.OrdinalIgnoreCase), new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        var targets = new List<(DependencyGraph Graph, NodeSet Nodes)>();
        foreach (var target in project.Targets)
        {
            var isPrivate = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var reference in target.References)
            {
                (reference.IsPrivate ? isPrivate : []).Add(reference.Id);
                (reference.IsCentrallyVersioned ? central : []).Add(reference.Id);
            }

            foreach (ref readonly var node in target.Graph.Nodes)
            {
                if ((node.Traits & NodeTraits.Pinned) is not NodeTraits.None)
                {
                    pinned.Add(node.Component.Id);
                }
            }

            targets.Add((target.Graph, Flowing(target.Graph, isPrivate)));
        }

        return new ProjectFlow(project.Component, targets, central, pinned)
        {
            Packages = targets.SelectMany(target => PackagesOf(target.Graph, target.Nodes)).ToLookup(node => node.Component.Id, StringComparer.OrdinalIgnoreCase),
        };
    }

    private static IEnumerable<Node> PackagesOf(DependencyGraph graph, NodeSet nodes)
    {
        for (var i = 1; i < graph.Nodes.Length; i++)
        {
            if (nodes.Contains(i) && graph.Nodes[i].Component.Type is ComponentType.Package)
            {
                yield return graph.Nodes[i];
            }
        }
    }

    private static NodeSet Flowing(DependencyGraph graph, HashSet<string> isPrivate)
    {
        var reached = new NodeSet(graph.Nodes.Length);
        var pending = new Stack<int>([0]);
        reached.Add(0);
        while (pending.TryPop(out var node))
        {
            foreach (var to in graph.DependenciesOf(node))
            {
                // A private reference of somebody else never came here at all.
                var flows = node > 0 || graph.Nodes[to].Component is not { Type: ComponentType.Package } package || !isPrivate.Contains(package.Id);
                if (flows && reached.Add(to))
                {
                    pending.Push(to);
                }
            }
        }

        return reached;
    }
}
