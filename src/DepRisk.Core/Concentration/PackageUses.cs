using System.Collections.Immutable;
using DepRisk.Graph;

namespace DepRisk.Concentration;

/// <summary>One package over the whole scope, tests left out.</summary>
/// <param name="Class">The strongest of its classes: what ships anywhere ships.</param>
/// <param name="IsDirect">One of our own projects refers to it.</param>
/// <param name="Apps">Indexes into <see cref="PackageUses.Delivered"/> of those that ship it, or whose source does not say whether they do; ascending.</param>
/// <param name="Depth">Edges of the shortest route from any project; -1 where no route leads to it.</param>
/// <param name="Dependents">How many components refer to it, in the target where most do.</param>
public sealed record PackageUse(
    Component Component,
    DependencyClass Class,
    bool IsDirect,
    ImmutableArray<int> Apps,
    int Depth,
    int Dependents)
{
    public bool Ships => Class is DependencyClass.Runtime;

    /// <summary>See <see cref="Node.MayShip"/>.</summary>
    public bool MayShip => Class is DependencyClass.Runtime or DependencyClass.Unknown;
}

/// <summary>The packages of a scope, each id and version once.</summary>
/// <param name="Delivered">What reach is counted in: the apps, or where there is none every project that is no test.</param>
/// <param name="Packages">Sorted by id, without case, and version.</param>
public sealed record PackageUses(ImmutableArray<Project> Delivered, bool DeliversApps, ImmutableArray<PackageUse> Packages)
{
    public static PackageUses Of(Scope scope)
    {
        ImmutableArray<Project> apps = [.. scope.Projects.Where(project => project.IsApp)];
        ImmutableArray<Project> others = [.. scope.Projects.Where(project => !project.IsTest)];
        var delivered = apps.IsEmpty ? others : apps;
        var rows = new Dictionary<Component, Row>();
        foreach (var project in others)
        {
            foreach (var target in project.Targets)
            {
                Count(rows, target.Graph, delivered.IndexOf(project));
            }
        }

        return new PackageUses(delivered, !apps.IsEmpty, [.. rows.Select(row => row.Value.Use(row.Key)).OrderBy(use => use.Component, ComponentOrder.Instance)]);
    }

    private static void Count(Dictionary<Component, Row> rows, DependencyGraph graph, int delivered)
    {
        var depths = Depths.Of(graph);
        var inNodes = new Row?[graph.Nodes.Length];
        var dependents = new int[graph.Nodes.Length];
        for (var i = 1; i < graph.Nodes.Length; i++)
        {
            ref readonly var node = ref graph.Nodes[i];
            if (node.Component.Type is not ComponentType.Package)
            {
                continue;
            }

            if (!rows.TryGetValue(node.Component, out var row))
            {
                rows.Add(node.Component, row = new Row());
            }

            row.Count(node, depths[i], delivered);
            inNodes[i] = row;
        }

        for (var from = 0; from < graph.Nodes.Length; from++)
        {
            var isOurs = graph.Nodes[from].Component.Type is ComponentType.Project;
            foreach (var to in graph.DependenciesOf(from))
            {
                dependents[to]++;
                if (isOurs)
                {
                    inNodes[to]?.MarkDirect();
                }
            }
        }

        for (var i = 1; i < inNodes.Length; i++)
        {
            inNodes[i]?.CountDependents(dependents[i]);
        }
    }

    private sealed class Row
    {
        // Projects come in ascending order, so that the last one is the only one that can be here already.
        private readonly List<int> _apps = [];
        private int _dependents;
        private DependencyClass _class = DependencyClass.Downloaded;
        private bool _isDirect;
        private int _depth = Depths.Unreachable;

        public void Count(in Node node, int depth, int delivered)
        {
            _isDirect |= node.IsDirect;
            _class = Strength(node.Class) > Strength(_class) ? node.Class : _class;
            if (node.MayShip && delivered >= 0 && (_apps.Count == 0 || _apps[^1] != delivered))
            {
                _apps.Add(delivered);
            }

            if (depth >= 0 && (_depth < 0 || depth < _depth))
            {
                _depth = depth;
            }
        }

        public void MarkDirect() => _isDirect = true;

        public void CountDependents(int count) => _dependents = Math.Max(_dependents, count);

        public PackageUse Use(Component component) =>
            new(component, _class, _isDirect, [.. _apps], _depth, _dependents);

        private static int Strength(DependencyClass dependencyClass) => dependencyClass switch
        {
            DependencyClass.Runtime => 6,
            DependencyClass.Unknown => 5,
            DependencyClass.Compile => 4,
            DependencyClass.Excluded => 3,
            DependencyClass.Build => 2,
            DependencyClass.Pruned => 1,
            _ => 0,
        };
    }
}
