using System.Collections.Immutable;
using DepRisk.Graph;
using DepRisk.Packages;

namespace DepRisk.Lock;

/// <summary>
/// Which packages that a lock does not have came by a change. A library may resolve on its own what no app has: where the app has a higher version of what brings it, or its
/// framework provides it. That is no difference as long as no reference of ours that leads to it is one.
/// </summary>
internal static class ChangeCause
{
    /// <param name="unlocked">Packages that the lock does not have in this version for each of <paramref name="containing"/>.</param>
    /// <param name="added">Ids that the project refers to and did not.</param>
    /// <returns>Those of them to which a changed reference leads.</returns>
    public static ImmutableArray<Component> Caused(Project project, LockIndex state, ImmutableArray<string> containing, ImmutableArray<Component> unlocked, ImmutableArray<string> added)
    {
        if (unlocked.IsEmpty || state.Project(project.Path) is not { References: not null })
        {
            return unlocked;
        }

        var open = new HashSet<Component>(unlocked, ReferenceEqualityComparer.Instance);
        var caused = new HashSet<Component>(ReferenceEqualityComparer.Instance);
        foreach (var target in project.Targets)
        {
            var graph = target.Graph;
            var reached = new NodeSet(graph.Nodes.Length);
            var pending = new Stack<int>();
            foreach (var root in Changed(project, target, state, containing, open, added))
            {
                if (reached.Add(root))
                {
                    pending.Push(root);
                }
            }

            while (pending.TryPop(out var node))
            {
                caused.Add(graph.Nodes[node].Component);
                foreach (var to in graph.DependenciesOf(node))
                {
                    if (reached.Add(to))
                    {
                        pending.Push(to);
                    }
                }
            }
        }

        return unlocked.RemoveAll(package => !caused.Contains(package));
    }

    /// <summary>What a project of ours refers to in another version than before, or did not; and projects that the lock does not know here.</summary>
    private static IEnumerable<int> Changed(Project project, Target target, LockIndex state, ImmutableArray<string> containing, HashSet<Component> open, ImmutableArray<string> added)
    {
        var graph = target.Graph;
        var isDelivered = LockIndex.Has(containing, project.Path);
        for (var from = 0; from < graph.Nodes.Length; from++)
        {
            if (graph.Nodes[from].Component is not { Type: ComponentType.Project } ours)
            {
                continue;
            }

            var known = from is 0 ? state.Project(project.Path) : state.Project(ours.Path ?? ours.Id);
            if (from > 0 && (known is null || !LockIndex.HasAll(known.Apps, containing)))
            {
                yield return from;
            }

            var (ends, ranges) = (graph.DependenciesOf(from).ToArray(), graph.RequestedBy(from).ToArray());
            for (var i = 0; i < ends.Length; i++)
            {
                var package = graph.Nodes[ends[i]].Component;
                if (from is 0 && !isDelivered && ReferencedPackages.IsPrivate(target, package.Id))
                {
                    continue;
                }

                // What asks for less than it got was lifted by something else.
                var decides = ranges.Length is 0 || ranges[i] is null || PackageVersion.AsksFor(ranges[i], package.Version);
                if ((decides && open.Contains(package) && !WasNowhere(package, known, state, containing)) || (from is 0 && added.Contains(package.Id, StringComparer.OrdinalIgnoreCase)))
                {
                    yield return ends[i];
                }
            }
        }
    }

    /// <summary>It was referred to before, and no version of it reached any of the apps.</summary>
    private static bool WasNowhere(Component package, LockedProject? known, LockIndex state, ImmutableArray<string> containing)
    {
        var id = LockedPackage.IdOf(package);
        return known?.References is { } references && references.Contains(id, StringComparer.OrdinalIgnoreCase)
            && !state.VersionsOf(id).Any(version => containing.Any(app => LockIndex.Has(version.Apps, app)));
    }
}
