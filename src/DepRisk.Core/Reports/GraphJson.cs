using System.Text.Json;
using DepRisk.Graph;

namespace DepRisk.Reports;

/// <summary>
/// The graph of every project and target:
/// <code>{"projects":[{"name","path","app","test","targets":[{"name","nodes":[{"type","id","version","class","direct"}],"edges":[[from,to]]}]}]}</code>
/// Node 0 of a target is the project itself; an unknown version is null.
/// </summary>
public static class GraphJson
{
    private const int FlushAt = 64 * 1024;

    public static void Write(Scope scope, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, JsonText.Options);
        json.WriteStartObject();
        json.WriteStartArray("projects"u8);
        foreach (var project in scope.Projects)
        {
            WriteProject(json, project);
        }

        json.WriteEndArray();
        JsonText.End(json, stream);
    }

    private static void WriteProject(Utf8JsonWriter json, Project project)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, project.Name);
        json.WriteString("path"u8, project.Path);
        json.WriteBoolean("app"u8, project.IsApp);
        json.WriteBoolean("test"u8, project.IsTest);
        json.WriteStartArray("targets"u8);
        foreach (var target in project.Targets)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, target.Name);
            WriteNodes(json, target.Graph);
            WriteEdges(json, target.Graph);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteNodes(Utf8JsonWriter json, DependencyGraph graph)
    {
        json.WriteStartArray("nodes"u8);
        foreach (ref readonly var node in graph.Nodes)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, ReportNames.Of(node.Component.Type));
            json.WriteString("id"u8, node.Component.Id);
            json.WriteString("version"u8, node.Component.Version);
            json.WriteString("class"u8, ReportNames.Of(node.Class));
            json.WriteBoolean("direct"u8, node.IsDirect);
            json.WriteEndObject();
            FlushWhenFull(json);
        }

        json.WriteEndArray();
    }

    private static void WriteEdges(Utf8JsonWriter json, DependencyGraph graph)
    {
        json.WriteStartArray("edges"u8);
        for (var from = 0; from < graph.Nodes.Length; from++)
        {
            foreach (var to in graph.DependenciesOf(from))
            {
                json.WriteStartArray();
                json.WriteNumberValue(from);
                json.WriteNumberValue(to);
                json.WriteEndArray();
            }

            FlushWhenFull(json);
        }

        json.WriteEndArray();
    }

    private static void FlushWhenFull(Utf8JsonWriter json)
    {
        if (json.BytesPending > FlushAt)
        {
            json.Flush();
        }
    }
}
