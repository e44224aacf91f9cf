using System.Collections.Immutable;
using DepRisk.Graph;
using DepRisk.Lock;
using DepRisk.RiskModel;
using DepRisk.Rules;

namespace DepRisk.Build;

/// <summary>What the rules about code need of the concentrated components that a project has.</summary>
internal static class WatchedLines
{
    private const int Named = 2;

    public static ImmutableArray<WatchedPackage> Of(ImmutableArray<WatchedComponent> watched, Project project, Policy policy, string root) =>
    [
        .. watched
            .Select(component => new WatchedPackage(
                component.Package.Id, component.Reason, component.IsDirect, policy.IsAdapter(component.Package.Id, project.Path, root), Assemblies(component.Package, project))
            {
                BroughtInBy = component.IsDirect ? null : BroughtInBy(component.Package, project),
            })
            .Where(package => !package.Assemblies.IsEmpty)
            .OrderBy(package => package.Id, StringComparer.Ordinal),
    ];

    private static ImmutableArray<string> Assemblies(Component package, Project project) =>
    [
        .. project.Targets
            .SelectMany(target => target.Graph.Nodes.ToArray())
            .Where(node => ReferenceEquals(node.Component, package) && !node.Files.IsDefaultOrEmpty)
            .SelectMany(node => node.Files)
            .Where(file => file is { Type: ShippedFileType.Assembly, RuntimeIdentifier: null, Culture: null })
            .Select(file => Path.GetFileNameWithoutExtension(file.Path))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>References of ours, this project's or those of a project that it refers to.</summary>
    private static string? BroughtInBy(Component package, Project project)
    {
        var names = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var target in project.Targets)
        {
            for (var node = 1; node < target.Graph.Nodes.Length; node++)
            {
                if (ReferenceEquals(target.Graph.Nodes[node].Component, package))
                {
                    names.UnionWith(DominatingReference.Of(target.Graph, node).Reaching.Select(reference => target.Graph.Nodes[reference].Component.Id));
                }
            }
        }

        names.Remove(package.Id);
        return names.Count is 0 ? null : Phrase.List([.. names], Named);
    }
}
