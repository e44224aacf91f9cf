using DepRisk.Graph;

namespace DepRisk.Tests.Graph;

public sealed class PublishedScopeTests
{
    private static readonly DependencyClass[] Classes = [DependencyClass.Runtime, DependencyClass.Runtime, DependencyClass.Runtime, DependencyClass.Build, DependencyClass.Excluded];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 60)];

    /// <summary>What ships is published where some route from the project begins with a reference that is; the rest of the graph stays as it is.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Leaves_out_what_only_references_that_are_left_out_lead_to(int seed)
    {
        var scope = RandomProjects.Of(seed, ProjectRole.App);
        var graph = Classified(scope.Projects[0].Targets[0].Graph, seed);
        scope = With(scope, graph);
        var ids = graph.Nodes.ToArray().Skip(1).Select(node => node.Component).Where(component => component.Type is ComponentType.Package).Select(component => component.Id).ToArray();
        var leftOut = ids.Where((_, i) => ((seed >> i) & 1) is 1).Select(id => id.ToUpperInvariant()).ToHashSet(StringComparer.OrdinalIgnoreCase);

        var expected = Enumerable.Range(0, graph.Nodes.Length).Where(node => !graph.Nodes[node].Ships || IsReached(graph, node, leftOut)).ToArray();
        var published = PublishedScope.Of(scope, leftOut).Projects[0].Targets[0].Graph;

        Assert.Equal(expected.Select(node => Text(graph.Nodes[node])), published.Nodes.ToArray().Select(Text));
        Assert.Equal(
            expected.SelectMany(from => graph.DependenciesOf(from).ToArray().Where(expected.Contains).Select(to => $"{Text(graph.Nodes[from])} > {Text(graph.Nodes[to])}")).Order(StringComparer.Ordinal),
            Enumerable.Range(0, published.Nodes.Length).SelectMany(from => published.DependenciesOf(from).ToArray().Select(to => $"{Text(published.Nodes[from])} > {Text(published.Nodes[to])}")).Order(StringComparer.Ordinal));

        // The restore's own word for it leads to the same.
        var marked = With(scope, DependencyGraph.Create(
            [.. graph.Nodes.ToArray().Select((node, i) => expected.Contains(i) ? node : node with { Traits = NodeTraits.NotPublished })], Edges(graph)));
        Assert.Equal(published.Nodes.ToArray().Select(Text), PublishedScope.Of(marked).Projects[0].Targets[0].Graph.Nodes.ToArray().Select(Text));
    }

    [Fact]
    public void Keeps_ranges_and_lost_edges_of_what_stays_and_the_word_of_who_evaluated()
    {
        var table = new ComponentTable();
        Node Package(string id, NodeTraits traits) => new(table.Package(id, "1.0.0"), DependencyClass.Runtime, traits, []);
        var graph = DependencyGraph.Create(
            [new Node(table.Project("App", null, "App.csproj"), DependencyClass.Runtime, NodeTraits.None, []), Package("Gone", NodeTraits.NotPublished | NodeTraits.Direct), Package("Kept", NodeTraits.Direct)],
            [new Edge(0, 1, "[1.0.0, )"), new Edge(0, 2, "[1.*, )")],
            dropped: [new DroppedEdge(1, "X", null, DroppedEdge.Missing), new DroppedEdge(2, "Y", "1.0.0", DroppedEdge.Pruned)]);
        var scope = With(RandomProjects.Of(1, ProjectRole.App), graph);

        var published = PublishedScope.Of(scope).Projects[0].Targets[0].Graph;
        Assert.Equal(["App", "Kept"], published.Nodes.ToArray().Select(node => node.Component.Id));
        Assert.Equal("[1.*, )", Assert.Single(published.RequestedBy(0).ToArray()));
        Assert.Equal([new DroppedEdge(1, "Y", "1.0.0", DroppedEdge.Pruned)], published.Dropped.ToArray());

        // Publish="true" on a private reference.
        var evaluated = PublishedScope.Of(scope, new HashSet<string>()).Projects[0].Targets[0].Graph;
        Assert.Equal([NodeTraits.None, NodeTraits.Direct, NodeTraits.Direct], evaluated.Nodes.ToArray().Select(node => node.Traits));
    }

    private static bool IsReached(DependencyGraph graph, int node, HashSet<string> leftOut) => node is 0 || graph.DependenciesOf(0).ToArray().Any(first =>
        !(graph.Nodes[first].Component is { Type: ComponentType.Package } component && leftOut.Contains(component.Id)) && TestGraph.Reaches(graph, first, node, without: 0));

    private static DependencyGraph Classified(DependencyGraph graph, int seed) => DependencyGraph.Create(
        [.. graph.Nodes.ToArray().Select((node, i) => i is 0 ? node : node with { Class = Classes[(seed + (i * 3)) % Classes.Length] })], Edges(graph));

    private static List<Edge> Edges(DependencyGraph graph) =>
        [.. Enumerable.Range(0, graph.Nodes.Length).SelectMany(from => graph.DependenciesOf(from).ToArray().Select(to => new Edge(from, to)))];

    private static Scope With(Scope scope, DependencyGraph graph) =>
        scope with { Projects = [scope.Projects[0] with { Targets = [scope.Projects[0].Targets[0] with { Graph = graph }] }] };

    private static string Text(Node node) => $"{node.Component} {node.Class}";
}
