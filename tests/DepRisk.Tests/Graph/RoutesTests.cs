using DepRisk.Graph;

namespace DepRisk.Tests.Graph;

public class RoutesTests
{
    [Fact]
    public void Are_all_simple_routes_by_length_and_then_by_name()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var graph = TestGraph.Random(seed);
            for (var target = 0; target < graph.Nodes.Length; target++)
            {
                var expected = TestGraph.AllRoutes(graph, target, 0)
                    .OrderBy(route => route.Length)
                    .ThenBy(route => string.Concat(route.Select(node => graph.Nodes[node].Component.Id)), StringComparer.Ordinal)
                    .ToArray();
                var routes = Routes.To(graph, target, int.MaxValue);
                Assert.Equal(expected, routes.Found.Select(route => route.ToArray()));
                Assert.Equal(expected.Length, routes.Total);
                Assert.True(routes.IsTotalExact);

                var capped = Routes.To(graph, target, 2);
                Assert.Equal(expected.Take(2), capped.Found.Select(route => route.ToArray()));
                Assert.True(capped.IsTotalExact ? capped.Total == expected.Length : capped.Total <= expected.Length);
            }
        }
    }

    [Fact]
    public void Are_counted_without_walking_all_of_them()
    {
        // Thirty diamonds in a row: 2^30 routes.
        var edges = new List<(int, int)>();
        for (var i = 0; i < 30; i++)
        {
            edges.AddRange([(3 * i, (3 * i) + 1), (3 * i, (3 * i) + 2), ((3 * i) + 1, (3 * i) + 3), ((3 * i) + 2, (3 * i) + 3)]);
        }

        var routes = Routes.To(TestGraph.Of(91, [.. edges]), 90, 5);
        Assert.Equal(5, routes.Found.Length);
        Assert.Equal(1L << 30, routes.Total);
        Assert.True(routes.IsTotalExact);
    }

    [Fact]
    public void End_in_a_dense_cyclic_graph_and_say_that_there_are_more()
    {
        var edges = from a in Enumerable.Range(0, 40) from b in Enumerable.Range(0, 40) select (a, b);
        var routes = Routes.To(TestGraph.Of(40, [.. edges]), 39, 5);
        Assert.Equal([0, 39], routes.Found[0].ToArray());
        Assert.Equal(5, routes.Found.Length);
        Assert.False(routes.IsTotalExact);
    }

    [Fact]
    public void Survive_a_chain_of_100000()
    {
        var routes = Routes.To(TestGraph.Chain(100_000), 99_999, 5);
        Assert.Equal(100_000, Assert.Single(routes.Found).Length);
    }

    [Fact]
    public void Are_none_where_the_node_cannot_be_reached()
    {
        var routes = Routes.To(TestGraph.Of(3, (1, 2)), 2, 5);
        Assert.Empty(routes.Found);
        Assert.Equal(0, routes.Total);
    }
}
