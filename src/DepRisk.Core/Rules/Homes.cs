using DepRisk.Graph;

namespace DepRisk.Rules;

/// <summary>
/// Where a finding about a package is reported: the first project, by ordinal path, whose own reference is on every route to the package in one of its targets;
/// where no reference is, the one on the shortest route of all projects. Tests count only for what nothing else has. What a graph tells of all packages is
/// computed once for all findings.
/// </summary>
internal sealed class Homes(Scope scope)
{
    private readonly Dictionary<DependencyGraph, Routed> _routed = new(ReferenceEqualityComparer.Instance);

    /// <returns>Null where no project has a route to the package.</returns>
    public FindingHome? Of(Component package) => Among(package, tests: false) ?? Among(package, tests: true);

    private FindingHome? Among(Component package, bool tests)
    {
        Candidate? shortest = null;
        foreach (var project in scope.Projects)
        {
            FindingHome? dominating = null;
            foreach (var target in project.IsTest == tests ? project.Targets : [])
            {
                if (NodeOf(target.Graph, package) is not (> 0 and var node))
                {
                    continue;
                }

                var routed = RoutedIn(target.Graph);
                if (Dominating(target.Graph, routed.Dominators, node) is { } id)
                {
                    dominating = First(dominating, new FindingHome(project.Path, id));
                }
                else if (dominating is null)
                {
                    shortest = Shorter(shortest, Shortest(target.Graph, routed.Dependents, node));
                }
            }

            if (dominating is not null)
            {
                return dominating;
            }
        }

        return shortest?.Home;
    }

    private Routed RoutedIn(DependencyGraph graph)
    {
        if (!_routed.TryGetValue(graph, out var routed))
        {
            var dependents = Dependents.In(graph);
            _routed.Add(graph, routed = new Routed(dependents, Dominators.Of(graph, dependents)));
        }

        return routed;
    }

    private static int NodeOf(DependencyGraph graph, Component package)
    {
        for (var node = 0; node < graph.Nodes.Length; node++)
        {
            if (ReferenceEquals(graph.Nodes[node].Component, package))
            {
                return node;
            }
        }

        return Dominators.None;
    }

    /// <summary>The package of our own reference that every route passes. It hangs below the project in the tree of dominators, as whatever is referenced does.</summary>
    private static string? Dominating(DependencyGraph graph, int[] dominators, int node)
    {
        while (dominators[node] > 0)
        {
            node = dominators[node];
        }

        return dominators[node] is 0 && graph.Nodes[node].Component is { Type: not ComponentType.Project } reference && graph.DependenciesOf(0).Contains(node)
            ? reference.Id
            : null;
    }

    /// <summary>Of the shortest routes the last project of ours and what it refers to; of several the first by path and id.</summary>
    private static Candidate? Shortest(DependencyGraph graph, Dependents dependents, int node)
    {
        var distances = dependents.DistancesTo(node);
        if (distances[0] < 0)
        {
            return null;
        }

        Candidate? first = null;
        var seen = new NodeSet(graph.Nodes.Length);
        var projects = new Stack<int>([0]);
        while (projects.TryPop(out var project))
        {
            foreach (var next in graph.DependenciesOf(project))
            {
                if (distances[next] != distances[project] - 1)
                {
                    continue;
                }

                var ours = graph.Nodes[project].Component;
                if (graph.Nodes[next].Component is { Type: not ComponentType.Project } reference)
                {
                    first = Shorter(first, new Candidate(distances[0], new FindingHome(ours.Path ?? ours.Id, reference.Id)));
                }
                else if (seen.Add(next))
                {
                    projects.Push(next);
                }
            }
        }

        return first;
    }

    private static Candidate? Shorter(Candidate? x, Candidate? y)
    {
        if (x is null || y is null)
        {
            return x ?? y;
        }

        return x.Length != y.Length ? (x.Length < y.Length ? x : y) : ReferenceEquals(First(x.Home, y.Home), x.Home) ? x : y;
    }

    private static FindingHome First(FindingHome? x, FindingHome y)
    {
        if (x is null)
        {
            return y;
        }

        var byPath = string.CompareOrdinal(x.Path, y.Path);
        return (byPath != 0 ? byPath : string.CompareOrdinal(x.Reference, y.Reference)) <= 0 ? x : y;
    }

    private sealed record Routed(Dependents Dependents, int[] Dominators);

    private sealed record Candidate(int Length, FindingHome Home);
}
