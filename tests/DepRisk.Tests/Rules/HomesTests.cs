using DepRisk.Graph;
using DepRisk.Rules;
using DepRisk.Tests.Graph;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Rules;

public class HomesTests
{
    [Fact]
    public void The_first_project_whose_own_reference_is_on_every_route() => At(
        "B/B.csproj Hub",
        new TestScope("x")
            .Project("A/A.csproj", ProjectRole.App, "net10.0", "One/1.0.0 > Zip/1.0.0", "Two/1.0.0 > Zip/1.0.0")
            .Project("B/B.csproj", ProjectRole.App, "net10.0", "Hub/1.0.0 > Three/1.0.0 > Zip/1.0.0", "Hub/1.0.0 > Zip/1.0.0")
            .Project("C/C.csproj", ProjectRole.App, "net10.0", "Zip/1.0.0"));

    [Fact]
    public void Where_no_reference_is_on_every_route_the_shortest_one() => At(
        "B/B.csproj Five",
        new TestScope("x")
            .Project("A/A.csproj", ProjectRole.App, "net10.0", "One/1.0.0 > Two/1.0.0 > Zip/1.0.0", "Three/1.0.0 > Two/1.0.0", "One/1.0.0 > Six/1.0.0 > Zip/1.0.0")
            .Project("B/B.csproj", ProjectRole.App, "net10.0", "Four/1.0.0 > Zip/1.0.0", "Five/1.0.0 > Zip/1.0.0"));

    [Fact]
    public void A_test_is_home_of_what_nothing_else_has_alone()
    {
        At("B/B.csproj Zip", new TestScope("x").Project("A/A.csproj", ProjectRole.Test, "net10.0", "Zip/1.0.0").Project("B/B.csproj", ProjectRole.App, "net10.0", "Zip/1.0.0"));
        At("A/A.csproj Zip", new TestScope("x").Project("A/A.csproj", ProjectRole.Test, "net10.0", "Zip/1.0.0").Project("B/B.csproj", ProjectRole.App, "net10.0", "Log/1.0.0"));
    }

    [Fact]
    public void Equals_its_definition_on_random_scopes()
    {
        var (dominated, shortest, none) = (0, 0, 0);
        for (var seed = 0; seed < 400; seed++)
        {
            var scope = RandomProjects.Of(seed, ProjectRole.App, seed % 2 is 0 ? ProjectRole.Test : ProjectRole.Library, ProjectRole.App, ProjectRole.Test);
            foreach (var package in Packages(scope))
            {
                var home = new Homes(scope).Of(package);
                var expected = Dominating(scope, package, tests: false) ?? Shortest(scope, package, tests: false) ?? Dominating(scope, package, tests: true) ?? Shortest(scope, package, tests: true);
                Assert.Equal(expected, home);
                dominated += Dominating(scope, package, tests: false) is null ? 0 : 1;
                shortest += Dominating(scope, package, tests: false) is null && Shortest(scope, package, tests: false) is not null ? 1 : 0;
                none += home is null ? 1 : 0;
            }
        }

        Assert.True(Math.Min(dominated, Math.Min(shortest, none)) > 10, $"{dominated} {shortest} {none}");
    }

    private static void At(string expected, TestScope test)
    {
        var scope = test.Build();
        var home = new Homes(scope).Of(Packages(scope).Single(package => package.Id is "Zip"));
        Assert.Equal(expected, $"{home?.Path} {home?.Reference}");
    }

    private static IEnumerable<Component> Packages(Scope scope) => scope.Projects.SelectMany(project => project.Targets).SelectMany(target => target.Graph.Nodes.ToArray())
        .Select(node => node.Component).Where(component => component.Type is ComponentType.Package).Distinct();

    private static FindingHome? Dominating(Scope scope, Component package, bool tests)
    {
        foreach (var project in scope.Projects.Where(project => project.IsTest == tests).OrderBy(project => project.Path, StringComparer.Ordinal))
        {
            var ids = new List<string>();
            foreach (var graph in project.Targets.Select(target => target.Graph))
            {
                var node = Array.FindIndex(graph.Nodes.ToArray(), candidate => ReferenceEquals(candidate.Component, package));
                ids.AddRange(graph.DependenciesOf(0).ToArray()
                    .Where(reference => node > 0 && graph.Nodes[reference].Component.Type is ComponentType.Package)
                    .Where(reference => TestGraph.Reaches(graph, 0, node) && !TestGraph.Reaches(graph, 0, node, without: reference))
                    .Select(reference => graph.Nodes[reference].Component.Id));
            }

            if (ids.Count > 0)
            {
                return new FindingHome(project.Path, ids.Order(StringComparer.Ordinal).First());
            }
        }

        return null;
    }

    private static FindingHome? Shortest(Scope scope, Component package, bool tests) => scope.Projects.Where(project => project.IsTest == tests)
        .SelectMany(project => project.Targets)
        .SelectMany(target =>
        {
            var node = Array.FindIndex(target.Graph.Nodes.ToArray(), candidate => ReferenceEquals(candidate.Component, package));
            return node < 0 ? [] : TestGraph.AllRoutes(target.Graph, node, 0).Select(route => (target.Graph, Route: route));
        })
        .Select(found =>
        {
            var ours = found.Route.TakeWhile(node => found.Graph.Nodes[node].Component.Type is ComponentType.Project).ToArray();
            return (found.Route.Length, Path: found.Graph.Nodes[ours[^1]].Component.Path!, Id: found.Graph.Nodes[found.Route[ours.Length]].Component.Id);
        })
        .OrderBy(found => found.Length).ThenBy(found => found.Path, StringComparer.Ordinal).ThenBy(found => found.Id, StringComparer.Ordinal)
        .Select(found => new FindingHome(found.Path, found.Id))
        .FirstOrDefault();
}
