using DepRisk.Graph;
using DepRisk.Rules;

namespace DepRisk.Build;

/// <summary>A finding as one line of a build: what it is, how this line brings it in, and what to do.</summary>
internal static class FindingMessage
{
    private const int Shown = 8;

    /// <param name="more">Of the first day: how many further warnings the tool shows.</param>
    public static string Of(Finding finding, Project project, int more)
    {
        var parts = new List<string> { finding.Message };
        if (Route(finding, project) is { } route)
        {
            parts.Add($"This line brings it in: {route}.");
        }

        if (Way(finding) is { } way)
        {
            parts.Add(way);
        }

        if (more > 0)
        {
            parts.Add($"And {Phrase.Number(more)} more: 'deprisk scan'.");
        }

        return string.Join(' ', parts);
    }

    private static string? Way(Finding finding)
    {
        if (finding.WaysOut.IsEmpty)
        {
            return null;
        }

        if (!finding.WaysOut[0].References.IsEmpty)
        {
            // The sentence has named them; a line is short.
            return $"Drop or replace what brings it in, or pin its version: 'deprisk why {finding.Subject}'.";
        }

        var text = finding.WaysOut[0].Text;
        var asks = finding.Packages.IsEmpty || text.Contains("'deprisk ", StringComparison.Ordinal) ? "" : $": 'deprisk why {finding.Subject}'";
        return $"{char.ToUpperInvariant(text[0])}{text[1..]}{asks}.";
    }

    /// <returns>The shortest way from the reference to the package; null where the reference is the package, or the line is not this project's.</returns>
    private static string? Route(Finding finding, Project project)
    {
        if (finding.Home is not { Reference: { } reference } || !finding.Home.Path.Equals(project.Path, StringComparison.Ordinal))
        {
            return null;
        }

        foreach (var target in project.Targets)
        {
            var graph = target.Graph;
            var from = Find(graph, node => node.Component.Id.Equals(reference, StringComparison.OrdinalIgnoreCase) && node.Component.Type is not ComponentType.Project);
            var to = Find(graph, node => finding.Packages.Contains(node.Component) && node.Component.Id.Equals(finding.Subject, StringComparison.OrdinalIgnoreCase));
            to = to < 0 ? Find(graph, node => finding.Packages.Contains(node.Component)) : to;
            if (from >= 0 && to >= 0 && from != to && Steps(graph, from, to) is { } steps)
            {
                return string.Join(" -> ", steps.Length <= Shown ? steps : [.. steps[..(Shown / 2)], "...", .. steps[^(Shown / 2)..]]);
            }
        }

        return null;
    }

    private static int Find(DependencyGraph graph, Func<Node, bool> isWanted)
    {
        for (var i = 1; i < graph.Nodes.Length; i++)
        {
            if (isWanted(graph.Nodes[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static string[]? Steps(DependencyGraph graph, int from, int to)
    {
        var distances = Dependents.In(graph).DistancesTo(to);
        if (distances[from] < 0)
        {
            return null;
        }

        var steps = new List<string> { graph.Nodes[from].Component.Id };
        for (var node = from; node != to;)
        {
            foreach (var next in graph.DependenciesOf(node))
            {
                if (distances[next] == distances[node] - 1)
                {
                    steps.Add(graph.Nodes[next].Component.ToString());
                    node = next;
                    break;
                }
            }
        }

        return [.. steps];
    }
}
