using DepRisk.Graph;

namespace DepRisk.Tests.Graph;

/// <summary>Graphs by hand: node i is called by its index, node 0 is the project.</summary>
internal static class TestGraph
{
    public static DependencyGraph Of(int nodes, params (int From, int To)[] edges)
    {
        var table = new ComponentTable();
        return DependencyGraph.Create(
            [.. Enumerable.Range(0, nodes).Select(i => new Node(
                i == 0 ? table.Project("App", "1.0.0", "App.csproj") : table.Package(Name(i), "1.0.0"),
                DependencyClass.Runtime,
                NodeTraits.None,
                []))],
            edges.Select(edge => new Edge(edge.From, edge.To)));
    }

    public static DependencyGraph Random(int seed)
    {
        var random = new Random(seed);
        var nodes = random.Next(1, 9);
        var edges = new (int, int)[random.Next(0, nodes * 3)];
        for (var i = 0; i < edges.Length; i++)
        {
            var (from, to) = (random.Next(nodes), random.Next(nodes));
            // Half of the graphs have cycles and self edges.
            edges[i] = seed % 2 == 0 ? (from, to) : (Math.Min(from, to), Math.Max(from, to));
        }

        return Of(nodes, edges);
    }

    public static DependencyGraph Chain(int nodes) =>
        Of(nodes, [.. Enumerable.Range(0, nodes - 1).Select(i => (i, i + 1))]);

    /// <summary>The definition of reachability, without any of the code under test.</summary>
    public static bool Reaches(DependencyGraph graph, int from, int to, int without = -1)
    {
        var seen = new HashSet<int>();
        var open = new List<int> { from };
        while (open.Count > 0 && from != without)
        {
            var node = open[^1];
            open.RemoveAt(open.Count - 1);
            if (node != without && seen.Add(node))
            {
                open.AddRange(graph.DependenciesOf(node));
            }
        }

        return seen.Contains(to);
    }

    /// <summary>Every simple route, by plain recursion.</summary>
    public static IEnumerable<int[]> AllRoutes(DependencyGraph graph, int target, params int[] path)
    {
        if (path[^1] == target)
        {
            return [path];
        }

        return graph.DependenciesOf(path[^1]).ToArray()
            .Where(next => !path.Contains(next))
            .SelectMany(next => AllRoutes(graph, target, [.. path, next]));
    }

    private static string Name(int index) => "P" + index.ToString("D7", System.Globalization.CultureInfo.InvariantCulture);
}
