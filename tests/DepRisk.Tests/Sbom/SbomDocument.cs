using System.Text;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Sbom;

namespace DepRisk.Tests.Sbom;

/// <summary>Small SBOMs as text, and what the reader makes of them.</summary>
internal static class SbomDocument
{
    public const string App = """{"type":"application","bom-ref":"app","name":"Shop","version":"1.0"}""";

    public static string Json(string parts, string component = App) =>
        $$"""{"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"metadata":{"component":{{component}}},{{parts}}}""";

    public static string Xml(string parts, string version = "1.6") =>
        $"""
        <?xml version="1.0" encoding="utf-8"?>
        <bom xmlns="http://cyclonedx.org/schema/bom/{version}" version="1"><metadata><component type="application" bom-ref="app"><name>Shop</name><version>1.0</version></component></metadata>{parts}</bom>
        """;

    public static Result<Scope> Parse(string text, string path = "bom.json") => CycloneDxReader.Parse(path, Encoding.UTF8.GetBytes(text));

    public static Scope Read(string text)
    {
        var result = Parse(text);
        Assert.True(result.Succeeded(out var scope, out var error), error?.ToString());
        return scope;
    }

    public static InputError Reject(string text) => Reject(Encoding.UTF8.GetBytes(text));

    /// <summary>The error, which is one clean line.</summary>
    public static InputError Reject(byte[] bytes)
    {
        Assert.False(CycloneDxReader.Parse("bom.json", bytes).Succeeded(out _, out var error));
        Assert.DoesNotContain(error.Message, char.IsControl);
        Assert.DoesNotContain("   at ", error.Message, StringComparison.Ordinal);
        return error;
    }

    public static DependencyGraph Graph(this Scope scope) => Assert.Single(Assert.Single(scope.Projects).Targets).Graph;

    /// <summary>Edges as "a > b", by the components' ids.</summary>
    public static string[] Edges(this Scope scope)
    {
        var graph = scope.Graph();
        var edges = new List<string>();
        for (var from = 0; from < graph.Nodes.Length; from++)
        {
            foreach (var to in graph.DependenciesOf(from))
            {
                edges.Add($"{graph.Nodes[from].Component.Id} > {graph.Nodes[to].Component.Id}");
            }
        }

        return [.. edges];
    }

    public static Node Node(this Scope scope, string id)
    {
        foreach (var node in scope.Graph().Nodes)
        {
            if (node.Component.Id.Equals(id, StringComparison.Ordinal))
            {
                return node;
            }
        }

        throw new InvalidOperationException("no node " + id);
    }
}
