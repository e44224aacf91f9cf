using System.Collections.Immutable;
using DepRisk.Evidence;
using DepRisk.Graph;

namespace DepRisk.Concentration;

/// <summary>One target of an app with the control group of each of its nodes.</summary>
/// <param name="App">Index into <see cref="GroupedScope.Apps"/>.</param>
/// <param name="GroupOf">Index into <see cref="GroupedScope.Groups"/> by node; -1 for what is no package.</param>
public sealed record GroupedTarget(int App, Target Target, ImmutableArray<int> GroupOf);

/// <summary>What apps deliver, by control group: a family of packages is one thing here, so that it is never a route to itself.</summary>
/// <param name="Apps">What reach is counted in, see <see cref="PackageUses.Delivered"/>.</param>
/// <param name="Groups">Of the packages that some app ships, or of which no source says whether it does.</param>
/// <param name="Targets">Of the apps, in their order.</param>
public sealed record GroupedScope(ImmutableArray<Project> Apps, ImmutableArray<ControlGroup> Groups, ImmutableArray<GroupedTarget> Targets)
{
    public const int NoGroup = -1;

    /// <summary>By group, the others that count as part of it where routes to it are looked at, see <see cref="ControlFamily"/>.</summary>
    public ImmutableArray<ImmutableArray<int>> Families { get; init; } = [];

    public static GroupedScope Of(Scope scope, ScopeEvidence evidence) => Of(PackageUses.Of(scope), evidence, []);

    /// <param name="platforms">See <see cref="Platform.Holds"/>.</param>
    public static GroupedScope Of(PackageUses uses, ScopeEvidence evidence, ImmutableArray<string> platforms)
    {
        var groups = ControlGroup.Of(uses.Packages.Where(use => use.MayShip && !use.Apps.IsEmpty).Select(use => use.Component), evidence, platforms);
        var groupOf = new Dictionary<Component, int>(ReferenceEqualityComparer.Instance);
        for (var group = 0; group < groups.Length; group++)
        {
            foreach (var package in groups[group].Packages)
            {
                groupOf.Add(package, group);
            }
        }

        ImmutableArray<GroupedTarget> targets = [.. uses.Delivered.SelectMany((app, i) => app.Targets.Select(target => new GroupedTarget(i, target, GroupsOf(target.Graph, groupOf))))];
        return new GroupedScope(uses.Delivered, groups, targets) { Families = ControlFamily.In(groups, targets) };
    }

    /// <summary>The others of its family, ascending; mostly none.</summary>
    public ImmutableArray<int> FamilyOf(int group) => Families.IsEmpty ? [] : Families[group];

    /// <summary>Whether a node's group is this one or of its family.</summary>
    /// <param name="groupOfNode">As <see cref="GroupedTarget.GroupOf"/> has it.</param>
    public bool IsOf(int groupOfNode, int group) => groupOfNode == group || FamilyOf(group).Contains(groupOfNode);

    private static ImmutableArray<int> GroupsOf(DependencyGraph graph, Dictionary<Component, int> groupOf)
    {
        var groups = ImmutableArray.CreateBuilder<int>(graph.Nodes.Length);
        foreach (var node in graph.Nodes)
        {
            groups.Add(groupOf.GetValueOrDefault(node.Component, NoGroup));
        }

        return groups.MoveToImmutable();
    }
}
