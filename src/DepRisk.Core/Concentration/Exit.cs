using System.Collections.Immutable;
using DepRisk.Graph;

namespace DepRisk.Concentration;

/// <summary>A line of ours: what a project refers to.</summary>
/// <param name="Project">Path relative to the scope.</param>
public sealed record OwnReference(string Project, string Id);

/// <summary>What must change for some components to leave all apps.</summary>
/// <param name="References">
/// Our references to other packages from which a route leads to the components. All of them must go or stop leading there: no choice is involved. By project and id, ordinal.
/// </param>
/// <param name="Own">Our references to the components themselves, by project and id, ordinal.</param>
/// <param name="Packages">
/// Ids of the fewest third-party packages without which nothing but <see cref="Own"/> leads to the components, ordinal: the lever, where it is shorter than the references.
/// </param>
/// <param name="IsExact">False where the search for <see cref="Packages"/> was given up: it suffices, and fewer may do.</param>
public sealed record Exit(ImmutableArray<OwnReference> References, ImmutableArray<OwnReference> Own, ImmutableArray<string> Packages, bool IsExact)
{
    /// <param name="apps">What reach is counted in: <see cref="GroupedScope.Apps"/>.</param>
    /// <param name="isSubject">Never true of a project of ours.</param>
    public static Exit Of(ImmutableArray<Project> apps, Func<Component, bool> isSubject)
    {
        var (through, own) = (new HashSet<OwnReference>(), new HashSet<OwnReference>());
        foreach (var target in apps.SelectMany(app => app.Targets))
        {
            Collect(target.Graph, isSubject, through, own);
        }

        var (packages, isExact) = ScopeCut.Of(apps, isSubject);
        return new Exit(Sorted(through), Sorted(own), packages, isExact);
    }

    private static void Collect(DependencyGraph graph, Func<Component, bool> isSubject, HashSet<OwnReference> through, HashSet<OwnReference> own)
    {
        if (Leading(graph, isSubject) is not { } leading)
        {
            return;
        }

        var reached = Closure.From(graph, 0);
        for (var from = 0; from < graph.Nodes.Length; from++)
        {
            var project = graph.Nodes[from].Component;
            if (project.Type is not ComponentType.Project || !reached.Contains(from))
            {
                continue;
            }

            foreach (var to in graph.DependenciesOf(from))
            {
                if (leading.Contains(to) && graph.Nodes[to].Component is var package)
                {
                    (isSubject(package) ? own : through).Add(new OwnReference(project.Path ?? project.Id, package.Id));
                }
            }
        }
    }

    /// <summary>The subjects and every package from which a route over packages leads to one; null where there is no subject.</summary>
    private static NodeSet? Leading(DependencyGraph graph, Func<Component, bool> isSubject)
    {
        var leading = new NodeSet(graph.Nodes.Length);
        var pending = new Stack<int>();
        for (var node = 0; node < graph.Nodes.Length; node++)
        {
            if (graph.Nodes[node].Component is { Type: not ComponentType.Project } component && isSubject(component))
            {
                leading.Add(node);
                pending.Push(node);
            }
        }

        if (pending.Count is 0)
        {
            return null;
        }

        var dependents = Dependents.In(graph);
        while (pending.TryPop(out var node))
        {
            foreach (var from in dependents.Of(node))
            {
                // What comes over a project of ours is that project's to change.
                if (graph.Nodes[from].Component.Type is not ComponentType.Project && leading.Add(from))
                {
                    pending.Push(from);
                }
            }
        }

        return leading;
    }

    private static ImmutableArray<OwnReference> Sorted(HashSet<OwnReference> references) =>
        [.. references.OrderBy(reference => reference.Project, StringComparer.Ordinal).ThenBy(reference => reference.Id, StringComparer.Ordinal)];
}
