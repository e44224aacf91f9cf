using System.Globalization;
using System.Text;
using DepRisk.Graph;

namespace DepRisk.Reports;

/// <summary>The graph for Graphviz: one cluster a project and target.</summary>
public static class GraphDot
{
    public static void Write(Scope scope, Stream stream)
    {
        using var dot = new StreamWriter(stream, new UTF8Encoding(false), bufferSize: -1, leaveOpen: true) { NewLine = "\n" };
        dot.WriteLine("digraph deprisk {");
        dot.WriteLine("  rankdir=LR;");
        dot.WriteLine("  node [shape=box];");
        var index = 0;
        foreach (var project in scope.Projects)
        {
            foreach (var target in project.Targets)
            {
                WriteCluster(dot, project, target, index++);
            }
        }

        dot.WriteLine("}");
    }

    private static void WriteCluster(StreamWriter dot, Project project, Target target, int index)
    {
        dot.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  subgraph cluster_{index} {{"));
        dot.WriteLine($"    label={Quoted($"{project.Name} {target.Name}")};");
        for (var node = 0; node < target.Graph.Nodes.Length; node++)
        {
            var component = target.Graph.Nodes[node].Component;
            dot.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"    g{index}n{node} [label={Quoted(component.ToString())}{Style(target.Graph.Nodes[node])}];"));
        }

        for (var from = 0; from < target.Graph.Nodes.Length; from++)
        {
            foreach (var to in target.Graph.DependenciesOf(from))
            {
                dot.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    g{index}n{from} -> g{index}n{to};"));
            }
        }

        dot.WriteLine("  }");
    }

    private static string Style(in Node node) => node switch
    {
        { Component.Type: ComponentType.Project } => ", style=bold",
        { Class: DependencyClass.Runtime or DependencyClass.Unknown } => "",
        _ => $", style=dashed, tooltip={Quoted(ReportNames.Of(node.Class))}",
    };

    /// <summary>
    /// A quoted id. A backslash starts an escape of Graphviz (\N, \G, \l), so it is doubled; what would command a terminal or a build
    /// log becomes a character reference, which Graphviz reads as HTML does.
    /// </summary>
    private static string Quoted(string text)
    {
        var builder = new StringBuilder(text.Length + 2).Append('"');
        var last = '\0';
        foreach (var character in text)
        {
            _ = character switch
            {
                '"' or '\\' => builder.Append('\\').Append(character),
                '&' => builder.Append("&amp;"),
                '#' when last is '#' => builder.Append("&#35;"),
                _ when char.IsControl(character) => builder.Append(' '),
                _ when IsInvisible(character) => builder.Append(CultureInfo.InvariantCulture, $"&#{(int)character};"),
                _ => builder.Append(character),
            };
            last = character;
        }

        return builder.Append('"').ToString();
    }

    private static bool IsInvisible(char character) => char.GetUnicodeCategory(character) is
        UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
