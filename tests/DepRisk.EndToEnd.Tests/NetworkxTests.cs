using System.Globalization;
using System.Text;
using System.Text.Json;
using DepRisk.Concentration;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Restore;

namespace DepRisk.EndToEnd.Tests;

/// <summary>What we compute on graphs, against networkx over the GraphML that the tool writes of them.</summary>
public sealed class NetworkxTests
{
    private const int Graphs = 240;

    [NetworkxFact]
    public void Graph_metrics_of_random_lock_files_are_those_of_networkx()
    {
        using var temp = new TempFolder();
        for (var seed = 0; seed < Graphs; seed++)
        {
            temp.Write(string.Create(CultureInfo.InvariantCulture, $"locks/G{seed:D3}/packages.lock.json"), LockFile(new Random(seed), hasCycles: seed % 2 is 0));
        }

        Assert.Equal(Graphs, Compare(temp, temp["locks"]));
    }

    [NetworkxFact(needsCorpus: true)]
    public void Graph_metrics_of_real_lock_files_are_those_of_networkx()
    {
        using var temp = new TempFolder();
        var files = Corpus.Files("lock", "*.json").Where(file => new FileInfo(file).Length < 60_000).Take(40).ToArray();
        for (var i = 0; i < files.Length; i++)
        {
            temp.Write(string.Create(CultureInfo.InvariantCulture, $"locks/G{i:D3}/packages.lock.json"), File.ReadAllText(files[i]));
        }

        Assert.True(Compare(temp, temp["locks"]) >= 20);
    }

    /// <returns>How many graphs were compared.</returns>
    private static int Compare(TempFolder temp, string folder)
    {
        var tool = Tool.Run(folder, "graph", "--format", "graphml", "--no-restore", "--allow-partial").Ended(0);
        temp.Write("graphs.graphml", tool.Output);
        var python = TestProcess.Run("python3", temp.Root, [], [Path.Combine(Repository.Root, "tests", "DepRisk.EndToEnd.Tests", "networkx_metrics.py"), temp["graphs.graphml"]]).Ended(0);
        var expected = python.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var scope = ScopeReader.Read(ScopeDiscovery.Discover(folder).Value!).Value!;
        var targets = scope.Projects.SelectMany(project => project.Targets.Select(target => (Project: project, Target: target))).ToArray();
        Assert.Equal(expected.Length, targets.Length);
        for (var i = 0; i < targets.Length; i++)
        {
            using var json = JsonDocument.Parse(expected[i]);
            // Alone, because the numbers of a scope are the worst of its targets.
            var alone = scope with { Projects = [targets[i].Project with { Role = ProjectRole.App, Targets = [targets[i].Target] }] };
            Compare(json.RootElement, targets[i].Target.Graph, alone);
        }

        return targets.Length;
    }

    private static void Compare(JsonElement expected, DependencyGraph graph, Scope alone)
    {
        Assert.Equal(Strings(expected.GetProperty("nodes")), graph.Nodes.ToArray().Select(node => node.Component.Id));
        Assert.Equal(Numbers(expected.GetProperty("depths")), Depths.Of(graph));
        Assert.Equal(Numbers(expected.GetProperty("dominators")), Dominators.Of(graph));
        var concentration = ScopeConcentration.Of(alone, ScopeEvidence.None, Thresholds.Default with { RemovalCut = 2 }, []);
        Assert.Equal(
            expected.GetProperty("trusted").EnumerateObject().Select(package => (package.Name, (int?)package.Value.GetInt32())).OrderBy(package => package.Name, StringComparer.OrdinalIgnoreCase),
            concentration.Packages.Select(package => (package.Package.Id, package.TrustedPackages)));
        // Of nothing is it known who publishes it: each package is a group of its own.
        foreach (var group in concentration.Groups)
        {
            var cut = expected.GetProperty("cuts").GetProperty(group.Lead.Id).GetInt32();
            Assert.Equal(cut, RemovalCut.Of(concentration.Scope, group.Index).Size);
            Assert.Equal(graph.EdgeSource is EdgeSource.Unknown && cut < 2 ? Truth.Unknown : Truths.Of(cut >= 2), group.IsInescapable);
        }
    }

    private static string LockFile(Random random, bool hasCycles)
    {
        var count = random.Next(1, 40);
        var text = new StringBuilder("{\"version\":1,\"dependencies\":{\"net10.0\":{");
        for (var i = 0; i < count; i++)
        {
            var dependencies = Enumerable.Range(0, random.Next(0, 5)).Select(_ => hasCycles ? random.Next(count) : random.Next(i, count)).Where(to => to != i).Distinct();
            var isDirect = i is 0 || random.Next(5) is 0;
            text.Append(CultureInfo.InvariantCulture, $"{(i is 0 ? "" : ",")}\"P{i:D2}\":{{\"type\":\"{(isDirect ? "Direct\",\"requested\":\"[1.0.0, )" : "Transitive")}\",\"resolved\":\"1.0.0\",\"contentHash\":\"AAAA\",\"dependencies\":{{");
            text.AppendJoin(',', dependencies.Select(to => string.Create(CultureInfo.InvariantCulture, $"\"P{to:D2}\":\"1.0.0\""))).Append("}}");
        }

        return text.Append("}}}").ToString();
    }

    private static int[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetInt32())];

    private static string[] Strings(JsonElement array) => [.. array.EnumerateArray().Select(text => text.GetString()!)];
}

/// <summary>Skipped, saying so, where python3 has no networkx.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NetworkxFactAttribute : FactAttribute
{
    private static readonly bool IsThere = TestProcess.Find("python3") is { } python && TestProcess.Run(python, Path.GetTempPath(), [], ["-c", "import networkx"]).Code is 0;

    public NetworkxFactAttribute(bool needsCorpus = false) =>
        Skip = !IsThere ? "python3 has no networkx here (Debian: python3-networkx); nothing is compared with it." : needsCorpus && Corpus.Root is null ? Corpus.Missing : null;
}
