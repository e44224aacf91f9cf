using System.Globalization;
using System.Text;
using System.Xml;
using DepRisk.Graph;

namespace DepRisk.Reports;

/// <summary>The graph as GraphML, for yEd, Gephi, networkx and igraph: one <c>graph</c> a project and target.</summary>
public static class GraphMl
{
    private const string Namespace = "http://graphml.graphdrawing.org/xmlns";

    private static readonly (string Id, string For, string Type)[] Keys =
    [
        ("project", "graph", "string"), ("path", "graph", "string"), ("target", "graph", "string"),
        ("app", "graph", "boolean"), ("test", "graph", "boolean"),
        ("type", "node", "string"), ("name", "node", "string"), ("version", "node", "string"),
        ("class", "node", "string"), ("direct", "node", "boolean"),
        ("requested", "edge", "string"),
    ];

    public static void Write(Scope scope, Stream stream)
    {
        var settings = new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(false), CloseOutput = false };
        using var xml = XmlWriter.Create(stream, settings);
        xml.WriteStartElement("graphml", Namespace);
        foreach (var (id, what, type) in Keys)
        {
            xml.WriteStartElement("key", Namespace);
            xml.WriteAttributeString("id", id);
            xml.WriteAttributeString("for", what);
            xml.WriteAttributeString("attr.name", id);
            xml.WriteAttributeString("attr.type", type);
            xml.WriteEndElement();
        }

        var index = 0;
        foreach (var project in scope.Projects)
        {
            foreach (var target in project.Targets)
            {
                WriteGraph(xml, project, target, index++);
            }
        }

        xml.WriteEndElement();
        xml.WriteWhitespace("\n");
    }

    private static void WriteGraph(XmlWriter xml, Project project, Target target, int index)
    {
        // Ids are unique in the whole document, and names are not NMTOKENs, so both are numbers.
        var prefix = string.Create(CultureInfo.InvariantCulture, $"g{index}");
        xml.WriteStartElement("graph", Namespace);
        xml.WriteAttributeString("id", prefix);
        xml.WriteAttributeString("edgedefault", "directed");
        Data(xml, "project", project.Name);
        Data(xml, "path", project.Path);
        Data(xml, "target", target.Name);
        Data(xml, "app", project.IsApp ? "true" : "false");
        Data(xml, "test", project.IsTest ? "true" : "false");
        for (var node = 0; node < target.Graph.Nodes.Length; node++)
        {
            WriteNode(xml, target.Graph.Nodes[node], NodeId(prefix, node));
        }

        for (var from = 0; from < target.Graph.Nodes.Length; from++)
        {
            WriteEdges(xml, target.Graph, prefix, from);
        }

        xml.WriteEndElement();
    }

    private static void WriteNode(XmlWriter xml, in Node node, string id)
    {
        xml.WriteStartElement("node", Namespace);
        xml.WriteAttributeString("id", id);
        Data(xml, "type", ReportNames.Of(node.Component.Type));
        Data(xml, "name", node.Component.Id);
        Data(xml, "version", node.Component.Version);
        Data(xml, "class", ReportNames.Of(node.Class));
        Data(xml, "direct", node.IsDirect ? "true" : "false");
        xml.WriteEndElement();
    }

    private static void WriteEdges(XmlWriter xml, DependencyGraph graph, string prefix, int from)
    {
        var ends = graph.DependenciesOf(from);
        var requested = graph.RequestedBy(from);
        for (var i = 0; i < ends.Length; i++)
        {
            xml.WriteStartElement("edge", Namespace);
            xml.WriteAttributeString("source", NodeId(prefix, from));
            xml.WriteAttributeString("target", NodeId(prefix, ends[i]));
            Data(xml, "requested", requested.IsEmpty ? null : requested[i]);
            xml.WriteEndElement();
        }
    }

    private static void Data(XmlWriter xml, string key, string? value)
    {
        if (value is not null)
        {
            xml.WriteStartElement("data", Namespace);
            xml.WriteAttributeString("key", key);
            WriteText(xml, value);
            xml.WriteEndElement();
        }
    }

    private static string NodeId(string prefix, int node) => string.Create(CultureInfo.InvariantCulture, $"{prefix}n{node}");

    /// <summary>
    /// Writes what XML 1.0 cannot hold, not even escaped, as U+FFFD; and as a reference what would command a terminal or a build log
    /// that the file is printed to.
    /// </summary>
    private static void WriteText(XmlWriter xml, string text)
    {
        var written = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var isPair = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]);
            if (isPair || IsPlain(text, i))
            {
                i += isPair ? 1 : 0;
                continue;
            }

            xml.WriteString(text[written..i]);
            xml.WriteCharEntity(XmlConvert.IsXmlChar(text[i]) ? text[i] : '\uFFFD');
            written = i + 1;
        }

        xml.WriteString(text[written..]);
    }

    private static bool IsPlain(string text, int index) => text[index] switch
    {
        '#' => index == 0 || text[index - 1] is not '#',
        ':' => index == 0 || text[index - 1] is not ':',
        >= ' ' and <= '~' => true,
        var character => XmlConvert.IsXmlChar(character) && char.GetUnicodeCategory(character) is not (
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator),
    };
}
