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
}
