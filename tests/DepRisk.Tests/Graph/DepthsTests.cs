using DepRisk.Graph;

namespace DepRisk.Tests.Graph;

public class DepthsTests
{
    [Fact]
    public void Are_the_lengths_of_the_shortest_routes()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var graph = TestGraph.Random(seed);
            var depths = Depths.Of(graph);
            for (var node = 0; node < graph.Nodes.Length; node++)
            {
                var expected = TestGraph.AllRoutes(graph, node, 0).Select(route => route.Length - 1).DefaultIfEmpty(Depths.Unreachable).Min();
                Assert.Equal(expected, depths[node]);
            }
        }
    }

    [Fact]
    public void Survive_a_chain_of_100000_and_a_star_of_a_million()
    {
        Assert.Equal(99_999, Depths.Of(TestGraph.Chain(100_000))[^1]);
        Assert.Equal(1, Depths.Of(TestGraph.Of(1_000_001, [.. Enumerable.Range(1, 1_000_000).Select(i => (0, i))]))[^1]);
    }
}
