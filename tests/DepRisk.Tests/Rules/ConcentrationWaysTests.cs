using System.Collections.Immutable;
using DepRisk.Binding;
using DepRisk.Concentration;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.Packages.Capabilities;
using DepRisk.Packages.Feeds;
using DepRisk.Rules;
using DepRisk.Tests.Graph;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Rules;

/// <summary>What clears does clear.</summary>
public class ConcentrationWaysTests
{
    private static readonly Policy Sensitive = Policy.Default with { Thresholds = new Thresholds(Reach: 0.3, Apps: 1, Hiddenness: 0.3, RemovalCut: 1) };

    [Fact]
    public void Dropping_the_named_references_leaves_no_finding_on_random_scopes()
    {
        var (tried, stayed) = (0, 0);
        for (var seed = 0; seed < 150; seed++)
        {
            var scope = Without(RandomProjects.Of(seed, ProjectRole.App, ProjectRole.App, ProjectRole.App), []);
            foreach (var finding in RuleRun.Concentrations(RuleRun.Assess(scope, Evidence(scope, seed), policy: Sensitive)))
            {
                var way = finding.WaysOut.First(way => way is { Kind: WayOutKind.Clears, Condition: "all" });
                var left = Without(scope, way.References);
                Assert.DoesNotContain(RuleRun.Concentrations(RuleRun.Assess(left, Evidence(left, seed), policy: Sensitive)), other => other.Packages.Intersect(finding.Packages).Any());
                tried++;
                var half = Without(scope, way.References[1..]);
                stayed += RuleRun.Concentrations(RuleRun.Assess(half, Evidence(half, seed), policy: Sensitive)).Any(other => other.Packages.Intersect(finding.Packages).Any()) ? 1 : 0;
            }
        }

        Assert.True(tried > 50 && stayed > 10, $"{tried} findings, {stayed} with one reference less");
    }

    [Theory]
    // One of twelve files is less than a tenth, one of eight is not.
    [InlineData(3, 12, "", "Clears locked-in: bring the 3 files that use it behind one adapter")]
    [InlineData(3, 8, "", "Contains : bring the 3 files that use it behind one adapter")]
    [InlineData(1, 8, "", "")]
    [InlineData(1, 12, "A.B", "Clears locked-in: keep its types out of A.B")]
    [InlineData(3, 12, "A.B", "Clears locked-in: keep its types out of A.B and bring the 3 files that use it behind one adapter")]
    [InlineData(1, 8, "A.B", "Contains : keep its types out of A.B")]
    public void Our_own_code_is_free_of_it_only_where_the_numbers_say_so(int files, int of, string leak, string expected)
    {
        var binding = new GroupBinding([.. Enumerable.Range(0, files).Select(i => new SourceLocation($"{i}.cs", 1))], of, files, leak.Length is 0 ? [] : [leak], ["A"], []);
        Assert.Equal(Truth.True, binding.IsLockedIn(0.1));
        var scope = Apps("A/1.0.0 > Zip/1.0.0", "B/1.0.0 > Zip/1.0.0");
        var judged = Judged(scope, new TestEvidence(scope).With("Zip", TestEvidence.Signed("ann"), files: [RuleRun.Can(Capability.Net)]).Build());
        judged = judged with { Group = judged.Group with { Binding = binding, IsLockedIn = Truth.True } };
        var ways = ConcentrationWays.Of(judged, new Exit([], [], [], true), 0.1).Where(way => way.Text.Contains("adapter", StringComparison.Ordinal) || way.Text.Contains("types", StringComparison.Ordinal));
        Assert.Equal(expected, string.Join('|', ways.Select(way => $"{way.Kind} {way.Condition}: {way.Text}")));
        if (expected.StartsWith("Clears", StringComparison.Ordinal))
        {
            Assert.Equal(Truth.False, (binding with { Files = [binding.Files[0]], Leaks = [] }).IsLockedIn(0.1));
        }
    }

