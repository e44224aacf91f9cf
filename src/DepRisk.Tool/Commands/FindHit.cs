using System.Collections.Immutable;
using DepRisk.Graph;
using DepRisk.Tool.Rendering;

namespace DepRisk.Tool.Commands;

/// <summary>One app of one file that contains what is searched for. It holds text and no graph: a thousand files are read, few contain it.</summary>
/// <param name="File">As shown.</param>
/// <param name="Place">Where the version is stated, else the reference of ours that brings it in; null where the scope is not on disk.</param>
/// <param name="StatesVersion">The place is the package's own and not that of what brings it in.</param>
internal sealed record FindHit(
    string File,
    string App,
    ImmutableArray<string> Targets,
    Component Component,
    DependencyClass Class,
    string ClassText,
    bool IsVersionKnown,
    ImmutableArray<string> Route,
    string RouteText,
    string? Place,
    bool StatesVersion)
{
    public static IReadOnlyList<FindHit> In(string file, Scope scope, IEnumerable<PackageHit> hits, ReferenceLocator locate) =>
    [
        .. hits
            .Select(hit => Of(file, scope, hit, locate))
            // The same answer for several targets of one app is one line.
            .GroupBy(hit => (hit.App, hit.Component, hit.ClassText, hit.RouteText, hit.Place))
            .Select(group => group.First() with { Targets = [.. group.SelectMany(hit => hit.Targets)] }),
    ];

    private static FindHit Of(string file, Scope scope, PackageHit hit, ReferenceLocator locate)
    {
        var graph = hit.Target.Graph;
        var routes = Routes.To(graph, hit.Index, 1);
        var route = routes.Found.IsEmpty ? ImmutableArray<int>.Empty : routes.Found[0];
        var own = PlaceOf(scope, hit.Project, hit.Node.Component.Id, locate);
        return new FindHit(
            file,
            hit.Project.Name,
            [hit.Target.Name],
            hit.Node.Component,
            hit.Node.Class,
            Rendering.ClassText.Of(hit.Node),
            hit.IsVersionKnown,
            [.. route.Select(node => graph.Nodes[node].Component.ToString())],
            route.IsEmpty ? "no route is known" : Rendering.RouteText.Of(graph, route, hit.Project.Name),
            own ?? BringingPlace(scope, graph, route, locate),
            own is not null);
    }

    private static string? PlaceOf(Scope scope, Project project, string id, ReferenceLocator locate)
    {
        var places = locate(scope, project, id);
        return places.Count is 0 ? null : UpgradeEdit.Place(scope, places.FirstOrDefault(place => place.Version is not null) ?? places[0]);
    }

    // Where the route leaves our own projects: that reference is ours to change.
    private static string? BringingPlace(Scope scope, DependencyGraph graph, ImmutableArray<int> route, ReferenceLocator locate)
    {
        for (var i = 1; i < route.Length; i++)
        {
            var package = graph.Nodes[route[i]].Component;
            if (package.Type is not ComponentType.Project)
            {
                var owner = graph.Nodes[route[i - 1]].Component;
                return scope.Projects.FirstOrDefault(project => ReferenceEquals(project.Component, owner)) is { } project
                    ? PlaceOf(scope, project, package.Id, locate)
                    : null;
            }
        }

        return null;
    }
}
