using System.Collections.Immutable;
using DepRisk.Concentration;
using DepRisk.Graph;
using DepRisk.Rules;

namespace DepRisk.Tool.Rendering;

/// <summary>A package that ships and that no project of ours refers to, in all its versions: what apps rely on is the id.</summary>
/// <param name="Name">Id and versions, for people.</param>
/// <param name="Apps">Indexes into <see cref="PackageUses.Delivered"/>, ascending.</param>
/// <param name="BroughtInBy">Packages that our own projects refer to and from which a route leads to it.</param>
internal sealed record HiddenPackage(string Id, string Name, ImmutableArray<int> Apps, string[] BroughtInBy);

/// <summary>The hidden packages that most apps rely on, the strongest first.</summary>
internal static class HiddenPackages
{
    private const int Shown = 5;

    public static ImmutableArray<HiddenPackage> Of(PackageUses uses) =>
    [
        .. uses.Packages.Where(use => use is { MayShip: true, IsDirect: false, Apps.IsEmpty: false })
            .GroupBy(use => (use.Component.Ecosystem, Id: use.Component.Id.ToUpperInvariant()))
            .Select(group => (Uses: group.ToArray(), Apps: group.SelectMany(use => use.Apps).Distinct().Order().ToImmutableArray()))
            .OrderByDescending(package => package.Apps.Length)
            .ThenByDescending(package => package.Uses.Max(use => use.Dependents))
            .ThenBy(package => package.Uses[0].Component.Id, StringComparer.OrdinalIgnoreCase)
            .Take(Shown)
            .Select(package => new HiddenPackage(
                package.Uses[0].Component.Id,
                $"{package.Uses[0].Component.Id} {Phrase.List([.. package.Uses.Select(use => use.Component.Version ?? "of unknown version")], Shown)}",
                package.Apps,
                BroughtInBy(uses, package.Uses))),
    ];

    private static string[] BroughtInBy(PackageUses uses, PackageUse[] versions)
    {
        var names = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var use in versions)
        {
            foreach (var target in use.Apps.SelectMany(app => uses.Delivered[app].Targets))
            {
                AddReferences(names, target.Graph, use.Component);
            }
        }

        return names.Count == 0 ? ["no known route"] : [.. names];
    }

    private static void AddReferences(SortedSet<string> names, DependencyGraph graph, Component component)
    {
        var index = IndexOf(graph.Nodes, component);
        if (index < 0)
        {
            return;
        }

        var reaching = Dependents.In(graph).Reaching(index);
        for (var from = 0; from < graph.Nodes.Length; from++)
        {
            if (!reaching.Contains(from) || graph.Nodes[from].Component.Type is not ComponentType.Project)
            {
                continue;
            }

            foreach (var to in graph.DependenciesOf(from))
            {
                if (reaching.Contains(to) && graph.Nodes[to].Component is { Type: not ComponentType.Project } reference)
                {
                    names.Add(reference.ToString());
                }
            }
        }
    }

    private static int IndexOf(ReadOnlySpan<Node> nodes, Component component)
    {
        for (var i = 0; i < nodes.Length; i++)
        {
            if (ReferenceEquals(nodes[i].Component, component))
            {
                return i;
            }
        }

        return -1;
    }
}
