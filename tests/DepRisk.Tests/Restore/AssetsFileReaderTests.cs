using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Packages;
using DepRisk.Restore;

namespace DepRisk.Tests.Restore;

public sealed class AssetsFileReaderTests
{
    [CorpusFact]
    public void Every_assets_file_of_the_corpus_has_the_nodes_and_edges_of_an_independent_count()
    {
        var files = Corpus.Files("assets", "project.assets.json");
        Assert.NotEmpty(files);
        var fragments = new AssetsFragments();
        foreach (var path in files)
        {
            var file = Value(AssetsFileReader.Read(path, fragments));
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var targets = document.RootElement.GetProperty("targets").EnumerateObject().OrderBy(target => target.Name, StringComparer.Ordinal).ToArray();
            Assert.Equal(targets.Select(target => target.Name), file.Targets.Select(target => target.Name));
            foreach (var (expected, graph) in targets.Zip(Graphs(file)))
            {
                var (nodes, edges) = Count(expected.Value, document.RootElement, expected.Name);
                Assert.Equal(nodes, Pairs(graph).Nodes);
                Assert.Equal(edges, Pairs(graph).Edges);
            }
        }
    }

    [CorpusFact]
    public void Comparing_with_known_text_gives_what_parsing_every_byte_gives()
    {
        var fragments = new AssetsFragments();
        foreach (var path in Corpus.Files("assets", "project.assets.json"))
        {
            var bytes = File.ReadAllBytes(path);
            var jumped = Value(AssetsFileReader.Parse(path, bytes, fragments));
            var again = Value(AssetsFileReader.Parse(path, bytes, fragments));
            var plain = Value(AssetsFileReader.Parse(path, bytes));
            Assert.Equal(Describe(plain), Describe(jumped));
            Assert.Equal(Describe(plain), Describe(again));
        }
    }

    [Fact]
    public void A_file_cut_at_any_byte_is_a_coded_error_with_a_position()
    {
        var bytes = Encoding.UTF8.GetBytes(Small);
        Value(AssetsFileReader.Parse("a.json", bytes));
        var fragments = new AssetsFragments();
        Value(AssetsFileReader.Parse("a.json", bytes, fragments));
        for (var length = 0; length < bytes.Length; length++)
        {
            foreach (var result in new[] { AssetsFileReader.Parse("a.json", bytes.AsMemory(0, length)), AssetsFileReader.Parse("a.json", bytes.AsMemory(0, length), fragments) })
            {
                Assert.False(result.Succeeded(out _, out var error));
                Assert.Equal("a.json", error.Path);
                Assert.True(error.Line > 0 && error.Column > 0, $"at byte {length}: {error}");
            }
        }
    }

    [CorpusFact]
    public void A_real_file_cut_at_any_byte_is_a_coded_error()
    {
        var path = Corpus.Files("assets", "project.assets.json").OrderBy(file => new FileInfo(file).Length).First();
        var bytes = File.ReadAllBytes(path);
        var end = bytes.AsSpan().LastIndexOf((byte)'}');
        var fragments = new AssetsFragments();
        Value(AssetsFileReader.Parse(path, bytes, fragments));
        Parallel.For(0, end + 1, length => Assert.NotNull(AssetsFileReader.Parse(path, bytes.AsMemory(0, length), fragments).Error));
    }

    [CorpusFact]
    public void Two_thousand_mutations_of_real_files_are_an_error_or_a_value()
    {
        var files = Corpus.Files("assets", "project.assets.json").OrderBy(file => new FileInfo(file).Length).Take(20).ToArray();
        var fragments = new AssetsFragments();
        var read = 0;
        for (var i = 0; i < files.Length; i++)
        {
            foreach (var mutation in Mutations.Of(File.ReadAllBytes(files[i]), seed: i, count: 100))
            {
                var jumped = AssetsFileReader.Parse(files[i], mutation, fragments);
                var plain = AssetsFileReader.Parse(files[i], mutation);
                Assert.Equal(plain.Error, jumped.Error);
                if (jumped.Succeeded(out var file, out _))
                {
                    Assert.Equal(Describe(plain.Value!), Describe(file));
                    Assert.All(Graphs(file), graph => Assert.True(graph.Nodes.Length > 0));
                    read++;
                }
            }
        }

        Assert.True(read > 100, $"{read} of the mutations still read; the test should reach the graph as well");
    }

