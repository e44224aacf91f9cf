using System.Collections.Immutable;
using System.Globalization;
using DepRisk.Graph;
using DepRisk.Sbom;

namespace DepRisk.Tests.Sbom;

public sealed class VariantTests : IDisposable
{
    private readonly SampleScope _sample = new();

    public void Dispose() => _sample.Dispose();

    [Fact]
    public void Gives_the_plain_ref_to_the_first_target_and_hex_to_the_next()
    {
        var bom = new BomBuilder(_sample.Scope(), new BomOptions()).Build(_sample.Project(_sample.Worker));
        var logs = bom.Components.Where(component => component.Name is "Contoso.Log").ToArray();
        Assert.Equal(2, logs.Length);
        Assert.Equal("pkg:nuget/Contoso.Log@3.1.1", logs[0].Ref);
        Assert.Matches("^pkg:nuget/Contoso.Log@3.1.1#[0-9a-f]{12}$", logs[1].Ref);
        Assert.Equal(["net10.0", "net9.0"], logs.Select(TargetOf), StringComparer.Ordinal);
        Assert.All(logs, log => Assert.Equal("pkg:nuget/Contoso.Log@3.1.1", log.Purl));
        Assert.All(logs[1].Components, file => Assert.StartsWith(logs[1].Ref + "#lib/", file.Ref, StringComparison.Ordinal));
    }

    [Fact]
    public void Shares_what_resolves_alike()
    {
        Target Make(string name) => SampleScope.Target(
            name, [SampleScope.Node(_sample.Web), SampleScope.Node(_sample.Json, files: SampleScope.JsonFiles), SampleScope.Node(_sample.Log)], [(0, 1), (1, 2)]);
        var project = new Project(_sample.Web, ProjectRole.App, "", [Make("net9.0"), Make("net10.0")]);
        var bom = new BomBuilder(_sample.Scope() with { Projects = [project] }, new BomOptions()).Build(project);
        Assert.Equal(["pkg:nuget/Contoso.Json@13.0.3", "pkg:nuget/Contoso.Log@3.1.1"], bom.Components.Select(component => component.Ref), StringComparer.Ordinal);
        Assert.Equal(2, bom.Components[0].Properties.Count(property => property.Name is "deprisk:target"));
    }

    [Fact]
    public void Merges_all_apps_under_one_root()
    {
        var builder = new BomBuilder(_sample.Scope(), new BomOptions());
        var bom = builder.Merge(builder.Delivered);
        Assert.Equal(("scope:Shop", "Shop", null), (bom.Primary.Ref, bom.Primary.Name, bom.Primary.Version));
        Assert.Equal(
            ["project:src/Web/Web.csproj", "project:src/Worker/Worker.csproj"],
            bom.Dependencies.Single(entry => entry.Ref is "scope:Shop").DependsOn.AsEnumerable(),
            StringComparer.Ordinal);
        Assert.Equal(BomComponentType.Application, bom.Components.Single(component => component.Name is "Worker").Type);
        Assert.DoesNotContain(bom.Components, component => component.Name is "Web.Tests");
    }

    /// <summary>The merged document, read target by target, gives back exactly the graphs that went in.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Every_merged_edge_is_true_and_none_is_lost(int seed)
    {
        var projects = RandomProjects(seed, count: 6);
        var scope = _sample.Scope() with { Projects = projects, BuildComponents = [] };
        var bom = new BomBuilder(scope, new BomOptions()).Merge(projects);
        var ends = bom.Dependencies.ToDictionary(entry => entry.Ref, entry => entry.DependsOn, StringComparer.Ordinal);
        var names = bom.Components.ToDictionary(component => component.Ref, component => component.Name, StringComparer.Ordinal);
        Assert.Equal(bom.Components.Length + 1, ends.Count);
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var project in projects)
        {
            Follow(project.Targets[0].Graph, "project:" + project.Path, ends, names, used);
        }

