using System.Text;
using System.Text.Json;
using System.Xml;
using DepRisk.Graph;
using DepRisk.Reports;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Reports;

public class GraphReportsTests
{
    [Fact]
    public void Json_has_the_documented_shape() => Snapshot.Matches("graph.json", Text(GraphJson.Write, Small()));

    [Fact]
    public void Graphml_is_xml_with_keys_for_all_data()
    {
        var text = Text(GraphMl.Write, Small());
        Snapshot.Matches("graph.graphml", text);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        using var reader = XmlReader.Create(new StringReader(text));
        while (reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "key" })
            {
                Assert.True(keys.Add(reader.GetAttribute("id")!));
            }
            else if (reader is { NodeType: XmlNodeType.Element, LocalName: "data" })
            {
                Assert.Contains(reader.GetAttribute("key")!, keys);
            }
        }
    }

    [Fact]
    public void Dot_has_a_cluster_a_target() => Snapshot.Matches("graph.dot", Text(GraphDot.Write, Small()));

    [Fact]
    public void All_of_them_have_every_node_and_edge()
    {
        var scope = TestScope.Shop().Build();
        var graphs = scope.Projects.SelectMany(project => project.Targets).Select(target => target.Graph).ToArray();
        using var json = JsonDocument.Parse(Text(GraphJson.Write, scope));
        var targets = json.RootElement.GetProperty("projects").EnumerateArray().SelectMany(project => project.GetProperty("targets").EnumerateArray()).ToArray();
        Assert.Equal(graphs.Sum(graph => graph.Nodes.Length), targets.Sum(target => target.GetProperty("nodes").GetArrayLength()));
        Assert.Equal(graphs.Sum(graph => graph.EdgeCount), targets.Sum(target => target.GetProperty("edges").GetArrayLength()));
        Assert.Equal(graphs.Sum(graph => graph.Nodes.Length), Text(GraphMl.Write, scope).Split("<node ").Length - 1);
        Assert.Equal(graphs.Sum(graph => graph.EdgeCount), Text(GraphMl.Write, scope).Split("<edge ").Length - 1);
        Assert.Equal(graphs.Sum(graph => graph.EdgeCount), Text(GraphDot.Write, scope).Split(" -> ").Length - 1);
    }

    [Fact]
    public void Names_with_anything_in_them_stay_inside_their_quotes()
    {
        var scope = new TestScope("x").Project("a\"]; b [label=\"\\N.csproj", ProjectRole.App, "net10.0", "<&\u0000\u001b\"'\ud800]]>/1.0.0").Build();
        using var json = JsonDocument.Parse(Text(GraphJson.Write, scope));
        using var reader = XmlReader.Create(new StringReader(Text(GraphMl.Write, scope)));
        while (reader.Read())
        {
        }

        var label = Text(GraphDot.Write, scope).Split('\n').Single(line => line.StartsWith("    g0n0 [", StringComparison.Ordinal));
        Assert.Equal("""    g0n0 [label="a\"]; b [label=\"\\N 1.0.0", style=bold];""", label);
    }

    private static Scope Small() => new TestScope("Small.slnx")
        .Project("src/App/App.csproj", ProjectRole.App, ("net10.0", ["A/1.0.0[1.0.0, ) > B/?", "C/2.0.0:Build"]), ("net10.0/linux-x64", ["A/1.0.0"]))
        .Project("tests/Tests.csproj", ProjectRole.Test, "net10.0", "xunit/2.9.3")
        .Build();

    private static string Text(Action<Scope, Stream> write, Scope scope)
    {
        using var stream = new MemoryStream();
        write(scope, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
