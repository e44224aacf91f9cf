using DepRisk.Graph;

namespace DepRisk.Tests.Graph;

public class ClosureTests
{
    [Fact]
    public void Holds_what_can_be_reached_and_nothing_else()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var graph = TestGraph.Random(seed);
            for (var start = 0; start < graph.Nodes.Length; start++)
            {
                var closure = Closure.From(graph, start);
                for (var node = 0; node < graph.Nodes.Length; node++)
                {
                    Assert.Equal(TestGraph.Reaches(graph, start, node), closure.Contains(node));
                }
            }
        }
    }

    [Fact]
    public void Does_not_walk_through_nodes_that_the_filter_refuses()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var graph = TestGraph.Random(seed);
            var refused = graph.Nodes.Length / 2;
            var closure = Closure.From(graph, 0, node => node != refused);
            for (var node = 0; node < graph.Nodes.Length; node++)
            {
                Assert.Equal(TestGraph.Reaches(graph, 0, node, without: refused), closure.Contains(node));
            }
        }
    }

    [Fact]
    public void Counts_its_members()
    {
        Assert.Equal(100_000, Closure.From(TestGraph.Chain(100_000), 0).Count);
        Assert.Equal(1, Closure.From(TestGraph.Of(3, (1, 2)), 0).Count);
    }
}
