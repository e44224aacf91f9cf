using System.Collections.Immutable;
using DepRisk.Concentration;
using DepRisk.Graph;

namespace DepRisk.Tests.Concentration;

/// <summary>What is concluded where only a part of the edges between packages is known, held against what all edges say.</summary>
public sealed class DirectEdgesTests
{
    [Fact]
    public void Nothing_is_concluded_that_the_edges_that_nobody_knows_contradict()
    {
        var (hidden, inescapable, open) = (0, 0, 0);
        for (var seed = 0; seed < 600; seed++)
        {
            var varied = new VariedScope(seed);
            var scope = varied.Build();
            var evidence = varied.Evidence(scope);
            var random = new Random(seed);
            var part = scope with { Projects = [.. scope.Projects.Select(project => project with { Targets = [.. project.Targets.Select(target => Without(target, random))] })] };
            var all = ScopeConcentration.Of(scope, evidence, Thresholds.Default, []).Groups;
            var known = ScopeConcentration.Of(part, evidence, Thresholds.Default, []).Groups;
            Assert.Equal(all.Select(group => group.Group.Packages[0].ToString()), known.Select(group => group.Group.Packages[0].ToString()));
            foreach (var (truth, said) in all.Zip(known))
            {
                AssertNotContradicted(truth.IsHidden, said.IsHidden, $"seed {seed}: {truth.Lead} hidden");
                AssertNotContradicted(truth.IsInescapable, said.IsInescapable, $"seed {seed}: {truth.Lead} inescapable");
                hidden += said.IsHidden is Truth.True ? 1 : 0;
                inescapable += said.IsInescapable is Truth.True ? 1 : 0;
                open += said.HasReach && said.IsInescapable is Truth.Unknown ? 1 : 0;
            }
        }

        // Neither is everything unknown, nor everything known.
        Assert.True(hidden > 100 && inescapable > 20 && open > 100, $"{hidden} hidden, {inescapable} inescapable, {open} open");
    }

    private static void AssertNotContradicted(Truth truth, Truth said, string what) =>
        Assert.True(said is Truth.Unknown || truth is Truth.Unknown || said == truth, $"{what} is {truth}, and a part of the edges says {said}");

    /// <summary>Half of what packages refer to is not known.</summary>
    private static Target Without(Target target, Random random)
    {
        var graph = target.Graph;
        var edges = new List<Edge>();
        for (var from = 0; from < graph.Nodes.Length; from++)
        {
            foreach (var to in graph.DependenciesOf(from))
            {
                if (graph.Nodes[from].Component.Type is ComponentType.Project || random.Next(2) is 0)
                {
                    edges.Add(new Edge(from, to));
                }
            }
        }

        return target with { Graph = DependencyGraph.Create(graph.Nodes.ToArray().ToImmutableArray(), edges, EdgeSource.Direct) };
    }
}