    [Theory]
    [InlineData("", InputErrorCode.Malformed, "is empty")]
    [InlineData("null", InputErrorCode.Unexpected, "null")]
    [InlineData("[]", InputErrorCode.Unexpected, "array")]
    [InlineData("\"x\"", InputErrorCode.Unexpected, "a string")]
    [InlineData("{}", InputErrorCode.Unexpected, "no assets file")]
    [InlineData("{\"version\":5}", InputErrorCode.UnsupportedVersion, "versions 2, 3 and 4")]
    [InlineData("{\"version\":\"4\"}", InputErrorCode.Unexpected, "not a number")]
    [InlineData("{\"version\":4,}", InputErrorCode.Malformed, "not valid JSON")]
    [InlineData("{\"version\":4} x", InputErrorCode.Unexpected, "no assets file")]
    [InlineData("{\"targets\":{\"net10.0\":{\"A/1.0.0\":[]}}}", InputErrorCode.Unexpected, "not an object")]
    [InlineData("{\"libraries\":{\"A\":{}}}", InputErrorCode.Unexpected, "no assets file")]
    [InlineData("{\"targets\":{\"net10.0\":{\"A\":{}}}}", InputErrorCode.Unexpected, "Id/Version")]
    [InlineData("{\"a\":\"\\ud800\",\"targets\":{\"\\ud800\":{}}}", InputErrorCode.Malformed, "Unicode")]
    public void What_is_no_assets_file_is_told_so(string text, InputErrorCode code, string words)
    {
        Assert.False(AssetsFileReader.Parse("a.json", Encoding.UTF8.GetBytes(text)).Succeeded(out _, out var error));
        Assert.Equal(code, error.Code);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_over_the_cap_names_the_cap()
    {
        Assert.False(AssetsFileReader.Parse("a.json", Encoding.UTF8.GetBytes("{\"x\":" + new string('[', 100_000))).Succeeded(out _, out var error));
        Assert.Equal(InputErrorCode.LimitExceeded, error.Code);
        Assert.Contains("256", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_and_windows_line_ends_are_read()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Small.Replace("\n", "\r\n", StringComparison.Ordinal))];
        Assert.Equal("A/1.0.0", Value(AssetsFileReader.Parse("a.json", bytes, new AssetsFragments())).Targets[0].Libraries[0].Key);
    }

