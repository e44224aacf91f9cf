using DepRisk.Concentration;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Tests.Graph;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Concentration;

public class RemovalCutTests
{
    [Fact]
    public void Names_what_must_go()
    {
        var cut = Cut(new TestScope("x").Project("App/App.csproj", ProjectRole.App, "net10.0", "Reports/1.0.0 > Zip/1.0.0", "Import/1.0.0 > Core/1.0.0 > Zip/1.0.0").Build(), "Zip");
        Assert.Equal(["Import", "Reports"], cut.Packages.Select(package => package.Id));
        Assert.Empty(cut.OwnReferences);
    }

    [Fact]
    public void Where_all_routes_pass_one_package_that_is_the_lever()
    {
        var cut = Cut(new TestScope("x").Project("App/App.csproj", ProjectRole.App, "net10.0", "A/1.0.0 > Hub/1.0.0 > Zip/1.0.0", "B/1.0.0 > Hub/1.0.0").Build(), "Zip");
        Assert.Equal("Hub", Assert.Single(cut.Packages).Id);
    }

    [Fact]
    public void Own_references_are_listed_and_not_counted()
    {
        var cut = Cut(new TestScope("x").Project("App/App.csproj", ProjectRole.App, "net10.0", "Zip/1.0.0", "A/1.0.0 > Zip/1.0.0").Build(), "Zip");
        Assert.Equal("A", Assert.Single(cut.Packages).Id);
        Assert.Equal("App/App.csproj", Assert.Single(cut.OwnReferences));
        Assert.Equal(0, Cut(new TestScope("x").Project("App/App.csproj", ProjectRole.App, "net10.0", "Zip/1.0.0").Build(), "Zip").Size);
    }

    [Fact]
    public void A_family_is_no_route_to_itself()
    {
        var scope = new TestScope("x").Project("App/App.csproj", ProjectRole.App, "net10.0", "Npgsql.EF/1.0.0 > Npgsql/1.0.0").Build();
        var evidence = new TestEvidence(scope).With("Npgsql", TestEvidence.Signed("npgsql")).With("Npgsql.EF", TestEvidence.Signed("npgsql")).Build();
        var grouped = GroupedScope.Of(scope, evidence);
        Assert.Single(grouped.Groups);
        Assert.Equal(0, RemovalCut.Of(grouped, 0).Size);
        var reach = Reach.Of(grouped);
        Assert.Empty(Hiddenness.Of(grouped, reach)[0]);
    }

    [Fact]
    public void The_target_that_needs_most_decides()
    {
        var scope = new TestScope("x").Project("App/App.csproj", ProjectRole.App, ("net10.0", ["A/1.0.0 > Zip/1.0.0"]), ("net8.0", ["A/1.0.0 > Zip/1.0.0", "B/1.0.0 > Zip/1.0.0"])).Build();
        var cut = Cut(scope, "Zip");
        Assert.Equal((2, 1), (cut.Size, cut.Target));
    }

    [Fact]
    public void Reach_and_hiddenness_and_cut_equal_their_definitions_on_random_scopes()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var scope = RandomScope(seed);
            var grouped = GroupedScope.Of(scope, ScopeEvidence.None);
            var reach = Reach.Of(grouped);
            var hidden = Hiddenness.Of(grouped, reach);
            for (var group = 0; group < grouped.Groups.Length; group++)
            {
                var ids = grouped.Groups[group].Packages.Select(package => package.Id).ToHashSet(StringComparer.Ordinal);
                var reached = scope.Projects.Select((project, i) => (project, i)).Where(app => app.project.Targets.Any(target => Nodes(target).Any(node => ids.Contains(node.Component.Id) && node.MayShip))).Select(app => app.i);
                Assert.Equal(reached, reach[group]);
                Assert.Equal(reach[group].Where(app => !scope.Projects[app].Targets.Any(target => RefersTo(target, ids))), hidden[group].AsEnumerable());
                Assert.Equal(scope.Projects.SelectMany(project => project.Targets).Max(target => Smallest(target.Graph, ids)), RemovalCut.Of(grouped, group).Size);
            }
        }
    }

    /// <summary>Three apps over random graphs of at most eight nodes, some of which are projects of ours.</summary>
    private static Scope RandomScope(int seed)
    {
        var table = new ComponentTable();
        var random = new Random(seed);
        var projects = Enumerable.Range(0, 3).Select(app =>
        {
            var shape = TestGraph.Random((seed * 3) + app);
            var component = table.Project($"App{app}", "1.0.0", $"App{app}/App{app}.csproj");
            Node[] nodes = [.. Enumerable.Range(0, shape.Nodes.Length).Select(i => new Node(
                i is 0 ? component : i % 4 is 3 ? table.Project($"Lib{i}", "1.0.0", $"Lib{i}.csproj") : table.Package($"P{i}", "1.0.0"),
                random.Next(5) is 0 ? DependencyClass.Compile : DependencyClass.Runtime,
                NodeTraits.None,
                []))];
            var edges = Enumerable.Range(0, nodes.Length).SelectMany(from => shape.DependenciesOf(from).ToArray().Select(to => new Edge(from, to)));
            return new Project(component, ProjectRole.App, "", [new Target("net10.0", "net10.0", null, false, [], DependencyGraph.Create(nodes, edges))]);
        });
        return new TestScope("x").Build() with { Projects = [.. projects] };
    }

    private static Node[] Nodes(Target target) => target.Graph.Nodes.ToArray();

    private static bool RefersTo(Target target, HashSet<string> ids) => Enumerable.Range(0, target.Graph.Nodes.Length)
        .Where(from => target.Graph.Nodes[from].Component.Type is ComponentType.Project)
        .Any(from => target.Graph.DependenciesOf(from).ToArray().Any(to => ids.Contains(target.Graph.Nodes[to].Component.Id)));

    /// <summary>Every subset of third-party packages outside of the group, the smallest that leaves no route but our own references.</summary>
    private static int Smallest(DependencyGraph graph, HashSet<string> ids)
    {
        var removable = Enumerable.Range(0, graph.Nodes.Length).Where(node => graph.Nodes[node].Component is { Type: ComponentType.Package } package && !ids.Contains(package.Id)).ToArray();
        return Enumerable.Range(0, 1 << removable.Length)
            .Select(set => removable.Where((_, i) => (set & (1 << i)) is not 0).ToArray())
            .OrderBy(set => set.Length)
            .First(set => !Comes(graph, ids, [.. set]))
            .Length;
    }

    private static bool Comes(DependencyGraph graph, HashSet<string> ids, HashSet<int> removed)
    {
        var open = new Stack<int>([0]);
        var seen = new HashSet<int>();
        while (open.TryPop(out var node))
        {
            if (!seen.Add(node))
            {
                continue;
            }

            foreach (var next in graph.DependenciesOf(node).ToArray().Where(next => !removed.Contains(next)))
            {
                if (!ids.Contains(graph.Nodes[next].Component.Id))
                {
                    open.Push(next);
                }
                else if (graph.Nodes[node].Component.Type is not ComponentType.Project)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static RemovalCut Cut(Scope scope, string id)
    {
        var grouped = GroupedScope.Of(scope, ScopeEvidence.None);
        var group = Enumerable.Range(0, grouped.Groups.Length).Single(i => grouped.Groups[i].Packages[0].Id.Equals(id, StringComparison.Ordinal));
        return RemovalCut.Of(grouped, group);
    }
}
