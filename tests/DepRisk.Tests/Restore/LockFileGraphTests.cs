using System.Collections.Immutable;
using System.Text.Json;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Packages;
using DepRisk.Restore;

namespace DepRisk.Tests.Restore;

public sealed class LockFileGraphTests
{
    internal static (ImmutableArray<Target> Targets, List<InputError> Problems, Dictionary<Component, RestoredPackage> Packages) Targets(LockFile file)
    {
        var components = new ComponentTable();
        Dictionary<Component, RestoredPackage> packages = [];
        List<InputError> problems = [];
        var targets = LockFileGraph.Targets(file, components.Project("App", "1.0.0", "App/App.csproj"), components, packages, problems);
        return (targets, problems, packages);
    }

    private static (ImmutableArray<Target> Targets, List<InputError> Problems, Dictionary<Component, RestoredPackage> Packages) Targets(string dependencies) =>
        Targets(LockFileReaderTests.Parse($$"""{ "version": 2, "dependencies": {{dependencies}} }""").Value!);

    internal static string[] Edges(DependencyGraph graph) => [.. Enumerable.Range(0, graph.Nodes.Length)
        .SelectMany(from => graph.DependenciesOf(from).ToArray().Select(to => $"{graph.Nodes[from].Component.Id} > {graph.Nodes[to].Component.Id}"))];

    internal static Node NodeOf(DependencyGraph graph, string id) => graph.Nodes.ToArray().Single(node => node.Component.Id.Equals(id, StringComparison.Ordinal));

    [CorpusFact]
    public void Has_the_nodes_and_edges_that_another_count_finds_in_the_corpus()
    {
        var (files, nodes, edges, dropped) = (0, 0, 0, 0);
        foreach (var path in LockFileReaderTests.CorpusFiles())
        {
            if (LockFileReader.Read(path).Value is not { } file)
            {
                continue;
            }

            using var document = JsonDocument.Parse(InputFile.WithoutBom(File.ReadAllBytes(path)));
            var expected = Count(document.RootElement.GetProperty("dependencies"));
            var (targets, problems, _) = Targets(file);
            Assert.Equal(expected, targets.Select(target => (target.Graph.Nodes.Length, target.Graph.EdgeCount, target.Graph.Dropped.Length)));
            Assert.Equal(expected.Sum(count => count.Dropped), problems.Count(problem => problem.Code is InputErrorCode.DanglingEdge));
            files++;
            nodes += expected.Sum(count => count.Nodes);
            edges += expected.Sum(count => count.Edges);
            dropped += expected.Sum(count => count.Dropped);
        }

        Assert.Equal(449, files);
        Assert.True(nodes > 38_000 && edges > 80_000 && dropped > 0, $"{nodes} nodes, {edges} edges, {dropped} dropped");
    }

