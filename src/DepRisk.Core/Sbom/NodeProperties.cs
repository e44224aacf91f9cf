using System.Collections.Immutable;
using DepRisk.Graph;

namespace DepRisk.Sbom;

/// <summary>Everything that makes a component what it is in a document; equal keys share one component.</summary>
/// <param name="Targets">Names, one a line.</param>
/// <param name="Dropped">Texts of dropped edges, one a line.</param>
/// <param name="Test">It appears in test projects only.</param>
/// <param name="Users">Projects of the document whose own code uses it, see <see cref="BomUses"/>.</param>
internal sealed record ComponentKey(
    Component Component,
    string Ref,
    DependencyClass Class,
    NodeTraits Traits,
    ImmutableArray<ShippedFile> Files,
    string? ProvidedBy,
    string Targets,
    string Dropped,
    bool Test,
    string Users);

/// <summary>What a target says of a component and CycloneDX has no field for.</summary>
internal static class NodeProperties
{
    public static List<BomProperty> Of(ComponentKey key)
    {
        var properties = new List<BomProperty>(12);
        if (key.Class is not DependencyClass.Unknown)
        {
            properties.Add(new BomProperty("deprisk:class", ClassName(key.Class)));
        }

        properties.AddRange(Lines(key.Targets).Select(target => new BomProperty("deprisk:target", target)));
        properties.AddRange(Lines(key.Dropped).Select(dropped => new BomProperty("deprisk:pruned-edge", dropped)));
        if ((key.Traits & NodeTraits.Direct) is not NodeTraits.None)
        {
            properties.Add(new BomProperty("deprisk:direct", "true"));
        }

        if ((key.Traits & NodeTraits.Pinned) is not NodeTraits.None)
        {
            properties.Add(new BomProperty("deprisk:pinned-by", "Directory.Packages.props"));
        }

        if ((key.Traits & NodeTraits.NotPublished) is not NodeTraits.None)
        {
            properties.Add(new BomProperty("deprisk:publish", "excluded"));
        }

        if (key.ProvidedBy is { } framework)
        {
            properties.Add(new BomProperty("deprisk:provided-by", framework));
        }

        return properties;
    }

    private static string ClassName(DependencyClass value) => value switch
    {
        DependencyClass.Runtime => "runtime",
        DependencyClass.Compile => "compile",
        DependencyClass.Build => "build",
        DependencyClass.Pruned => "pruned",
        DependencyClass.Excluded => "excluded",
        _ => "downloaded",
    };

    private static string[] Lines(string text) => text.Length is 0 ? [] : text.Split('\n');
}
