using System.Collections.Immutable;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Packages;

namespace DepRisk.Restore;

/// <summary>
/// A folder of restored packages for a scope that names none: lock files and SBOMs. It is given by whoever asks, and never looked for, so that what happens to lie on a
/// machine changes no result.
/// </summary>
public static class GivenPackages
{
    /// <returns>
    /// The scope with the folders of those packages that are there; an error where the folder cannot be listed. A package whose content is not what the scope says is
    /// left out and is one of the problems: facts of something else would be worse than none.
    /// </returns>
    public static Result<Scope> In(Scope scope, string folder)
    {
        if (PackagesFolder.Open(folder) is not { } given)
        {
            return new InputError(InputErrorCode.Unreadable, folder, "is no folder of packages that can be read; name one such as the folder that 'dotnet nuget locals global-packages --list' prints");
        }

        var packages = new Dictionary<Component, RestoredPackage>(scope.Packages, ReferenceEqualityComparer.Instance);
        var problems = scope.Problems.ToBuilder();
        foreach (var package in Unlocated(scope))
        {
            if (given.Find(package.Id, package.Version!) is not { } found)
            {
                continue;
            }

            var expected = packages.GetValueOrDefault(package)?.ContentHash;
            var actual = expected is null ? null : PackageFolder.Read(found, package.Id, package.Version).ContentHash;
            if (actual is not null && !actual.Equals(expected, StringComparison.Ordinal))
            {
                problems.Add(new InputError(InputErrorCode.ConflictingContent, scope.Name, $"names another content of {package} than the folder of packages holds; its facts stay unknown") { IsPartial = false });
                continue;
            }

            packages[package] = new RestoredPackage(expected, found);
        }

        return scope with { Packages = packages, Problems = problems.ToImmutable() };
    }

    private static IEnumerable<Component> Unlocated(Scope scope)
    {
        var seen = new HashSet<Component>(ReferenceEqualityComparer.Instance);
        foreach (var target in scope.Projects.SelectMany(project => project.Targets))
        {
            for (var i = 0; i < target.Graph.Nodes.Length; i++)
            {
                var component = target.Graph.Nodes[i].Component;
                if (component is { Type: ComponentType.Package, Ecosystem: "nuget", Version: not null } && seen.Add(component) && scope.Packages.GetValueOrDefault(component)?.Folder is null)
                {
                    yield return component;
                }
            }
        }
    }
}
