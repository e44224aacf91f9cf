using System.Globalization;
using System.Security;
using DepRisk.Graph;
using DepRisk.Tool.Commands;

namespace DepRisk.Tool.Rendering;

/// <summary>The edit that upgrades a package, as a line to paste. NEW stands for the version that one wants: which exist is not known offline.</summary>
internal static class UpgradeEdit
{
    public static IReadOnlyList<string> For(Scope scope, IReadOnlyList<Project> projects, PackageHit hit, ReferenceLocator locate)
    {
        var component = hit.Node.Component;
        if (component.Type is not ComponentType.Package || component.Ecosystem is not "nuget")
        {
            return [];
        }

        return [.. projects
            .SelectMany(project => Edits(scope, project, component.Id, locate))
            .Distinct(StringComparer.Ordinal)];
    }

    public static string Place(Scope scope, ReferenceLocation location) =>
        string.Create(CultureInfo.InvariantCulture, $"{PathText.Of(location.Path, scope.Root)}({location.Line},{location.Column})");

    private static IEnumerable<string> Edits(Scope scope, Project project, string id, ReferenceLocator locate)
    {
        var places = locate(scope, project, id);
        // With central versions the reference itself states none: the line to edit is the other one.
        var stating = places.Where(place => place.Version is not null).ToArray();
        if (stating.Length > 0)
        {
            return stating.Select(place => $"{Place(scope, place)}: {Element(place.Element, id)}   now {place.Version}");
        }

        var isCentral = project.Targets.Any(target => target.References.Any(reference => reference.IsCentrallyVersioned));
        var extension = Path.GetExtension(project.Path);
        return extension switch
        {
            ".cs" => [$"add to {project.Path}: #:package {id}@NEW"],
            _ when !extension.EndsWith("proj", StringComparison.OrdinalIgnoreCase) => [],
            _ when !isCentral => [$"add to {project.Path}: {Element("PackageReference", id)}"],
            _ =>
            [
                $"add to Directory.Packages.props: {Element("PackageVersion", id)}",
                .. places.Count > 0 ? [] : new[] { $"add to {project.Path}: <PackageReference Include=\"{Escape(id)}\" />" },
            ],
        };
    }

    private static string Element(string element, string id) => element switch
    {
        "package" => $"<package id=\"{Escape(id)}\" version=\"NEW\" />",
        "#:package" => $"#:package {id}@NEW",
        "Property" => "NEW as the value of this property",
        "PackageReferenceUpdate" => $"<PackageReference Update=\"{Escape(id)}\" Version=\"NEW\" />",
        _ => $"<{element} Include=\"{Escape(id)}\" Version=\"NEW\" />",
    };

    private static string Escape(string text) => SecurityElement.Escape(text);
}
