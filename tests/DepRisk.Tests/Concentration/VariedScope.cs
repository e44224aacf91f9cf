using System.Collections.Immutable;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Packages;
using DepRisk.Packages.Build;
using DepRisk.Packages.Capabilities;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Concentration;

/// <summary>
/// Small scopes of every shape: three apps, a library and a test, graphs of at most twelve nodes with and without cycles, some nodes projects of ours, some packages
/// in two versions, families of one owner, packages of which nothing is known. What must not change any number can be varied.
/// </summary>
internal sealed class VariedScope
{
    private const int Most = 12;

    private readonly int _seed;
    private readonly ComponentTable _table = new();

    public VariedScope(int seed)
    {
        _seed = seed;
    }

    /// <summary>Nodes of each graph, and projects, in another order.</summary>
    public bool IsShuffled { get; init; }

    /// <summary>Every other project spells ids in another case.</summary>
    public bool IsMixedCase { get; init; }

    /// <summary>Each target is there twice, as of files that a build left in two places.</summary>
    public bool IsDuplicated { get; init; }

    public Scope Build()
    {
        var projects = Enumerable.Range(0, 5).Select(Project).ToArray();
        if (IsShuffled)
        {
            Array.Reverse(projects);
        }

        return new TestScope("x").Build() with { Projects = [.. projects] };
    }

    /// <summary>Owners, capabilities and size of a package follow from its id alone; every seventh is not on disk.</summary>
    public ScopeEvidence Evidence(Scope scope)
    {
        var packages = new Dictionary<Component, PackageEvidence>(ReferenceEqualityComparer.Instance);
        foreach (var component in scope.Projects.SelectMany(project => project.Targets).SelectMany(target => target.Graph.Nodes.ToArray()).Select(node => node.Component).Distinct())
        {
            if (component.Type is ComponentType.Package && Number(component) is var number && (number + _seed) % 7 is not 0)
            {
                var random = new Random((_seed * 100) + number);
                string[] owners = ["ann", "bob", "ann bob", "eve", "ann eve"];
                var use = new CapabilityUse((Capability)random.Next(12), "A.B", "System.C");
                packages[component] = new PackageEvidence(
                    PackageFolder.Unknown, TestEvidence.Signed(owners[random.Next(owners.Length)]), BuildPower.None, [new AssemblyFacts("lib/net8.0/A.dll", Guid.Empty, random.Next(1, 9), [use])]);
            }
        }

        return new ScopeEvidence(packages, []);
    }

    private static int Number(Component component) => int.Parse(component.Id.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture);

    private Project Project(int index)
    {
        var random = new Random((_seed * 10) + index);
        var count = random.Next(1, Most + 1);
        var component = _table.Project($"App{index}", "1.0.0", $"App{index}/App{index}.csproj");
        Node[] nodes = [new Node(component, DependencyClass.Runtime, NodeTraits.None, []), .. Enumerable.Range(1, count - 1).Select(i => Node(random, index, i))];
        var edges = Enumerable.Range(0, random.Next(0, count * 3)).Select(_ => (A: random.Next(count), B: random.Next(count)))
            // Half of the graphs have cycles and self edges.
            .Select(edge => _seed % 2 is 0 ? edge : (Math.Min(edge.A, edge.B), Math.Max(edge.A, edge.B))).ToArray();
        var target = new Target("net10.0", "net10.0", null, false, [], Graph(nodes, edges, random));
        return new Project(component, index switch { < 3 => ProjectRole.App, 3 => ProjectRole.Library, _ => ProjectRole.Test }, "", IsDuplicated ? [target, target with { Name = "net9.0" }] : [target]);
    }

    private Node Node(Random random, int project, int i)
    {
        var dependencyClass = random.Next(6) switch { 0 => DependencyClass.Compile, 1 => DependencyClass.Unknown, _ => DependencyClass.Runtime };
        var version = random.Next(4) is 0 ? "2.0.0" : "1.0.0";
        var id = IsMixedCase && project % 2 is 0 ? $"p{i}" : $"P{i}";
        var component = i % 5 is 3 ? _table.Project($"Lib{i}", "1.0.0", $"Lib{i}/Lib{i}.csproj") : _table.Package(id, version);
        return new Node(component, dependencyClass, NodeTraits.None, []);
    }

    private DependencyGraph Graph(Node[] nodes, (int From, int To)[] edges, Random random)
    {
        var places = Enumerable.Range(0, nodes.Length).ToArray();
        if (IsShuffled)
        {
            random.Shuffle(places.AsSpan(1));
        }

        var moved = new Node[nodes.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            moved[places[i]] = nodes[i];
        }

        return DependencyGraph.Create(moved, edges.Select(edge => new Edge(places[edge.From], places[edge.To])));
    }
}