    [Fact]
    public void Utf16_and_broken_utf8_name_the_encoding()
    {
        Assert.Contains("UTF-16", AssetsFileReader.Parse("a.json", (byte[])[0xFF, 0xFE, 0x7B, 0]).Error!.Message, StringComparison.Ordinal);
        var error = AssetsFileReader.Parse("a.json", (byte[])[.. "{\n\"a\":\""u8, 0xC3, 0x28, .. "\"}"u8]).Error!;
        Assert.Equal((InputErrorCode.Malformed, 2, 6), (error.Code, error.Line, error.Column));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Older_versions_are_keyed_by_the_long_framework_name(int version)
    {
        var text = Small.Replace("\"version\": 4", $"\"version\": {version}", StringComparison.Ordinal)
            .Replace("\"targets\": { \"net10.0\"", "\"targets\": { \".NETCoreApp,Version=v10.0\"", StringComparison.Ordinal);
        var file = Value(AssetsFileReader.Parse("a.json", Encoding.UTF8.GetBytes(text)));
        var target = Assert.Single(Targets(file));
        Assert.Equal(("net10.0", "net10.0"), (target.Name, target.Framework));
        Assert.Equal("A", Assert.Single(target.References).Id);
        Assert.True(target.Graph.Nodes[1].IsDirect);
    }

    internal static T Value<T>(Result<T> result)
        where T : class =>
        result.Succeeded(out var value, out var error) ? value : throw new InvalidOperationException(error.ToString());

    [Theory]
    [InlineData("/src/App/App.csproj", "/src/Lib/Lib.csproj", "../Lib/Lib.csproj")]
    [InlineData("C:\\\\src\\\\App\\\\App.csproj", "C:\\\\src\\\\Lib\\\\Lib.csproj", "../Lib/Lib.csproj")]
    [InlineData("C:\\\\src\\\\App\\\\App.csproj", "D:\\\\Lib\\\\Lib.csproj", "D:/Lib/Lib.csproj")]
    public void A_project_that_an_older_SDK_keys_by_its_framework_and_not_by_its_alias_keeps_its_project_references(string project, string reference, string path)
    {
        // What SDK 9 writes for net9.0-windows; SDK 10 keys by alias.
        var json = $$$"""
            { "version": 3, "targets": { "net9.0-windows7.0": { "Lib/1.0.0": { "type": "project", "runtime": { "bin/placeholder/Lib.dll": {} } } } },
              "libraries": { "Lib/1.0.0": { "type": "project", "path": "{{{path}}}", "msbuildProject": "{{{path}}}" } },
              "project": { "restore": { "projectPath": "{{{project}}}", "frameworks": { "net9.0-windows7.0": {
                  "projectReferences": { "{{{reference}}}": { "projectPath": "{{{reference}}}" } }, "targetAlias": "net9.0-windows" } } },
                "frameworks": { "net9.0-windows7.0": { "targetAlias": "net9.0-windows" } } } }
            """;
        var graph = Assert.Single(Graphs(Value(AssetsFileReader.Parse("a.json", Encoding.UTF8.GetBytes(json)))));
        Assert.Empty(graph.Dropped);
        Assert.Equal([1], graph.DependenciesOf(0).ToArray());
        Assert.True(graph.Nodes[1] is { IsDirect: true, Class: DependencyClass.Runtime });
    }

    [Theory]
    [InlineData("")]
    [InlineData("\\u0000")]
    public void What_is_no_path_is_a_project_without_a_known_place(string path)
    {
        var json = $$$"""
            { "version": 4, "targets": { "net10.0": { "Lib/1.0.0": { "type": "project" } } },
              "libraries": { "Lib/1.0.0": { "type": "project", "path": "{{{path}}}" } },
              "project": { "restore": { "projectPath": "{{{path}}}", "frameworks": { "net10.0": { "projectReferences": { "{{{path}}}": {} } } } },
                "frameworks": { "net10.0": {} } } }
            """;
        Assert.Equal(2, Assert.Single(Graphs(Value(AssetsFileReader.Parse("a.json", Encoding.UTF8.GetBytes(json))))).Nodes.Length);
    }

    [Fact]
    public void Targets_that_repeat_the_references_of_the_project_are_cut_off_with_the_limit_named()
    {
        var target = FakeAssets.Target("net10.0");
        var file = FakeAssets.Of("/src/A.csproj", false, [target, target with { Name = "net10.0/a" }, target with { Name = "net10.0/b" }],
            [FakeAssets.Net10([FakeAssets.Reference("A", "1.0.0"), FakeAssets.Reference("B", "1.0.0")])]);
        var components = new ComponentTable();
        var context = new AssetsGraphContext(components, [], path => path, _ => false, []);
        var targets = AssetsGraph.Targets(file, components.Project("P", null, "P.csproj"), Path.GetTempPath(), null, [], context, limit: 7);
        Assert.Equal(["net10.0", "net10.0/a"], targets.Select(made => made.Name));
        var problem = Assert.Single(context.Problems);
        Assert.Equal((InputErrorCode.LimitExceeded, true), (problem.Code, problem.IsPartial));
        Assert.Contains("more than 7", problem.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<DependencyGraph> Graphs(AssetsFile file) => Targets(file).Select(target => target.Graph);

    private static ImmutableArray<Target> Targets(AssetsFile file)
    {
        var components = new ComponentTable();
        var context = new AssetsGraphContext(components, [], path => path, _ => false, []);
        return AssetsGraph.Targets(file, components.Project("P", null, "P.csproj"), Path.GetTempPath(), null, [], context);
    }

    // What can be compared as text: every library of every target with its edges and files, and every direct reference.
    private static string Describe(AssetsFile file)
    {
        var text = new StringBuilder();
        foreach (var target in file.Targets)
        {
            foreach (var library in target.Libraries)
            {
                text.Append(target.Name).Append(' ').Append(library.Key).Append(' ').Append(library.Type).Append(' ')
                    .AppendJoin(',', library.Dependencies).AppendJoin(',', library.FrameworkReferences)
                    .AppendJoin(',', library.Assets.Ships).Append(library.Assets.Compiles).Append(library.Assets.Builds)
                    .AppendJoin(',', library.Assets.RuntimePlaceholders).AppendLine();
            }
        }

        foreach (var (key, library) in file.Libraries.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(key).Append(' ').Append(library.ContentHash).Append(' ').Append(library.Path).Append(library.HasBuildCode)
                .AppendJoin(',', library.Placeholders.IsDefault ? [] : library.Placeholders).AppendLine();
        }

        foreach (var framework in file.Project.Frameworks)
        {
            text.Append(framework.Alias).Append(framework.Framework).AppendJoin(',', framework.References).AppendJoin(',', framework.FrameworkReferences)
                .AppendJoin(',', framework.Downloads).AppendJoin(',', framework.ProjectReferences).AppendJoin(',', framework.PackagesToPrune).AppendLine();
        }

        return text.Append(file.Project.Name).Append(file.Project.Version).AppendJoin(',', file.PackageFolders).AppendJoin(',', file.Logs.Select(log => log.Message)).ToString();
    }

    private static (int Nodes, int Edges) Pairs(DependencyGraph graph)
    {
        var libraries = Enumerable.Range(0, graph.Nodes.Length).Where(node => node is 0 || IsLibrary(graph.Nodes[node])).ToHashSet();
        var edges = libraries.Sum(node => graph.DependenciesOf(node).ToArray().Count(libraries.Contains));
        return (libraries.Count, edges);
    }

    private static bool IsLibrary(Node node) =>
        node.Component.Type is ComponentType.Project || (node.Component.Type is ComponentType.Package && node.Class is not DependencyClass.Downloaded);

    // The second count: by NuGet's own list of direct names, and by ids that exist in the target.
    private static (int Nodes, int Edges) Count(JsonElement target, JsonElement root, string name)
    {
        var ids = target.EnumerateObject().Select(library => library.Name.Split('/')[0]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var edges = target.EnumerateObject()
            .Where(library => library.Value.TryGetProperty("dependencies", out _))
            .Sum(library => library.Value.GetProperty("dependencies").EnumerateObject().Count(dependency => ids.Contains(dependency.Name)));
        var group = root.GetProperty("projectFileDependencyGroups").GetProperty(name.Split('/')[0]);
        return (ids.Count + 1, edges + group.EnumerateArray().Count(entry => ids.Contains(entry.GetString()!.Split(' ')[0])));
    }

    private const string Small = """
        {
          "version": 4,
          "targets": { "net10.0": { "A/1.0.0": { "type": "package", "dependencies": { "B": "[1.0.0, )" }, "runtime": { "lib/net8.0/A.dll": {} } } } },
          "libraries": { "A/1.0.0": { "sha512": "x", "type": "package", "path": "a/1.0.0", "files": [ "lib/net8.0/A.dll", "build/A.props" ] } },
          "projectFileDependencyGroups": { "net10.0": [ "A >= 1.0.0" ] },
          "packageFolders": { "packages/": {} },
          "project": { "version": "1.2.3", "restore": { "projectName": "P", "projectPath": "P.csproj" },
            "frameworks": { "net10.0": { "framework": "net10.0", "targetAlias": "net10.0",
              "dependencies": { "A": { "target": "Package", "version": "[1.0.0, )" } }, "packagesToPrune": { "B": "(,2.0.0]" } } } },
          "logs": [ { "code": "NU1603", "level": "Warning", "message": "m", "targetGraphs": [ "net10.0" ] } ]
        }
        """;
}
