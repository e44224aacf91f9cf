using System.Collections.Immutable;
using DepRisk.Build;
using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.RiskModel;
using DepRisk.Rules;

namespace DepRisk.Tests.Build;

public sealed class WatchedLinesTests
{
    private const string Path = "App/App.csproj";

    private readonly ComponentTable _table = new();

    [Fact]
    public void It_has_the_assemblies_that_code_can_refer_to_each_once()
    {
        var one = Target("net8.0", ("Deep", ["lib/net8.0/Deep.dll", "lib/net8.0/Deep.Core.dll"]));
        var other = Target("net10.0", ("Deep", ["lib/net10.0/Deep.dll"]));
        Assert.Equal(["Deep", "Deep.Core"], Assert.Single(Lines([one, other], Watch("Deep", true))).Assemblies.ToArray());
    }

    [Fact]
    public void What_has_no_assembly_of_its_own_is_not_watched()
    {
        var node = Node("Deep", [new ShippedFile("lib/a.dll", ShippedFileType.Assembly, "linux-x64"), new ShippedFile("lib/de/a.dll", ShippedFileType.Assembly, null, "de"), new ShippedFile("native/a.so", ShippedFileType.Native)]);
        Assert.Empty(Lines([Target("net10.0", [node, Node("None", default)], [new Edge(0, 1, null), new Edge(0, 2, null)])], Watch("Deep", true), Watch("None", true)));
    }

    [Fact]
    public void What_brings_it_in_is_named_where_nobody_refers_to_it()
    {
        Node[] nodes = [Node("A", []), Node("B", []), Node("C", []), Node("Deep", [new ShippedFile("lib/Deep.dll", ShippedFileType.Assembly)])];
        var all = Target("net10.0", nodes, [new Edge(0, 1, null), new Edge(0, 2, null), new Edge(0, 3, null), new Edge(1, 4, null), new Edge(2, 4, null), new Edge(3, 4, null)]);
        Assert.Equal("A, B and 1 more", Assert.Single(Lines([all], Watch("Deep", false))).BroughtInBy);
        Assert.Null(Assert.Single(Lines([all], Watch("Deep", true))).BroughtInBy);
        var one = Target("net10.0", nodes, [new Edge(0, 1, null), new Edge(1, 4, null)]);
        Assert.Equal("A", Assert.Single(Lines([one], Watch("Deep", false))).BroughtInBy);
    }

    [Fact]
    public void They_are_sorted_and_the_policy_says_where_their_use_belongs()
    {
        var target = Target("net10.0", ("Zip", ["lib/Zip.dll"]), ("Deep", ["lib/Deep.dll"]));
        var policy = Policy.Default with { Adapters = Policy.Default.Adapters.Add("zip", [new PolicyPath("App/**")]).Add("Deep", [new PolicyPath("Other/**")]) };
        var lines = WatchedLines.Of([Watch("Zip", true), Watch("Deep", true)], Project([target]), policy, "");
        Assert.Equal([("Deep", false), ("Zip", true)], lines.Select(line => (line.Id, line.IsAdapter)));
        Assert.All(lines, line => Assert.Equal("runs in 3 of 3 apps", line.Reason));
    }

    private WatchedComponent Watch(string id, bool isDirect) => new(_table.Package(id, "1.0.0"), "runs in 3 of 3 apps", isDirect);

    private ImmutableArray<WatchedPackage> Lines(Target[] targets, params ImmutableArray<WatchedComponent> watched) => WatchedLines.Of(watched, Project(targets), Policy.Default, "");

    private Project Project(Target[] targets) => new(_table.Project("App", "1.0.0", Path), ProjectRole.App, "", [.. targets]);

    private Node Node(string id, ImmutableArray<ShippedFile> files) => new(_table.Package(id, "1.0.0"), DependencyClass.Runtime, NodeTraits.None, files);

    private Target Target(string framework, params (string Id, string[] Files)[] packages) => Target(
        framework,
        [.. packages.Select(package => Node(package.Id, [.. package.Files.Select(file => new ShippedFile(file, ShippedFileType.Assembly))]))],
        [.. packages.Select((_, i) => new Edge(0, i + 1, null))]);

    private Target Target(string framework, Node[] packages, Edge[] edges) => new(
        framework, framework, null, false, [],
        DependencyGraph.Create([new Node(_table.Project("App", "1.0.0", Path), DependencyClass.Runtime, NodeTraits.None, []), .. packages.Select((node, i) => Array.Exists(edges, edge => edge.From is 0 && edge.To == i + 1) ? node with { Traits = NodeTraits.Direct } : node)], edges));
}
