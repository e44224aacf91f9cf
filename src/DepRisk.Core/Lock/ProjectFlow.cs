using DepRisk.Graph;

namespace DepRisk.Lock;

/// <summary>What of a project's graph comes along wherever the project is contained: all but what hangs on its private references alone.</summary>
/// <param name="Targets">With the nodes that flow; node 0 is the project.</param>
/// <param name="Central">Ids whose version one file decides for all projects that refer to them.</param>
internal sealed record ProjectFlow(Component Project, IReadOnlyList<(DependencyGraph Graph, NodeSet Nodes)> Targets, IReadOnlySet<string> Central)
{
    /// <summary>Of each project of ours in the graph, by path, the ids that it refers to there.</summary>
    public required IReadOnlyDictionary<string, HashSet<string>> References { get; init; }

    /// <summary>The source says which files of a package ship.</summary>
    public required bool ListsFiles { get; init; }

    public static ProjectFlow Of(Project project)
    {
        var central = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var targets = new List<(DependencyGraph Graph, NodeSet Nodes)>();
        var references = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var target in project.Targets)
        {
            var isPrivate = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var reference in target.References)
            {
                (reference.IsPrivate ? isPrivate : []).Add(reference.Id);
                (reference.IsCentrallyVersioned ? central : []).Add(reference.Id);
            }

            targets.Add((target.Graph, Flowing(target.Graph, isPrivate)));
            Collect(target.Graph, references);
        }

        return new ProjectFlow(project.Component, targets, central)
        {
            References = references,
            ListsFiles = project.Targets.Any(target => target.Graph.Nodes.ToArray().Any(node => !node.Files.IsDefaultOrEmpty)),
        };
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

    private static void Collect(DependencyGraph graph, Dictionary<string, HashSet<string>> references)
    {
        for (var from = 0; from < graph.Nodes.Length; from++)
        {
            if (graph.Nodes[from].Component is not { Type: ComponentType.Project } project)
            {
                continue;
            }

            var path = project.Path ?? project.Id;
            if (!references.TryGetValue(path, out var ids))
            {
                references.Add(path, ids = new(StringComparer.OrdinalIgnoreCase));
            }

            foreach (var to in graph.DependenciesOf(from))
            {
                ids.Add(graph.Nodes[to].Component.Id);
            }
        }
    }
}
