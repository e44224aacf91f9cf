using DepRisk.Graph;
using DepRisk.Packages;

namespace DepRisk.Tool.Commands;

/// <summary>One place in one target where a query finds something.</summary>
internal sealed record PackageHit(Project Project, Target Target, int Index, bool IsVersionKnown)
{
    public Node Node => Target.Graph.Nodes[Index];
}

internal static class PackageHits
{
    /// <summary>In the order of the scope: project, target, node.</summary>
    public static IEnumerable<PackageHit> In(Scope scope, VersionQuery query)
    {
        // A component stands in many graphs and is compared once.
        var matches = new Dictionary<Component, QueryMatch>();
        foreach (var project in scope.Projects)
        {
            foreach (var target in project.Targets)
            {
                for (var i = 1; i < target.Graph.Nodes.Length; i++)
                {
                    var component = target.Graph.Nodes[i].Component;
                    if (!matches.TryGetValue(component, out var match))
                    {
                        matches.Add(component, match = query.Matches(component.Ecosystem, component.Id, component.Version));
                    }

                    if (match is not QueryMatch.No)
                    {
                        yield return new PackageHit(project, target, i, match is QueryMatch.Yes);
                    }
                }
            }
        }
    }
}
