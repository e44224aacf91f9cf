using System.Collections.Immutable;

namespace DepRisk.Graph;

/// <summary>A scope as <c>dotnet publish</c> delivers it, and <c>dotnet pack</c> passes it on: without what is in the build output alone.</summary>
public static class PublishedScope
{
    /// <param name="notPublished">
    /// Ids of the packages that the project itself refers to and does not publish, as evaluated; null where the restore output decides, which knows
    /// <c>PrivateAssets="all"</c> and not the metadata <c>Publish</c>.
    /// </param>
    public static Scope Of(Scope scope, IReadOnlySet<string>? notPublished = null) => scope with
    {
        Projects = [.. scope.Projects.Select(project => project with
        {
            Targets = [.. project.Targets.Select(target => target with { Graph = Of(target.Graph, notPublished) })],
        })],
    };

    private static DependencyGraph Of(DependencyGraph graph, IReadOnlySet<string>? notPublished)
    {
        var reached = notPublished is null ? null : Reached(graph, notPublished);
        var numbers = new int[graph.Nodes.Length];
        var nodes = new List<Node>(graph.Nodes.Length);
        for (var i = 0; i < numbers.Length; i++)
        {
            var node = graph.Nodes[i];
            var isLeftOut = reached is null ? (node.Traits & NodeTraits.NotPublished) is not NodeTraits.None : node.Ships && !reached[i];
            numbers[i] = isLeftOut ? -1 : nodes.Count;
            if (!isLeftOut)
            {
                nodes.Add(node with { Traits = node.Traits & ~NodeTraits.NotPublished });
            }
        }

        return DependencyGraph.Create(
            nodes,
            Edges(graph, numbers),
            graph.EdgeSource,
            [.. graph.Dropped.Where(dropped => numbers[dropped.From] >= 0).Select(dropped => dropped with { From = numbers[dropped.From] })]);
    }

    private static List<Edge> Edges(DependencyGraph graph, int[] numbers)
    {
        var edges = new List<Edge>(graph.EdgeCount);
        for (var from = 0; from < numbers.Length; from++)
        {
            var ends = graph.DependenciesOf(from);
            var requested = graph.RequestedBy(from);
            for (var i = 0; i < ends.Length; i++)
            {
                if (numbers[from] >= 0 && numbers[ends[i]] >= 0)
                {
                    edges.Add(new Edge(numbers[from], numbers[ends[i]], requested.IsEmpty ? null : requested[i]));
                }
            }
        }

        return edges;
    }

    /// <summary>From the project on, not by a reference of its own that is left out.</summary>
    private static bool[] Reached(DependencyGraph graph, IReadOnlySet<string> notPublished)
    {
        var reached = new bool[graph.Nodes.Length];
        var pending = new Stack<int>([0]);
        reached[0] = true;
        while (pending.TryPop(out var node))
        {
            foreach (var end in graph.DependenciesOf(node))
            {
                if (!reached[end] && !(node is 0 && graph.Nodes[end].Component is { Type: ComponentType.Package, Id: var id } && notPublished.Contains(id)))
                {
                    reached[end] = true;
                    pending.Push(end);
                }
            }
        }

        return reached;
    }
}