        Assert.Equal(names.Keys.Order(StringComparer.Ordinal), used.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Equal_hashes_mean_equal_surroundings_and_the_other_way_round(int seed)
    {
        var nodes = RandomProjects(seed, count: 8).SelectMany(project =>
        {
            var graph = project.Targets[0].Graph;
            var (ours, naive) = (VariantHash.Of(graph), Unfolded(graph));
            return Enumerable.Range(1, graph.Nodes.Length - 1).Select(i => (Ours: Convert.ToHexString(ours[i]), Naive: naive[i]));
        }).ToArray();
        Assert.Equal(nodes.Select(node => node.Naive).Distinct(StringComparer.Ordinal).Count(), nodes.Select(node => node.Ours).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(nodes.Distinct().Count(), nodes.Select(node => node.Ours).Distinct(StringComparer.Ordinal).Count());
        Assert.True(nodes.Distinct().Count() < nodes.Length, "nothing was shared, so this tests nothing");
    }

    [Fact]
    public void Depends_on_neither_the_order_of_nodes_nor_of_edges()
    {
        var table = new ComponentTable();
        Node N(string id) => SampleScope.Node(table.Package(id, "1.0.0"));
        var one = SampleScope.Target("t", [N("r"), N("a"), N("b"), N("c")], [(0, 1), (1, 2), (2, 1), (2, 3), (1, 3)]).Graph;
        var two = SampleScope.Target("t", [N("r"), N("c"), N("b"), N("a")], [(2, 1), (3, 1), (2, 3), (3, 2), (0, 3)]).Graph;
        var (first, second) = (VariantHash.Of(one), VariantHash.Of(two));
        Assert.Equal([first[0], first[1], first[2], first[3]], [second[0], second[3], second[2], second[1]]);
    }

    [Theory]
    [InlineData("chain")]
    [InlineData("ring")]
    [InlineData("ring of one component")]
    [InlineData("star")]
    public void Ends_on_a_graph_of_a_hundred_thousand_nodes(string shape)
    {
        const int Count = 100_000;
        var table = new ComponentTable();
        var same = table.Package("same", "1.0.0");
        var nodes = Enumerable.Range(0, Count)
            .Select(i => SampleScope.Node(shape is "ring of one component" ? same : table.Package("p" + i.ToString(CultureInfo.InvariantCulture), "1.0.0")))
            .ToArray();
        var edges = Enumerable.Range(0, Count - 1).Select(i => shape is "star" ? (0, i + 1) : (i, i + 1)).ToList();
        if (shape is not ("star" or "chain"))
        {
            edges.Add((Count - 1, 0));
        }

        var hashes = VariantHash.Of(SampleScope.Target("t", nodes, [.. edges]).Graph);
        Assert.Equal(shape is "ring of one component" ? 1 : Count, hashes.Select(Convert.ToHexString).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Keeps_two_components_apart_that_would_have_one_ref()
    {
        var framework = _sample.Table.Intern(ComponentType.Framework, "nuget", "Contoso.Json", "13.0.3");
        var project = new Project(_sample.Web, ProjectRole.App, "",
            [SampleScope.Target("net10.0", [SampleScope.Node(_sample.Web), SampleScope.Node(_sample.Json), SampleScope.Node(framework)], [(0, 1), (0, 2)])]);
        var bom = new BomBuilder(_sample.Scope() with { Projects = [project] }, new BomOptions()).Build(project);
        Assert.Equal(2, bom.Components.Select(component => component.Ref).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal([BomComponentType.Library, BomComponentType.Framework], bom.Components.Select(component => component.Type));
    }

    /// <summary>Walks graph and document together; a document that unfolds differently fails at the first difference.</summary>
    private static void Follow(
        DependencyGraph graph, string root, Dictionary<string, ImmutableArray<string>> ends, Dictionary<string, string> names, HashSet<string> used)
    {
        var seen = new HashSet<(int, string)>();
        var pending = new Stack<(int Node, string Ref)>([(0, root)]);
        while (pending.TryPop(out var step))
        {
            used.Add(step.Ref);
            if (!seen.Add(step))
            {
                continue;
            }

            var children = graph.DependenciesOf(step.Node).ToArray().ToDictionary(child => graph.Nodes[child].Component.Id, StringComparer.Ordinal);
            Assert.Equal(children.Keys.Order(StringComparer.Ordinal), ends[step.Ref].Select(end => names[end]).Order(StringComparer.Ordinal), StringComparer.Ordinal);
            foreach (var end in ends[step.Ref])
            {
                pending.Push((children[names[end]], end));
            }
        }
    }

    /// <summary>The slow way: as many rounds of looking at the children as there are nodes.</summary>
    private static string[] Unfolded(DependencyGraph graph)
    {
        var now = graph.Nodes.ToArray().Select(node => $"{node.Component} {node.Class}").ToArray();
        for (var round = 0; round < graph.Nodes.Length; round++)
        {
            now = [.. now.Select((own, i) => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(
                own + "(" + string.Join(',', graph.DependenciesOf(i).ToArray().Select(end => now[end]).Order(StringComparer.Ordinal)) + ")"))))];
        }

        return now;
    }

    /// <summary>Graphs over the same few packages, in other orders, with cycles and self edges.</summary>
    private ImmutableArray<Project> RandomProjects(int seed, int count)
    {
#pragma warning disable CA5394 // Do not use insecure randomness: a test wants the same numbers every time.
        var random = new Random(seed);
        var packages = Enumerable.Range(0, 12).Select(i => _sample.Table.Package("p" + i.ToString(CultureInfo.InvariantCulture), "1.0.0")).ToArray();
        var shared = Enumerable.Range(0, 12).SelectMany(i => Enumerable.Range(0, 12).Where(j => random.Next(12) is 0).Select(j => (i, j))).ToArray();
        return
        [
            .. Enumerable.Range(0, count).Select(p =>
            {
                var order = packages.ToArray();
                random.Shuffle(order);
                var at = packages.Select(package => Array.IndexOf(order, package) + 1).ToArray();
                var nodes = order.Select(package => SampleScope.Node(package, package.Id is "p3" && p % 2 is 0 ? DependencyClass.Build : DependencyClass.Runtime));
                var edges = shared.Where(_ => random.Next(20) > 0).Select(edge => (at[edge.i], at[edge.j])).Concat(at.Select(node => (0, node)));
                var name = "App" + p.ToString(CultureInfo.InvariantCulture);
                var project = _sample.Table.Project(name, null, name + ".csproj");
                return new Project(project, ProjectRole.App, "", [SampleScope.Target("net10.0", [SampleScope.Node(project), .. nodes], [.. edges])]);
            }),
        ];
#pragma warning restore CA5394
    }

    private static string TargetOf(BomComponent component) => component.Properties.Single(property => property.Name is "deprisk:target").Value;
}
