using DepRisk.Graph;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Graph;

/// <summary>Four projects over random graphs of at most eight nodes: packages P1, P2, P4, ... that all of them share, and libraries of ours in between.</summary>
internal static class RandomProjects
{
    public static Scope Of(int seed, params ProjectRole[] roles)
    {
        var table = new ComponentTable();
        var projects = roles.Select((role, i) =>
        {
            var component = table.Project($"App{i}", "1.0.0", $"App{i}/App{i}.csproj");
            return new Project(component, role, "", [Target(table, component, (seed * 7) + i), .. i is 0 ? new[] { Target(table, component, (seed * 7) + 5) } : []]);
        });
        return new TestScope("x").Build() with { Projects = [.. projects] };
    }

    private static Target Target(ComponentTable table, Component project, int seed)
    {
        var shape = TestGraph.Random(seed);
        Node[] nodes = [.. Enumerable.Range(0, shape.Nodes.Length).Select(i => new Node(
            i is 0 ? project : IsLibrary(i) ? table.Project($"Lib{i}", "1.0.0", $"Lib{i}/Lib{i}.csproj") : table.Package($"P{i}", "1.0.0"), DependencyClass.Runtime, NodeTraits.None, []))];
        // No package refers to a project of ours.
        var edges = Enumerable.Range(0, nodes.Length).SelectMany(from => shape.DependenciesOf(from).ToArray().Select(to => new Edge(from, to)))
            .Where(edge => edge.To is not 0 && (!IsLibrary(edge.To) || edge.From is 0 || IsLibrary(edge.From)));
        return new Target("net10.0", "net10.0", null, false, [], DependencyGraph.Create(nodes, edges));
    }

    private static bool IsLibrary(int node) => node % 4 is 3;
}
