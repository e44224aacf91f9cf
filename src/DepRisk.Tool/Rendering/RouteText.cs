using System.Globalization;
using DepRisk.Graph;
using NuGet.Versioning;

namespace DepRisk.Tool.Rendering;

/// <summary>A route as people read it: <c>App -> A 1.0 -> B 2.0 (asked for [2.0])</c>.</summary>
internal static class RouteText
{
    /// <summary>Steps that are shown of a long route: as many from its start as from its end.</summary>
    private const int Shown = 12;

    /// <param name="start">What stands for node 0.</param>
    public static string Of(DependencyGraph graph, IReadOnlyList<int> route, string start)
    {
        var steps = new List<string> { start };
        for (var i = 1; i < route.Count; i++)
        {
            if (route.Count > Shown && i == Shown / 2)
            {
                var left = route.Count - Shown;
                steps.Add(string.Create(CultureInfo.InvariantCulture, $"... {left:N0} more ..."));
                i += left;
            }

            steps.Add(Step(graph, route[i - 1], route[i]));
        }

        return string.Join(" -> ", steps);
    }

    private static string Step(DependencyGraph graph, int from, int to)
    {
        var component = graph.Nodes[to].Component;
        var requested = graph.RequestedBy(from);
        var range = requested.IsEmpty ? null : requested[graph.DependenciesOf(from).BinarySearch(to)];
        return range is null || AsksForWhatItGot(range, component.Version) ? component.ToString() : $"{component} (asked for {Asked(range)})";
    }

    /// <summary>One spelling of "this version or later": restore outputs write it as <c>1.0.0</c> or as <c>[1.0.0, )</c>.</summary>
    private static string Asked(string range) => Minimum(range)?.ToNormalizedString() ?? range;

    /// <summary>The usual case, "this version or later" and got this one, tells the reader nothing.</summary>
    private static bool AsksForWhatItGot(string range, string? version) =>
        range.Length == 0 || (Minimum(range) is { } asked && NuGetVersion.TryParse(version, out var got) && asked == got);

    /// <returns>Null where the range says more than a lowest version.</returns>
    private static NuGetVersion? Minimum(string range) =>
        VersionRange.TryParse(range, out var parsed) && parsed is { HasUpperBound: false, IsMinInclusive: true, IsFloating: false } ? parsed.MinVersion : null;
}
