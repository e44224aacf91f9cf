using System.Collections.Immutable;
using DepRisk.Graph;

namespace DepRisk.Lock;

/// <summary>What a project refers to itself, as <see cref="LockedProject.References"/> has it.</summary>
internal static class ReferencedPackages
{
    /// <param name="isLocked">
    /// Whether the lock has the project of a path. What a project of ours refers to that is no part of the scope nobody else says: it counts as this project's own.
    /// </param>
    /// <param name="isDelivered">An app has its private references too; nobody else gets those of a library.</param>
    /// <returns>Ids, ordinal without case; null where the edges are not known.</returns>
    public static ImmutableArray<string>? Of(Project project, Func<string, bool> isLocked, bool isDelivered)
    {
        var ids = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var target in project.Targets)
        {
            if (target.Graph.EdgeSource is EdgeSource.Unknown)
            {
                return null;
            }

            Collect(target, isLocked, isDelivered, ids);
        }

        return project.Targets.IsEmpty ? null : [.. ids];
    }

    private static void Collect(Target target, Func<string, bool> isLocked, bool isDelivered, SortedSet<string> ids)
    {
        var graph = target.Graph;
        for (var from = 0; from < graph.Nodes.Length; from++)
        {
            if (from > 0 && (graph.Nodes[from].Component is not { Type: ComponentType.Project } other || isLocked(other.Path ?? other.Id)))
            {
                continue;
            }

            foreach (var to in graph.DependenciesOf(from))
            {
                if (graph.Nodes[to].Component is { Type: ComponentType.Package } package && MayMatter(graph.Nodes[to].Class)
                    && (isDelivered || from > 0 || !IsPrivate(target, package.Id)))
                {
                    ids.Add(LockedPackage.IdOf(package));
                }
            }
        }
    }

    /// <summary>Whoever contains the project does not get it.</summary>
    public static bool IsPrivate(Target target, string id)
    {
        foreach (var reference in target.References)
        {
            if (reference.IsPrivate && reference.Id.Equals(id, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// What is compiled against alone, or excluded here, may ship by somebody else, and was chosen here all the same. What serves the build tells who speaks for a version that one file
    /// decides for several projects.
    /// </summary>
    private static bool MayMatter(DependencyClass dependencyClass) =>
        dependencyClass is DependencyClass.Runtime or DependencyClass.Unknown or DependencyClass.Compile or DependencyClass.Excluded or DependencyClass.Build;
}
