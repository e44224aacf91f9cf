using DepRisk.Concentration;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Packages.Signatures;
using DepRisk.Tests.Graph;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Concentration;

public class ImplicitTrustTests
{
    [Fact]
    public void Is_counted_as_defined_on_random_scopes()
    {
        var known = 0;
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new VariedScope(seed);
            var scope = random.Build();
            var evidence = random.Evidence(scope);
            var uses = PackageUses.Of(scope);
            var trust = ImplicitTrust.Of(scope, uses, evidence);
            for (var i = 0; i < trust.Length; i++)
            {
                var closures = scope.Projects.Where(project => !project.IsTest).SelectMany(project => project.Targets).Select(target => Closure(target.Graph, uses.Packages[i].Component)).Where(closure => closure.Count > 0).ToArray();
                Assert.Equal(closures.Max(closure => closure.Count - 1), trust[i].Packages);
                var signatures = closures.Select(closure => closure.Select(package => evidence.Of(package).Signature).ToArray()).ToArray();
                int? accounts = signatures.Any(closure => closure.Any(signature => signature.Verdict is not SignatureVerdict.Verified))
                    ? null
                    : signatures.Max(closure => closure.SelectMany(signature => signature.Owners).Distinct(StringComparer.Ordinal).Count());
                Assert.Equal(accounts, trust[i].Accounts);
                known += accounts is null ? 0 : 1;
            }
        }

        Assert.True(known > 100, "accounts of too few packages are known for this to mean anything");
    }

    [Fact]
    public void Above_the_documented_size_it_is_unknown_and_not_small()
    {
        var graph = TestGraph.Chain(ImplicitTrust.MostNodes + 1);
        var scope = new TestScope("x").Build() with
        {
            Projects = [new Project(graph.Nodes[0].Component, ProjectRole.App, "", [new Target("net10.0", "net10.0", null, false, [], graph)])],
        };
        Assert.All(ImplicitTrust.Of(scope, PackageUses.Of(scope), ScopeEvidence.None), trust => Assert.Equal((null, null), trust));
        Assert.Equal(ImplicitTrust.MostNodes - 2, Chain(ImplicitTrust.MostNodes).Max());
    }

    private static IEnumerable<int?> Chain(int nodes)
    {
        var graph = TestGraph.Chain(nodes);
        var scope = new TestScope("x").Build() with
        {
            Projects = [new Project(graph.Nodes[0].Component, ProjectRole.App, "", [new Target("net10.0", "net10.0", null, false, [], graph)])],
        };
        return ImplicitTrust.Of(scope, PackageUses.Of(scope), ScopeEvidence.None).Select(trust => trust.Packages);
    }

    /// <summary>The packages that a package leads to, itself included; none where the graph does not have it.</summary>
    private static HashSet<Component> Closure(DependencyGraph graph, Component package)
    {
        var start = Array.FindIndex(graph.Nodes.ToArray(), node => ReferenceEquals(node.Component, package));
        return start < 0 ? [] : [.. Enumerable.Range(0, graph.Nodes.Length).Where(node => TestGraph.Reaches(graph, start, node)).Select(node => graph.Nodes[node].Component).Where(component => component.Type is ComponentType.Package)];
    }
}
