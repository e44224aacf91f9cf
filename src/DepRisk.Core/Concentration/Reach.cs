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
        var apps = new List<int>?[scope.Groups.Length];
        foreach (var target in scope.Targets)
        {
            var nodes = target.Target.Graph.Nodes;
            for (var node = 0; node < nodes.Length; node++)
            {
                // What a restore lists is reachable from the project: that is why it is listed.
                if (target.GroupOf[node] is not GroupedScope.NoGroup and var group && nodes[node].MayShip)
                {
                    Add(ref apps[group], target.App);
                }
            }
        }

        return Frozen(apps);
    }

    /// <summary>Targets come in the order of their apps, so that the last one is the only one that can be here already.</summary>
    internal static void Add(ref List<int>? apps, int app)
    {
        apps ??= [];
        if (apps.Count is 0 || apps[^1] != app)
        {
            apps.Add(app);
        }
    }

    internal static ImmutableArray<ImmutableArray<int>> Frozen(List<int>?[] lists)
    {
        var frozen = ImmutableArray.CreateBuilder<ImmutableArray<int>>(lists.Length);
        foreach (var list in lists)
        {
            frozen.Add(list is null ? [] : [.. list]);
        }

        return frozen.MoveToImmutable();
    }

    /// <summary>0 to 1; 0 where there is no app.</summary>
    public static double Share(ImmutableArray<int> apps, GroupedScope scope) => scope.Apps.IsEmpty ? 0 : (double)apps.Length / scope.Apps.Length;
}
