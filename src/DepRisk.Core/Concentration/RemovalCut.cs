using System.Collections.Immutable;
using DepRisk.Graph;

namespace DepRisk.Concentration;

/// <summary>
/// What must go for a control group to leave an app: the smallest set of third-party packages outside of it and of its family, over the target that needs most (vertex-disjoint
/// routes, Menger 1927). Projects of ours cannot be removed, and our own references to the group are listed apart and not counted.
/// </summary>
/// <param name="Packages">Sorted by id; 0: our own references alone hold the group.</param>
/// <param name="Target">Index into <see cref="GroupedScope.Targets"/> of the target that needs them; of equals the first.</param>
/// <param name="OwnReferences">Our projects that refer to the group themselves, in any target, by path.</param>
public sealed record RemovalCut(ImmutableArray<Component> Packages, int Target, ImmutableArray<string> OwnReferences)
{
    /// <summary>k, 0 and up.</summary>
    public int Size => Packages.Length;

    public static RemovalCut Of(GroupedScope scope, int group)
    {
        var own = new SortedSet<string>(StringComparer.Ordinal);
        var (largest, at) = (ImmutableArray<int>.Empty, GroupedScope.NoGroup);
        for (var i = 0; i < scope.Targets.Length; i++)
        {
            if (!scope.Targets[i].GroupOf.Contains(group))
            {
                continue;
            }

            var cut = Of(scope, scope.Targets[i], group, own);
            if (at is GroupedScope.NoGroup || cut.Length > largest.Length)
            {
                (largest, at) = (cut, i);
            }
        }

        return new RemovalCut(
            at is GroupedScope.NoGroup ? [] : [.. largest.Select(node => scope.Targets[at].Target.Graph.Nodes[node].Component).Order(ComponentOrder.Instance)],
            at,
            [.. own]);
    }

    /// <summary>Whether so many must go in one target, without saying which.</summary>
    internal static bool IsAtLeast(GroupedTarget target, int group, int size) =>
        IsAtLeast(target, node => target.GroupOf[node] == group, node => target.GroupOf[node] == group, size);

    /// <param name="isChosen">Our own references to these do not count.</param>
    internal static bool IsAtLeast(GroupedTarget target, Func<int, bool> isSubject, Func<int, bool> isChosen, int size)
    {
        var graph = target.Target.Graph;
        return VertexCut.IsAtLeast(graph, isSubject, node => !IsOurs(graph, node), (from, to) => IsOurs(graph, from) && isChosen(to), size);
    }

    private static ImmutableArray<int> Of(GroupedScope scope, GroupedTarget target, int group, SortedSet<string> own)
    {
        var graph = target.Target.Graph;
        for (var from = 0; from < graph.Nodes.Length; from++)
        {
            if (IsOurs(graph, from) && graph.DependenciesOf(from).ToArray().Any(to => scope.IsOf(target.GroupOf[to], group)))
            {
                own.Add(graph.Nodes[from].Component.Path ?? graph.Nodes[from].Component.Id);
            }
        }

        // Every route from a project of ours to the group that is no reference of ours passes a package, so that there always is a cut.
        return VertexCut.Of(graph, node => scope.IsOf(target.GroupOf[node], group), node => !IsOurs(graph, node), (from, to) => IsOurs(graph, from) && scope.IsOf(target.GroupOf[to], group))!.Value;
    }

    private static bool IsOurs(DependencyGraph graph, int node) => graph.Nodes[node].Component.Type is ComponentType.Project;
}
