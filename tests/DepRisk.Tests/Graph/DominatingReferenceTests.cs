using DepRisk.Graph;

namespace DepRisk.Tests.Graph;

public class DominatingReferenceTests
{
    [Fact]
    public void Is_the_direct_reference_whose_removal_cuts_the_node_off()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var graph = TestGraph.Random(seed);
            for (var node = 1; node < graph.Nodes.Length; node++)
            {
                var direct = graph.DependenciesOf(0).ToArray().Where(reference => reference != 0).ToArray();
                var dominating = direct.Where(reference => TestGraph.Reaches(graph, 0, node) && !TestGraph.Reaches(graph, 0, node, without: reference));
                var answer = DominatingReference.Of(graph, node);
                Assert.Equal(dominating.DefaultIfEmpty(Dominators.None).Single(), answer.Dominating);
                Assert.Equal(direct.Where(reference => TestGraph.Reaches(graph, reference, node)), answer.Reaching);
            }
        }
    }

    [Fact]
    public void Does_not_exist_where_two_references_lead_to_a_common_gate()
    {
        var answer = DominatingReference.Of(TestGraph.Of(5, (0, 1), (0, 2), (1, 3), (2, 3), (3, 4)), 4);
        Assert.False(answer.Exists);
        Assert.Equal([1, 2], answer.Reaching.ToArray());
    }

    [Fact]
    public void Looks_through_our_own_projects_at_what_they_refer_to()
    {
        // 0 -> project 1 -> {2, 3} -> 4, and 0 -> 3.
        var components = new ComponentTable();
        var nodes = Enumerable.Range(0, 5).Select(i => new Node(
            i < 2 ? components.Project($"P{i}", null, $"P{i}.csproj") : components.Package($"N{i}", "1.0.0"), DependencyClass.Runtime, NodeTraits.None, [])).ToArray();
        var graph = DependencyGraph.Create(nodes, [new Edge(0, 1), new Edge(1, 2), new Edge(1, 3), new Edge(2, 4), new Edge(0, 3)]);
        Assert.Equal(2, DominatingReference.Of(graph, 4).Dominating);
        Assert.Equal([2], DominatingReference.Of(graph, 4).Reaching.ToArray());
        var both = DependencyGraph.Create(nodes, [new Edge(0, 1), new Edge(1, 2), new Edge(1, 3), new Edge(2, 4), new Edge(3, 4)]);
        Assert.False(DominatingReference.Of(both, 4).Exists);
        Assert.Equal([2, 3], DominatingReference.Of(both, 4).Reaching.ToArray());
        Assert.False(DominatingReference.Of(both, 1).Exists);
    }
}
