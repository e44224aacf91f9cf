using DepRisk.Concentration;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Tests.Graph;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Concentration;

/// <summary>Shapes whose values are a formula of their size. Node 0 is the project; package i is node i.</summary>
public class ClosedFormTests
{
    private const int Size = 12;

    [Fact]
    public void Chain()
    {
        var graph = TestGraph.Chain(Size);
        var concentration = Of(graph);
        for (var i = 1; i < Size; i++)
        {
            Assert.Equal((i, i - 1, Size - 1 - i), (concentration.Uses.Packages[i - 1].Depth, Dominators.Of(graph)[i], concentration.Packages[i - 1].TrustedPackages));
            // Of a chain the first link is nearest to the project; that one is our own reference.
            Assert.Equal(i is 1 ? 0 : 1, RemovalCut.Of(concentration.Scope, i - 1).Size);
            Assert.Equal(i is 1 ? 0 : 1, concentration.Groups[i - 1].HiddenIn.Length);
        }
    }

    [Fact]
    public void Diamond()
    {
        // As many ways as there are packages between.
        var graph = TestGraph.Of(Size, [.. Enumerable.Range(1, Size - 2).SelectMany(i => new[] { (0, i), (i, Size - 1) })]);
        var concentration = Of(graph);
        var last = concentration.Groups[^1];
        Assert.Equal(Size - 2, RemovalCut.Of(concentration.Scope, last.Index).Size);
        Assert.Equal((Truth.True, Truth.True), (last.IsInescapable, last.IsHidden));
        Assert.Equal((2, 0, Size - 2), (concentration.Uses.Packages[^1].Depth, Dominators.Of(graph)[Size - 1], concentration.Uses.Packages[^1].Dependents));
        Assert.All(concentration.Packages[..^1].ToArray(), package => Assert.Equal(1, package.TrustedPackages));
    }

    [Fact]
    public void Star()
    {
        var concentration = Of(TestGraph.Of(Size, [.. Enumerable.Range(1, Size - 1).Select(i => (0, i))]));
        Assert.All(concentration.Groups.ToArray(), group => Assert.Equal((1, 0, 0), (group.Apps.Length, group.HiddenIn.Length, RemovalCut.Of(concentration.Scope, group.Index).Size)));
        Assert.All(concentration.Packages.ToArray(), package => Assert.Equal(0, package.TrustedPackages));
        // Equal shares: the index is 10,000 / n, and there are n effective groups of every order.
        Assert.Equal(10_000.0 / (Size - 1), concentration.WithoutPlatform.Hhi, 9);
        Assert.Equal(Size - 1, concentration.WithoutPlatform.Shannon, 9);
        Assert.Equal(Size - 1, concentration.WithoutPlatform.Effective, 9);
    }

    [Fact]
    public void Two_cliques_with_a_bridge()
    {
        // 0 refers to all of 1 to 5, which are a clique; 6 is the bridge; 7 to 11 are a clique.
        var edges = from a in Enumerable.Range(0, Size) from b in Enumerable.Range(1, Size - 1) where a != b && ((a < 6 && b < 6) || (a > 6 && b > 6)) select (a, b);
        var graph = TestGraph.Of(Size, [.. edges, (4, 6), (5, 6), (6, 7), (6, 8)]);
        var concentration = Of(graph);
        var dominators = Dominators.Of(graph);
        for (var i = 1; i < Size; i++)
        {
            var cut = RemovalCut.Of(concentration.Scope, i - 1);
            // Clique: the other four. Bridge: the two that refer to it. Behind it: the bridge.
            Assert.Equal(i < 6 ? 4 : i is 6 ? 2 : 1, cut.Size);
            Assert.Equal(i < 7 ? 0 : 6, dominators[i]);
            Assert.Equal(i < 6 ? 10 : i is 6 ? 5 : 4, concentration.Packages[i - 1].TrustedPackages);
            Assert.Equal(Truths.Of(cut.Size >= 2), concentration.Groups[i - 1].IsInescapable);
        }

        Assert.Equal("P0000006", Assert.Single(RemovalCut.Of(concentration.Scope, 10).Packages).Id);
    }

    private static ScopeConcentration Of(DependencyGraph graph) => ScopeConcentration.Of(
        new TestScope("x").Build() with { Projects = [new Project(graph.Nodes[0].Component, ProjectRole.App, "", [new Target("net10.0", "net10.0", null, false, [], graph)])] },
        ScopeEvidence.None,
        Thresholds.Default,
        []);
}