    [Fact]
    public void Row_34_joins_ids_without_case_and_keeps_the_spelling_of_the_package()
    {
        var graph = Targets("""
            { "net8.0": {
              "Newtonsoft.Json": { "type": "Transitive", "resolved": "13.0.3", "contentHash": "aa" },
              "shop.core": { "type": "Project", "dependencies": { "newtonsoft.json": "[13.0.3, )" } },
              "shop.web": { "type": "Project", "dependencies": { "Shop.Core": "[1.0.0, )" } } } }
            """).Targets[0].Graph;

        Assert.Equal(["App > shop.web", "shop.core > Newtonsoft.Json", "shop.web > shop.core"], Edges(graph).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        var project = NodeOf(graph, "shop.core").Component;
        Assert.Equal((ComponentType.Project, null, null), (project.Type, project.Version, project.Path));
    }

    [Fact]
    public void Row_35_keeps_the_other_edges_of_a_node_with_a_dangling_one()
    {
        var (targets, problems, _) = Targets("""
            { "net8.0": {
              "A": { "type": "Direct", "requested": "[1.0.0, )", "resolved": "1.0.0", "dependencies": { "Gone": "4.3.0", "B": "2.0.0" } },
              "B": { "type": "Transitive", "resolved": "2.0.0" } } }
            """);

        Assert.Equal(["App > A", "A > B"], Edges(targets[0].Graph), StringComparer.Ordinal);
        Assert.Equal((1, "Gone", "4.3.0"), Assert.Single(targets[0].Graph.Dropped) is var dropped ? (dropped.From, dropped.Id, dropped.Requested) : default);
        var problem = Assert.Single(problems);
        Assert.Equal((InputErrorCode.DanglingEdge, false), (problem.Code, problem.IsPartial));
    }

    [Fact]
    public void Row_36_completes_a_runtime_target_from_the_portable_one_and_lets_it_override()
    {
        var targets = Targets("""
            { "net10.0-android36.0": {
                "A": { "type": "Direct", "requested": "[1.0.0, )", "resolved": "1.0.0", "dependencies": { "B": "1.0.0" } },
                "B": { "type": "Transitive", "resolved": "1.0.0" } },
              "net10.0-android36.0/maccatalyst-x64": {
                "A": { "type": "Direct", "requested": "[1.0.0, )", "resolved": "1.0.0", "dependencies": { "B": "1.0.0", "runtime.A": "1.0.0" } },
                "runtime.A": { "type": "Transitive", "resolved": "1.0.0", "dependencies": { "B": "1.0.0" } } } }
            """).Targets;

        Assert.Equal(["net10.0-android36.0", "net10.0-android36.0/maccatalyst-x64"], targets.Select(target => target.Name), StringComparer.Ordinal);
        Assert.Equal((null, "maccatalyst-x64"), (targets[0].RuntimeIdentifier, targets[1].RuntimeIdentifier));
        Assert.Equal(["App > A", "A > B"], Edges(targets[0].Graph), StringComparer.Ordinal);
        Assert.Equal(["App > A", "A > B", "A > runtime.A", "runtime.A > B"], Edges(targets[1].Graph), StringComparer.Ordinal);
    }

    [Fact]
    public void Row_37_marks_direct_and_centrally_pinned_packages()
    {
        var target = Targets("""
            { ".NETStandard,Version=v2.0": {
              "A": { "type": "Direct", "requested": "[1.0.0, )", "resolved": "1.0.0", "contentHash": "aa", "dependencies": { "C": "0.1.0", "T": "1.0.0" } },
              "C": { "type": "CentralTransitive", "requested": "[1.2.3, 1.2.3]", "resolved": "1.2.3" },
              "T": { "type": "Transitive", "resolved": "1.0.0" } } }
            """).Targets[0];

        Assert.Equal(("netstandard2.0", "netstandard2.0"), (target.Name, target.Framework));
        Assert.Equal(
            [NodeTraits.None, NodeTraits.Direct, NodeTraits.Pinned, NodeTraits.None],
            target.Graph.Nodes.ToArray().Select(node => node.Traits));
        Assert.All(target.Graph.Nodes[1..].ToArray(), node => Assert.Equal(DependencyClass.Unknown, node.Class));
        Assert.Equal("[1.0.0, )", Assert.Single(target.Graph.RequestedBy(0).ToArray()));
        Assert.Equal("A", Assert.Single(target.References).Id);
    }

    [Fact]
    public void Row_39_normalises_versions_and_keeps_four_parts_and_prereleases()
    {
        var graph = Targets("""
            { "net8.0": {
              "A": { "type": "Direct", "resolved": "1.0" }, "B": { "type": "Direct", "resolved": "1.2.3.4" }, "C": { "type": "Direct", "resolved": "1.2.3.0" },
              "D": { "type": "Direct", "resolved": "1.0.0-beta.2+sha.5" }, "E": { "type": "Direct", "resolved": "not a version" } } }
            """).Targets[0].Graph;

        Assert.Equal(["1.0.0", "1.2.3.4", "1.2.3", "1.0.0-beta.2", "not a version"], graph.Nodes[1..].ToArray().Select(node => node.Component.Version), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(".NETFramework,Version=v4.6.1")]
    [InlineData("Any,Version=v0.0")]
    public void Row_40_says_that_the_edges_of_a_packages_config_are_unknown(string framework)
    {
        var (targets, problems, _) = Targets($$"""{ "{{framework}}": { "x": { "type": "Direct", "requested": "[1.0.0, 1.0.0]", "resolved": "1.0.0", "contentHash": "TEMPLATE" } } }""");

        Assert.Equal(EdgeSource.Unknown, targets[0].Graph.EdgeSource);
        var problem = Assert.Single(problems);
        Assert.Equal((InputErrorCode.UnknownEdges, true), (problem.Code, problem.IsPartial));
    }

    [Fact]
    public void Row_40_believes_a_project_that_refers_only_to_packages_without_dependencies()
    {
        var (targets, problems, _) = Targets("""{ ".NETFramework,Version=v4.7.2": { "x": { "type": "Direct", "requested": "[1.0.0, )", "resolved": "1.0.0" } } }""");

        Assert.Equal(EdgeSource.Resolved, targets[0].Graph.EdgeSource);
        Assert.Empty(problems);
    }

    [Fact]
    public void Row_40_believes_a_packages_config_beside_the_lock_file()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        File.WriteAllText(Path.Combine(folder, "packages.config"), "<packages />");
        var path = Path.Combine(folder, "packages.lock.json");
        File.WriteAllText(path, """{ "version": 1, "dependencies": { "net472": { "x": { "type": "Direct", "requested": "[1.0.0, )", "resolved": "1.0.0" } } } }""");

        Assert.True(LockFileGraph.IsPackagesConfig(LockFileReader.Read(path).Value!));
    }

    [CorpusFact]
    public void Row_40_finds_the_two_packages_config_locks_of_the_corpus_and_no_other() => Assert.Equal(
        [
            "lock-odd/CycloneDX+cdxgen/test/data/packages.lock.json",
            "lock-odd/NuGet+NuGet.Client/test/NuGet.Clients.FuncTests/NuGet.CommandLine.FuncTest/compiler/resources/pc.packages.lock.json",
        ],
        LockFileReaderTests.CorpusFiles().Where(path => LockFileReader.Read(path).Value is { } file && LockFileGraph.IsPackagesConfig(file)).Select(Corpus.Name).Order(StringComparer.Ordinal),
        StringComparer.Ordinal);

    [Fact]
    public void Accepts_cycles_and_self_edges()
    {
        var graph = Targets("""
            { "net8.0": {
              "A": { "type": "Direct", "resolved": "1.0.0", "dependencies": { "A": "1.0.0", "B": "1.0.0" } },
              "B": { "type": "Transitive", "resolved": "1.0.0", "dependencies": { "A": "1.0.0" } } } }
            """).Targets[0].Graph;

        Assert.Equal(["App > A", "A > A", "A > B", "B > A"], Edges(graph), StringComparer.Ordinal);
    }

    [Fact]
    public void Stops_where_runtime_targets_multiply_a_small_file_beyond_the_limits()
    {
        var portable = new LockTarget("net8.0", "net8.0", null, [new LockEntry("A", LockEntryType.Direct, null, "1.0.0", null, [new LibraryDependency("Gone", ""), new LibraryDependency("A", "")])]);
        var runtimes = Enumerable.Range(0, 50).Select(i => new LockTarget($"net8.0/r{i:D2}", "net8.0", $"r{i:D2}", []));
        var components = new ComponentTable();
        List<InputError> problems = [];

        var targets = LockFileGraph.Targets(
            new LockFile("packages.lock.json", 2, [portable, .. runtimes], []),
            components.Project("App", null, "App.csproj"),
            components,
            new Dictionary<Component, RestoredPackage>(),
            problems,
            limit: 30);

        Assert.Equal(10, targets.Length);
        Assert.Equal([InputErrorCode.DanglingEdge, InputErrorCode.LimitExceeded], problems.Select(problem => problem.Code));
        Assert.True(problems[1].IsPartial);
    }

    [Fact]
    public void Keeps_content_hashes_and_says_when_two_disagree()
    {
        var (_, problems, packages) = Targets("""
            { "net8.0": { "A": { "type": "Direct", "resolved": "1.0.0", "contentHash": "aa" } },
              "net9.0": { "A": { "type": "Direct", "resolved": "1.0.0", "contentHash": "bb" } },
              "net10.0": { "A": { "type": "Direct", "resolved": "1.0.0" } } }
            """);

        Assert.Equal(InputErrorCode.ConflictingContent, Assert.Single(problems).Code);
        Assert.Single(packages);
    }

    // Nodes, edges and dropped edges of each target, in the order of names.
    private static List<(int Nodes, int Edges, int Dropped)> Count(JsonElement dependencies)
    {
        List<(int, int, int)> counts = [];
        foreach (var target in dependencies.EnumerateObject().OrderBy(target => target.Name, StringComparer.Ordinal))
        {
            var all = new Dictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase);
            var portable = target.Name.Split('/')[0];
            foreach (var source in new[] { portable, target.Name })
            {
                if (dependencies.TryGetProperty(source, out var entries))
                {
                    entries.EnumerateObject().ToList().ForEach(entry => all[entry.Name] = entry.Value);
                }
            }

            var pairs = all.SelectMany(entry => Names(entry.Value).Select(to => (From: entry.Key.ToUpperInvariant(), To: to.ToUpperInvariant()))).ToList();
            var ids = all.Keys.Select(id => id.ToUpperInvariant()).ToHashSet(StringComparer.Ordinal);
            var roots = all.Count(entry => Type(entry.Value) is "Direct"
                || (Type(entry.Value) is "Project" && !pairs.Exists(pair => pair.To.Equals(entry.Key, StringComparison.OrdinalIgnoreCase))));
            counts.Add((all.Count + 1, pairs.Where(pair => ids.Contains(pair.To)).Distinct().Count() + roots, pairs.Count(pair => !ids.Contains(pair.To))));
        }

        return counts;
    }

    private static string? Type(JsonElement entry) => entry.GetProperty("type").GetString();

    private static IEnumerable<string> Names(JsonElement entry) =>
        entry.TryGetProperty("dependencies", out var all) ? all.EnumerateObject().Select(dependency => dependency.Name) : [];
}
