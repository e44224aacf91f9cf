using DepRisk.Concentration;
using DepRisk.Evidence;
using DepRisk.Graph;

namespace DepRisk.Tests.Concentration;

public class InescapabilityTests
{
    [Fact]
    public void Is_what_the_removal_cut_says_at_every_threshold()
    {
        var seen = new HashSet<(int Threshold, Truth Holds)>();
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new VariedScope(seed);
            var scope = random.Build();
            var grouped = GroupedScope.Of(scope, random.Evidence(scope));
            var sizes = Enumerable.Range(0, grouped.Groups.Length).Select(group => RemovalCut.Of(grouped, group).Size).ToArray();
            for (var threshold = 0; threshold < 5; threshold++)
            {
                var holds = Inescapability.Of(grouped, [.. sizes.Select(_ => true)], threshold);
                Assert.Equal(sizes.Select(size => Truths.Of(size >= threshold)), holds);
                seen.UnionWith(holds.Select(truth => (threshold, truth)));
            }
        }

        Assert.Superset(new HashSet<(int, Truth)> { (1, Truth.True), (1, Truth.False), (2, Truth.True), (2, Truth.False), (3, Truth.True), (3, Truth.False) }, seen);
    }

    /// <summary>Dominators tell nothing inside of a cycle that our own references lead into: each package asks for a flow.</summary>
    [Fact]
    public void Where_the_flows_cost_too_much_nobody_claims_to_know()
    {
        var table = new ComponentTable();
        var app = table.Project("App", "1.0.0", "App.csproj");
        Component[] packages = [.. Enumerable.Range(0, 50).Select(i => table.Package($"P{i:00}", "1.0.0"))];
        var graph = DependencyGraph.Create(
            [new Node(app, DependencyClass.Runtime, NodeTraits.None, []), .. packages.Select(package => new Node(package, DependencyClass.Runtime, NodeTraits.None, []))],
            [.. packages.SelectMany((_, i) => new[] { new Edge(0, i + 1), new Edge(i + 1, ((i + 1) % 50) + 1) })]);
        var grouped = GroupedScope.Of(new Scope("App", "", [new Project(app, ProjectRole.App, "", [new Target("net10.0", "net10.0", null, false, [], graph)])], new Dictionary<Component, DepRisk.Packages.RestoredPackage>(), [], []), ScopeEvidence.None);
        bool[] asked = [.. packages.Select(_ => true)];
        // One flow looks at 51 nodes and 100 edges.
        Assert.Equal(Enumerable.Repeat(Truth.False, 50), Inescapability.Of(grouped, asked, 2, mostFlow: 50 * 151));
        Assert.Equal([.. Enumerable.Repeat(Truth.False, 7), .. Enumerable.Repeat(Truth.Unknown, 43)], Inescapability.Of(grouped, asked, 2, mostFlow: 7 * 151));
    }

    [Fact]
    public void Missing_edges_may_add_a_route_and_take_none_away()
    {
        var scope = new VariedScope(8).Build();
        var grouped = GroupedScope.Of(Without(scope), ScopeEvidence.None);
        var known = GroupedScope.Of(scope, ScopeEvidence.None);
        bool[] asked = [.. known.Groups.Select(_ => true)];
        var expected = Inescapability.Of(known, asked, 2).Select(holds => holds is Truth.True ? Truth.True : Truth.Unknown).ToArray();
        Assert.Equal(expected, Inescapability.Of(grouped, asked, 2));
        Assert.Contains(Truth.Unknown, expected);
    }

    [Fact]
    public void What_nobody_asks_for_is_unknown()
    {
        var grouped = GroupedScope.Of(new VariedScope(8).Build(), ScopeEvidence.None);
        Assert.All(Inescapability.Of(grouped, new bool[grouped.Groups.Length], 2), holds => Assert.Equal(Truth.Unknown, holds));
    }

    private static Scope Without(Scope scope) => scope with
    {
        Projects =
        [
            .. scope.Projects.Select(project => project with
            {
                Targets =
                [
                    .. project.Targets.Select(target => target with
                    {
                        Graph = DependencyGraph.Create(target.Graph.Nodes.ToArray(), Enumerable.Range(0, target.Graph.Nodes.Length).SelectMany(from => target.Graph.DependenciesOf(from).ToArray().Select(to => new Edge(from, to))), EdgeSource.Unknown),
                    }),
                ],
            }),
        ],
    };
}