    [Fact]
    public void Accepting_new_hands_clears_weak_hands_only_where_nothing_else_is_weak()
    {
        var scope = Apps("A/1.0.0 > Zip/2.0.0", "B/1.0.0 > Zip/2.0.0");
        var evidence = new TestEvidence(scope).With("Zip", TestEvidence.Signed("mallory"), repository: "https://example.org/zip", files: [RuleRun.Can(Capability.Net)]).Build();
        var accepted = DepRiskLock.Empty with { Packages = [RuleRun.Locked("Zip", "1.0.0", "ann")] };
        bool Offers(string newest) => ConcentrationWays
            .Of(Judged(scope, evidence with { Fetched = FetchedFacts.Of([RuleRun.Fetched("Zip", "2.0.0", newest)]) }, accepted), new Exit([], [], [], true), 0.1)
            .Any(way => way is { Kind: WayOutKind.Clears, Condition: "weak-hands" });
        Assert.True(Offers("2026-06-01"));
        Assert.False(Offers("2021-06-01"));
    }

    [Fact]
    public void Where_nobody_knows_what_leads_to_it_nothing_is_named()
    {
        var scope = Apps("Zip/1.0.0");
        var judged = Judged(scope, new TestEvidence(scope).With("Zip", TestEvidence.Signed("ann"), files: [RuleRun.Can(Capability.Net)]).Build());
        Assert.DoesNotContain(ConcentrationWays.Of(judged, new Exit([], [], [], true), 0.1), way => way.Kind is WayOutKind.Clears);
    }

    private static JudgedGroup Judged(Scope scope, ScopeEvidence evidence, DepRiskLock? accepted = null)
    {
        var input = RuleRun.Input(scope, evidence, accepted);
        return JudgedGroup.Of(input, new AppReach(input)).Single(judged => judged.Group.Lead.Id is "Zip");
    }

    private static ScopeEvidence Evidence(Scope scope, int seed)
    {
        string[] owners = ["ann", "bob", "cat", "ann bob"];
        var evidence = new TestEvidence(scope);
        for (var i = 1; i < 9; i++)
        {
            evidence.With($"P{i}", TestEvidence.Signed(owners[(seed + i) % owners.Length]), files: [RuleRun.Can(Capability.Net)]);
        }

        return evidence.Build();
    }

    private static Scope Apps(params string[] chains) => new TestScope("x")
        .Project("A/A.csproj", ProjectRole.App, "net10.0", chains)
        .Project("B/B.csproj", ProjectRole.App, "net10.0", chains).Build();

    /// <summary>What a restore would write without them: what nothing leads to any more is not there.</summary>
    private static Scope Without(Scope scope, ImmutableArray<FindingHome> references) => scope with
    {
        Projects = [.. scope.Projects.Select(project => project with { Targets = [.. project.Targets.Select(target => target with { Graph = Without(target.Graph, references) })] })],
    };

    private static DependencyGraph Without(DependencyGraph graph, ImmutableArray<FindingHome> references)
    {
        bool IsDropped(int from, int to) => references.Any(reference =>
            reference.Path.Equals(graph.Nodes[from].Component.Path, StringComparison.Ordinal) && reference.Reference!.Equals(graph.Nodes[to].Component.Id, StringComparison.Ordinal));
        var places = new Dictionary<int, int> { [0] = 0 };
        var edges = new List<Edge>();
        var open = new Queue<int>([0]);
        while (open.TryDequeue(out var from))
        {
            foreach (var to in graph.DependenciesOf(from))
            {
                if (!IsDropped(from, to))
                {
                    if (places.TryAdd(to, places.Count))
                    {
                        open.Enqueue(to);
                    }

                    edges.Add(new Edge(places[from], places[to]));
                }
            }
        }

        var nodes = graph.Nodes.ToArray();
        return DependencyGraph.Create([.. places.OrderBy(place => place.Value).Select(place => nodes[place.Key])], edges);
    }
}
