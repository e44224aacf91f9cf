using System.Globalization;
using BenchmarkDotNet.Attributes;
using DepRisk.Concentration;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Packages;
using DepRisk.Packages.Signatures;
using DepRisk.Restore;

namespace DepRisk.Benchmarks;

/// <summary>
/// Half a million nodes, as one graph and as 500 targets of 1,000 nodes, five edges a node; and a real solution. Graphs are made with a fixed seed: each package
/// depends on packages below it, mostly on few hubs, as packages do. DEPRISK_BENCH_SOLUTION names the folder of a restored solution.
/// </summary>
[MemoryDiagnoser]
public class ConcentrationBenchmark
{
    private const int Seed = 1;
    private const int EdgesOfNode = 5;

    private DependencyGraph _large = null!;
    private Scope _wide = null!;
    private ScopeEvidence _wideEvidence = null!;
    private GroupedScope _grouped = null!;
    private Scope _solution = null!;

    [GlobalSetup]
    public void Setup()
    {
        _large = Large(new Random(Seed));
        _wide = Wide(new Random(Seed));
        _wideEvidence = Owners(_wide);
        _grouped = GroupedScope.Of(_wide, _wideEvidence);
        _solution = ScopeReader.Read(ScopeDiscovery.Discover(Folder()).Value!).Value!;
        Console.WriteLine($"// {_large.Nodes.Length} nodes and {_large.EdgeCount} edges; {_wide.Projects.Sum(project => project.Targets.Sum(target => target.Graph.EdgeCount))} edges in {_wide.Projects.Length} targets, {_grouped.Groups.Length} groups");
    }

    [Benchmark]
    public int LargeGraph() => Shape(_large);

    [Benchmark]
    public int WideScope()
    {
        var grouped = GroupedScope.Of(_wide, _wideEvidence);
        var reach = Reach.Of(grouped);
        var hidden = Hiddenness.Of(grouped, reach);
        var inescapable = Inescapability.Of(grouped, [.. reach.Select(apps => Exposure.HasReach(apps.Length, grouped.Apps.Length, Thresholds.Default))], 2);
        var posture = Posture.Of(grouped.Groups.Select(group => (double)group.Packages.Length));
        return hidden.Length + inescapable.Length + posture.Count;
    }

    [Benchmark]
    public int WideScopeAllMetrics() => All(ScopeConcentration.Of(_wide, _wideEvidence, Thresholds.Default, []));

    [Benchmark]
    public int WideScopeImplicitTrust() => ImplicitTrust.Of(_wide, PackageUses.Of(_wide), _wideEvidence).Length;

    [Benchmark]
    public int Solution() => All(ScopeConcentration.Of(_solution, ScopeEvidence.None, Thresholds.Default, []));

    /// <summary>
    /// The first calls of a process, which is what a command line pays: nothing is warm. In processor time, which a busy machine does not change.
    /// </summary>
    public static void FirstCalls(string folder)
    {
        var scope = ScopeReader.Read(ScopeDiscovery.Discover(folder).Value!).Value!;
        var wide = Wide(new Random(Seed));
        var owners = Owners(wide);
        Report("solution", () => All(ScopeConcentration.Of(scope, ScopeEvidence.None, Thresholds.Default, [])));
        Report("wide scope", () => All(ScopeConcentration.Of(wide, owners, Thresholds.Default, [])));
        Report("wide scope, uses", () => PackageUses.Of(wide).Packages.Length);
        Report("wide scope, trust", () => ImplicitTrust.Of(wide, PackageUses.Of(wide), owners).Length);
        var large = Large(new Random(Seed));
        Report("large graph", () => Shape(large));
    }

    private static void Report(string name, Func<int> compute)
    {
        for (var call = 1; call <= 3; call++)
        {
            var (before, allocated) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
            var groups = compute();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name}, call {call}: {(Environment.CpuUsage.TotalTime - before).TotalMilliseconds:0.0} ms, {(GC.GetTotalAllocatedBytes() - allocated) >> 20} MiB, {groups}"));
        }
    }

    private static int Shape(DependencyGraph graph) => Depths.Of(graph).Length + Dominators.Of(graph).Length + StronglyConnected.In(graph).Count + Closure.From(graph, 0).Count;

    private static DependencyGraph Large(Random random)
    {
        var table = new ComponentTable();
        return Graph(random, table.Project("App", "1.0.0", "App.csproj"), [.. Enumerable.Range(0, 499_999).Select(i => table.Package($"P{i}", "1.0.0"))]);
    }

    private static Scope Wide(Random random)
    {
        var table = new ComponentTable();
        var packages = Enumerable.Range(0, 3_000).Select(i => table.Package($"P{i}", "1.0.0")).ToArray();
        var projects = Enumerable.Range(0, 500).Select(i =>
        {
            var component = table.Project($"App{i:000}", "1.0.0", $"App{i:000}/App{i:000}.csproj");
            var chosen = random.GetItems(packages, 2_500).Distinct().Take(999).OrderBy(package => int.Parse(package.Id.AsSpan(1), CultureInfo.InvariantCulture)).ToArray();
            return new Project(component, ProjectRole.App, "", [new Target("net10.0", "net10.0", null, false, [], Graph(random, component, chosen))]);
        });
        return new Scope("Wide", "", [.. projects], new Dictionary<Component, RestoredPackage>(), [], []);
    }

    /// <summary>Node i depends on nodes behind it, half of them among the last tenth.</summary>
    private static DependencyGraph Graph(Random random, Component project, Component[] packages)
    {
        var nodes = new List<Node> { new(project, DependencyClass.Runtime, NodeTraits.None, []) };
        nodes.AddRange(packages.Select(package => new Node(package, DependencyClass.Runtime, NodeTraits.None, [])));
        var edges = new List<Edge>();
        for (var from = 0; from < nodes.Count - 1; from++)
        {
            edges.Add(new Edge(random.Next(from + 1), from + 1));
            for (var i = 1; i < EdgesOfNode; i++)
            {
                var first = i % 2 is 0 ? from + 1 : Math.Max(from + 1, nodes.Count * 9 / 10);
                edges.Add(new Edge(from, random.Next(first, nodes.Count)));
            }
        }

        return DependencyGraph.Create(nodes, edges);
    }

    /// <summary>Families of about three packages, each with one to three accounts.</summary>
    private static ScopeEvidence Owners(Scope scope)
    {
        var packages = new Dictionary<Component, PackageEvidence>(ReferenceEqualityComparer.Instance);
        foreach (var component in scope.Projects.SelectMany(project => project.Targets).SelectMany(target => target.Graph.Nodes.ToArray()).Select(node => node.Component).Distinct())
        {
            if (component.Type is ComponentType.Package)
            {
                var family = int.Parse(component.Id.AsSpan(1), CultureInfo.InvariantCulture) / 3;
                var signature = new PackageSignature(SignatureVerdict.Verified, null, [.. Enumerable.Range(0, 1 + (family % 3)).Select(i => $"account{family}-{i}")], null, null);
                packages[component] = PackageEvidence.Unknown with { Signature = signature };
            }
        }

        return new ScopeEvidence(packages, []);
    }

    private static string Folder() => Environment.GetEnvironmentVariable("DEPRISK_BENCH_SOLUTION")
        ?? throw new InvalidOperationException("Set DEPRISK_BENCH_SOLUTION; CONTRIBUTING.md and docs/benchmarks.md say to what.");

    /// <summary>Numbers of packages are computed when asked for.</summary>
    private static int All(ScopeConcentration concentration) => concentration.Groups.Length + concentration.Packages.Length;
}
