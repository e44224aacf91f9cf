using System.Globalization;
using System.Text.Json;

namespace DepRisk.EndToEnd.Tests;

[Collection(GeneratedSolutionGroup.Name)]
public sealed class PrecisionTests(GeneratedSolution solution)
{
    [GeneratedSolutionFact]
    public void Graph_has_every_component_and_every_edge_of_200_projects_and_no_other()
    {
        var result = Tool.Run(solution.Folder, "graph", "Bench.sln", "--format", "json", "--no-restore").Ended(0);
        using var graph = JsonDocument.Parse(result.Output);
        var components = new Score();
        var edges = new Score();
        var projects = graph.RootElement.GetProperty("projects").EnumerateArray().ToArray();
        Assert.Equal(GeneratedSolution.Projects, projects.Length);
        foreach (var project in projects)
        {
            var path = project.GetProperty("path").GetString()!;
            var truths = AssetsTruth.Read(Path.Combine(solution.Folder, Path.GetDirectoryName(path)!, "obj", "project.assets.json"));
            var targets = project.GetProperty("targets").EnumerateArray().ToArray();
            Assert.Equal(truths.Select(truth => truth.Name), targets.Select(target => target.GetProperty("name").GetString()));
            foreach (var (truth, target) in truths.Zip(targets))
            {
                var nodes = GraphNode.Of(target);
                Assert.Equal(Path.GetFileNameWithoutExtension(path), target.GetProperty("nodes")[0].GetProperty("id").GetString());
                components.Add($"{path} {truth.Name}", truth.Packages.Select(key => "package " + key).Concat(truth.Projects.Select(key => "project " + key)), nodes.Skip(1).Where(node => node.Type is not "framework").Select(node => $"{node.Type} {node.Key}"));
                edges.Add($"{path} {truth.Name}", truth.Edges.Select(edge => $"{edge.From} -> {edge.To}"), GraphNode.Edges(target, nodes));
            }
        }

        Assert.True(components.IsPerfect && edges.IsPerfect, $"components: {components}\nedges: {edges}");
        Assert.True(components.Expected > 10_000 && edges.Expected > components.Expected, $"the solution is too small to prove anything: {components}; {edges}");
    }

    /// <summary>Counts over all targets; repeated answers count as wrong ones.</summary>
    private sealed class Score
    {
        private readonly List<string> _examples = [];
        private int _right;
        private int _found;

        public int Expected { get; private set; }

        public bool IsPerfect => _right == Expected && _right == _found;

        public void Add(string where, IEnumerable<string> expected, IEnumerable<string> found)
        {
            var truth = expected.ToHashSet(StringComparer.Ordinal);
            var answers = found.ToArray();
            Expected += truth.Count;
            _found += answers.Length;
            var missing = truth.Except(answers, StringComparer.Ordinal).ToArray();
            _right += truth.Count - missing.Length;
            _examples.AddRange(missing.Select(item => $"{where}: missing {item}"));
            _examples.AddRange(answers.Except(truth, StringComparer.Ordinal).Select(item => $"{where}: wrong {item}"));
            _examples.AddRange(answers.GroupBy(item => item, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => $"{where}: twice {group.Key}"));
        }

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"precision {(double)_right / _found:R}, recall {(double)_right / Expected:R} of {Expected}\n{string.Join('\n', _examples.Take(20))}");
    }
}

/// <summary>A node of what <c>graph --format json</c> writes.</summary>
internal sealed record GraphNode(string Type, string Key)
{
    public static GraphNode[] Of(JsonElement target) =>
        [.. target.GetProperty("nodes").EnumerateArray().Select(node => new GraphNode(
            node.GetProperty("type").GetString()!, $"{node.GetProperty("id").GetString()}/{node.GetProperty("version").GetString()}"))];

    /// <summary>Those between projects and packages, as "FROM -> TO" with "@" for the project itself.</summary>
    public static IEnumerable<string> Edges(JsonElement target, GraphNode[] nodes) => target.GetProperty("edges").EnumerateArray()
        .Select(edge => (From: edge[0].GetInt32(), To: edge[1].GetInt32()))
        .Where(edge => nodes[edge.To].Type is not "framework")
        .Select(edge => $"{(edge.From == 0 ? AssetsTruth.Root : nodes[edge.From].Key)} -> {nodes[edge.To].Key}");
}
