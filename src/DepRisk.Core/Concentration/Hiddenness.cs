using System.Collections.Immutable;
using DepRisk.Graph;

namespace DepRisk.Concentration;

/// <summary>
/// In how many of the apps that it reaches nobody of ours chose a control group: no first-party project in the app refers to one of its packages, or of its family. As a
/// share of the reached apps, 0 to 1. Log4Shell: 35,863 artifacts of Maven Central affected, about 7,000 of them directly (Google Open Source Insights, December 2021).
/// </summary>
public static class Hiddenness
{
    /// <param name="reach">See <see cref="Reach.Of"/>.</param>
    /// <returns>By group, the indexes of the reached apps in which it is hidden, ascending.</returns>
    public static ImmutableArray<ImmutableArray<int>> Of(GroupedScope scope, ImmutableArray<ImmutableArray<int>> reach)
    {
        var chosen = Chosen(scope);
        var apps = new List<int>?[chosen.Length];
        for (var group = 0; group < apps.Length; group++)
        {
            apps[group] = Without(reach[group], ChosenWith(scope.FamilyOf(group), chosen, group));
        }

        return Reach.Frozen(apps);
    }

    /// <returns>By group, the indexes of the apps in which a project of ours refers to it, ascending.</returns>
    internal static List<int>?[] Chosen(GroupedScope scope)
    {
        var chosen = new List<int>?[scope.Groups.Length];
        foreach (var target in scope.Targets)
        {
            var graph = target.Target.Graph;
            for (var from = 0; from < graph.Nodes.Length; from++)
            {
                if (graph.Nodes[from].Component.Type is not ComponentType.Project)
                {
                    continue;
                }

                foreach (var to in graph.DependenciesOf(from))
                {
                    if (target.GroupOf[to] is not GroupedScope.NoGroup and var group)
                    {
                        Reach.Add(ref chosen[group], target.App);
                    }
                }
            }
        }

        return chosen;
    }

    private static List<int>? ChosenWith(ImmutableArray<int> family, List<int>?[] chosen, int group) => family.IsEmpty
        ? chosen[group]
        : [.. family.Add(group).SelectMany(member => chosen[member] ?? []).Distinct().Order()];

    /// <summary>Both ascending.</summary>
    private static List<int> Without(ImmutableArray<int> apps, List<int>? chosen)
    {
        var hidden = new List<int>();
        var at = 0;
        foreach (var app in apps)
        {
            while (at < chosen?.Count && chosen[at] < app)
            {
                at++;
            }

            if (at >= (chosen?.Count ?? 0) || chosen![at] != app)
            {
                hidden.Add(app);
            }
        }

        return hidden;
    }

    /// <summary>
    /// Whether the share reaches the threshold, whatever the edges would say that nobody knows, and whoever publishes the packages of unknown hands: either can only
    /// show that somebody chose it.
    /// </summary>
    /// <param name="chosenOrNot">Apps in which a project of ours refers to what may be of the same hands, see <see cref="PossibleFamily"/>.</param>
    public static Truth IsAtLeast(GroupedScope scope, ImmutableArray<int> reached, ImmutableArray<int> hidden, double threshold, HashSet<int>? chosenOrNot = null)
    {
        if (Share(hidden, reached) < threshold)
        {
            return Truth.False;
        }

        var certain = hidden.Length;
        foreach (var app in hidden)
        {
            if (chosenOrNot?.Contains(app) is true || HasUnknownEdges(scope.Apps[app]))
            {
                certain--;
            }
        }

        return reached.IsEmpty ? Truth.False : Truths.Of((double)certain / reached.Length >= threshold ? true : null);
    }

    internal static bool HasUnknownEdges(Project app)
    {
        foreach (var target in app.Targets)
        {
            if (target.Graph.EdgeSource is EdgeSource.Unknown)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>0 to 1; 0 where it reaches nothing.</summary>
    public static double Share(ImmutableArray<int> hidden, ImmutableArray<int> reached) => reached.IsEmpty ? 0 : (double)hidden.Length / reached.Length;
}
