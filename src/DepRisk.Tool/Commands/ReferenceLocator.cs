using DepRisk.Graph;
using DepRisk.Restore;

namespace DepRisk.Tool.Commands;

/// <summary>Where a file states a package.</summary>
/// <param name="Path">Absolute, or relative to the scope.</param>
/// <param name="Element">PackageReference, PackageVersion, package...</param>
/// <param name="Version">As written; null where the element has none.</param>
internal sealed record ReferenceLocation(string Path, long Line, long Column, string Element, string? Version);

/// <summary>The places that one would edit to change the version that <paramref name="project"/> gets of a package; none where it states none.</summary>
internal delegate IReadOnlyList<ReferenceLocation> ReferenceLocator(Scope scope, Project project, string id);

internal static class ReferenceLocators
{
    public static ReferenceLocator Default { get; } = Locate;

    // The declaration that bears the version comes first: it is the one to edit.
    private static IReadOnlyList<ReferenceLocation> Locate(Scope scope, Project project, string id)
    {
        var path = Path.GetFullPath(Path.Combine(scope.Root, project.Path));
        if (!File.Exists(path) || !ScopeDiscovery.IsSource(path))
        {
            return [];
        }

        return [.. PackageReferenceLocator.LocateOnDisk(path, id, new ProjectFileTable())
            .OrderByDescending(declaration => declaration.BearsVersion)
            .Select(declaration => new ReferenceLocation(declaration.File, declaration.EditPosition.Line, declaration.EditPosition.Column, Element(declaration.Kind), declaration.Version))];
    }

    private static string Element(DeclarationKind kind) => kind switch
    {
        DeclarationKind.PackagesConfig => "package",
        DeclarationKind.AppDirective => "#:package",
        _ => kind.ToString(),
    };
}
