using System.Collections.Immutable;
using DepRisk.Graph;
using DepRisk.Rules;
using DepRisk.Tool.Rendering;

namespace DepRisk.Tool.Commands;

/// <summary>The line of the reference that a finding is at home at: where a developer would look, so the reference itself and not a central version.</summary>
internal static class FindingPlaces
{
    public static Assessment Located(Seams seams, Assessment assessment)
    {
        var projects = assessment.Input.Scope.Projects.ToDictionary(project => project.Path, StringComparer.Ordinal);
        ImmutableArray<Finding> Of(ImmutableArray<Finding> findings) =>
            [.. findings.Select(finding => finding with { Home = Place(seams, assessment.Input.Scope, projects, finding.Home) })];
        return assessment with { Findings = Of(assessment.Findings), Watched = Of(assessment.Watched) };
    }

    private static FindingHome? Place(Seams seams, Scope scope, Dictionary<string, Project> projects, FindingHome? home)
    {
        if (home is not { Reference: { } reference, Line: 0 } || !projects.TryGetValue(home.Path, out var project))
        {
            return home;
        }

        var places = seams.Locate(scope, project, reference);
        if (places.Count is 0)
        {
            return home;
        }

        var place = places.FirstOrDefault(IsReference) ?? places[0];
        return home with { Path = PathText.Of(place.Path, scope.Root), Line = place.Line, Column = place.Column };
    }

    private static bool IsReference(ReferenceLocation place) => place.Element is "PackageReference" or "GlobalPackageReference" or "#:package" or "package";
}
