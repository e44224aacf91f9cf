using DepRisk.Graph;

namespace DepRisk.Tests.Graph;

public class DominatorsTests
{
    [Fact]
    public void Are_the_nodes_whose_removal_cuts_a_node_off()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var graph = TestGraph.Random(seed);
            var dominators = Dominators.Of(graph);
            Assert.Equal(Dominators.None, dominators[0]);
            for (var node = 1; node < graph.Nodes.Length; node++)
            {
                var expected = Enumerable.Range(0, graph.Nodes.Length)
                    .Where(other => other != node && TestGraph.Reaches(graph, 0, node) && !TestGraph.Reaches(graph, 0, node, without: other));
                Assert.Equal(expected, Chain(dominators, node).Order());
            }
        }
    }

    [Fact]
    public void Survive_a_chain_of_100000_and_a_star_of_a_million()
    {
        Assert.Equal(99_998, Dominators.Of(TestGraph.Chain(100_000))[^1]);
        Assert.Equal(0, Dominators.Of(TestGraph.Of(1_000_001, [.. Enumerable.Range(1, 1_000_000).Select(i => (0, i))]))[^1]);
    }

    private static IEnumerable<int> Chain(int[] dominators, int node)
    {
        for (var at = dominators[node]; at != Dominators.None; at = dominators[at])
        {
            yield return at;
        }
    }
}
