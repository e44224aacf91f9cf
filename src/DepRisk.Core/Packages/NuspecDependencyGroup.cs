using System.Collections.Immutable;
using System.Xml;
using DepRisk.Input;

namespace DepRisk.Packages;

/// <summary>What a package declares to need where it is used for one target framework.</summary>
/// <param name="TargetFramework">As written; null for any framework.</param>
public sealed record NuspecDependencyGroup(string? TargetFramework, ImmutableArray<NuspecDependency> Dependencies);

/// <param name="Range">As written; empty for any version.</param>
/// <param name="Include">The assets that are taken, as written, separated by commas; null where it does not say.</param>
/// <param name="Exclude">The assets that are not taken; null where it does not say.</param>
public sealed record NuspecDependency(string Id, string Range, string? Include = null, string? Exclude = null);

/// <summary>Reads the element <c>dependencies</c> of a nuspec.</summary>
internal static class NuspecDependencyReader
{
    // <dependencies> <group targetFramework="net45"> <dependency id="A" version="1.0" exclude="Build,Analyzers" /> </group> </dependencies>

    /// <returns>In the order of the file; dependencies without a group are one group for any framework, behind the others.</returns>
    public static ImmutableArray<NuspecDependencyGroup> Read(XmlReader reader)
    {
        var groups = ImmutableArray.CreateBuilder<NuspecDependencyGroup>();
        var loose = ImmutableArray.CreateBuilder<NuspecDependency>();
        if (reader.IsEmptyElement)
        {
            return [];
        }

        var depth = reader.Depth;
        while (XmlInput.Read(reader) && reader.Depth > depth)
        {
            if (reader.NodeType is XmlNodeType.Element && reader.Depth == depth + 1 && reader.LocalName is "group")
            {
                groups.Add(Group(reader));
            }
            else if (reader.NodeType is XmlNodeType.Element && reader.Depth == depth + 1 && reader.LocalName is "dependency")
            {
                loose.Add(Dependency(reader));
            }
        }

        if (loose.Count > 0)
        {
            groups.Add(new NuspecDependencyGroup(null, loose.DrainToImmutable()));
        }

        return groups.DrainToImmutable();
    }

    private static NuspecDependencyGroup Group(XmlReader reader)
    {
        var framework = reader.GetAttribute("targetFramework");
        var dependencies = ImmutableArray.CreateBuilder<NuspecDependency>();
        if (!reader.IsEmptyElement)
        {
            var depth = reader.Depth;
            while (XmlInput.Read(reader) && reader.Depth > depth)
            {
                if (reader.NodeType is XmlNodeType.Element && reader.Depth == depth + 1 && reader.LocalName is "dependency")
                {
                    dependencies.Add(Dependency(reader));
                }
            }
        }

        return new NuspecDependencyGroup(string.IsNullOrWhiteSpace(framework) ? null : framework.Trim(), dependencies.DrainToImmutable());
    }

    private static NuspecDependency Dependency(XmlReader reader) => new(
        reader.GetAttribute("id")?.Trim() is { Length: > 0 } id ? id : throw new InputException(InputErrorCode.Unexpected, "has a <dependency> without id"),
        reader.GetAttribute("version")?.Trim() ?? "",
        reader.GetAttribute("include")?.Trim(),
        reader.GetAttribute("exclude")?.Trim());
}
