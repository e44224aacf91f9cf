using System.Collections.Immutable;
using DepRisk.Evidence;
using DepRisk.Graph;

namespace DepRisk.Concentration;

/// <summary>Source files of ours that use some packages, tests left out.</summary>
/// <param name="Paths">Relative to the scope, ordinal.</param>
/// <param name="Of">How many files the projects have whose build output is known.</param>
/// <param name="Unknown">Paths of the projects that have one of the packages and whose code is not known, ordinal.</param>
public sealed record OwnFiles(ImmutableArray<string> Paths, int Of, ImmutableArray<string> Unknown)
{
    /// <param name="has">Whether a project has one of the packages in its graph: one that has none cannot use it.</param>
    public static OwnFiles Using(Scope scope, ScopeEvidence evidence, Func<Component, bool> isSubject, Func<Project, bool> has)
    {
        var (paths, all, unknown) = (new SortedSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal));
        for (var i = 0; i < scope.Projects.Length; i++)
        {
            var project = scope.Projects[i];
            if (project.IsTest)
            {
                continue;
            }

            if (evidence.Bindings.IsEmpty || evidence.Bindings[i] is not { Unknown: null } binding)
            {
                if (has(project))
                {
                    unknown.Add(project.Path);
                }

                continue;
            }

            all.UnionWith(binding.Files);
            paths.UnionWith(binding.Packages.Where(package => isSubject(package.Package)).SelectMany(package => package.Sites).Select(site => site.Path));
        }

        return new OwnFiles([.. paths], all.Count, [.. unknown]);
    }
}
