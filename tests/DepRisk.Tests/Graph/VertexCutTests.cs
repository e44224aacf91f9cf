using System.Numerics;
using DepRisk.Graph;

namespace DepRisk.Tests.Graph;

public class VertexCutTests
{
    [Fact]
    public void Is_the_smallest_of_all_sets_that_separate()
    {
        var sizes = new HashSet<int>();
        for (var seed = 0; seed < 600; seed++)
        {
            var graph = TestGraph.Random(seed);
            for (var target = 1; target < graph.Nodes.Length; target++)
            {
                // Every third graph has nodes that cannot be removed: projects of ours.
                var fixedNode = seed % 3 is 0 ? seed % graph.Nodes.Length : -1;
                var cut = VertexCut.Of(graph, node => node == target, node => node is not 0 && node != fixedNode);
                var smallest = Smallest(graph, target, fixedNode);
                Assert.Equal(smallest, cut?.Length);
                if (cut is { } removed)
                {
                    Assert.False(Reaches(graph, target, [.. removed]));
                    Assert.DoesNotContain(fixedNode, removed);
                    sizes.Add(removed.Length);
                }
            }
        }

        // The sample is worth something only where cuts of several sizes occur.
        Assert.Superset(new HashSet<int> { 0, 1, 2 }, sizes);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(50)]
    [InlineData(400)]
    public void Of_parallel_routes_each_must_go(int routes)
    {
        var target = routes + 1;
        var graph = TestGraph.Of(routes + 2, [.. Enumerable.Range(1, routes).SelectMany(i => new[] { (0, i), (i, target) })]);
        Assert.Equal(Enumerable.Range(1, routes), VertexCut.Of(graph, node => node == target, node => node is not 0)!.Value.AsEnumerable());
    }

    [Fact]
    public void Two_cliques_with_a_bridge_are_cut_at_the_bridge()
    {
        // 0 to 4 and 6 to 9 are cliques, 5 is between them.
        var edges = from a in Enumerable.Range(0, 10) from b in Enumerable.Range(0, 10) where a != b && ((a < 5 && b < 5) || (a > 5 && b > 5)) select (a, b);
        var graph = TestGraph.Of(10, [.. edges, (4, 5), (3, 5), (5, 6), (5, 7)]);
        Assert.Equal(5, Assert.Single(VertexCut.Of(graph, node => node is 9, node => node is not 0)!.Value));
    }

    [Fact]
    public void Of_equal_cuts_the_nearest_to_the_project_is_taken()
    {
        var chain = TestGraph.Chain(6);
        Assert.Equal(1, Assert.Single(VertexCut.Of(chain, node => node is 5, node => node is not 0)!.Value));
    }

    [Fact]
    public void Edges_that_do_not_count_are_no_routes()
    {
        var graph = TestGraph.Of(3, (0, 2), (0, 1), (1, 2));
        Assert.Null(VertexCut.Of(graph, node => node is 2, node => node is not 0));
        Assert.Equal(1, Assert.Single(VertexCut.Of(graph, node => node is 2, node => node is not 0, (from, to) => (from, to) is (0, 2))!.Value));
    }

    [Fact]
    public void Several_targets_are_one()
    {
        var graph = TestGraph.Of(5, (0, 1), (1, 2), (0, 3), (3, 4));
        Assert.Equal(2, VertexCut.Of(graph, node => node is 2 or 4, node => node is not 0)!.Value.Length);
        Assert.Empty(VertexCut.Of(graph, _ => false, node => node is not 0)!.Value);
    }

    /// <summary>All subsets, by the number of their nodes; null where not even all of them separate.</summary>
    private static int? Smallest(DependencyGraph graph, int target, int fixedNode)
    {
        int? smallest = null;
        for (var set = 0; set < 1 << graph.Nodes.Length; set++)
        {
            var nodes = Enumerable.Range(0, graph.Nodes.Length).Where(node => (set & (1 << node)) is not 0).ToArray();
            if (!nodes.Contains(0) && !nodes.Contains(target) && !nodes.Contains(fixedNode)
                && (smallest is null || BitOperations.PopCount((uint)set) < smallest) && !Reaches(graph, target, nodes))
            {
                smallest = nodes.Length;
            }
        }

        return smallest;
    }

    private static bool Reaches(DependencyGraph graph, int target, int[] without)
    {
        var seen = new HashSet<int>(without);
        var open = new Stack<int>([0]);
        while (open.TryPop(out var node))
        {
            if (node == target)
            {
                return true;
            }

            if (seen.Add(node))
            {
                foreach (var next in graph.DependenciesOf(node))
                {
                    open.Push(next);
                }
            }
        }

        return false;
    }
}
