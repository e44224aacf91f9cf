using System.Collections.Immutable;

namespace DepRisk.Concentration;

/// <summary>
/// Which apps a control group reaches: those that ship one of its packages, or whose source does not say whether they do. As a share, 0 to 1: <c>r(u) = |{p : u in the runtime closure of p}| / |P|</c>
/// ("package reach", Zimmermann et al., USENIX Security 2019).
/// </summary>
public static class Reach
{
    /// <returns>By group, the indexes of the apps, ascending.</returns>
    public static ImmutableArray<ImmutableArray<int>> Of(GroupedScope scope)
    {
        var apps = new SortedSet<int>[scope.Groups.Length];
        for (var group = 0; group < apps.Length; group++)
        {
            apps[group] = [];
        }

        foreach (var target in scope.Targets)
        {
            for (var node = 0; node < target.GroupOf.Length; node++)
            {
                // What a restore lists is reachable from the project: that is why it is listed.
                if (target.GroupOf[node] is not GroupedScope.NoGroup and var group && target.Target.Graph.Nodes[node].MayShip)
                {
                    apps[group].Add(target.App);
                }
            }
        }

        return [.. apps.Select(set => set.ToImmutableArray())];
    }

    /// <summary>0 to 1; 0 where there is no app.</summary>
    public static double Share(ImmutableArray<int> apps, GroupedScope scope) => scope.Apps.IsEmpty ? 0 : (double)apps.Length / scope.Apps.Length;
}
