using DepRisk.Graph;

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
    public static ReferenceLocator Default { get; } = (_, _, _) => [];
}
