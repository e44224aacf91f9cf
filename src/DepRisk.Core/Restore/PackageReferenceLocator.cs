using System.Buffers;
using System.Collections.Immutable;
using System.Xml;
using DepRisk.Input;

namespace DepRisk.Restore;

/// <summary>Finds the lines that declare a package for a project, in the order in which MSBuild reads them; packages.config last.</summary>
public static class PackageReferenceLocator
{
    private static readonly SearchValues<char> NotInNames = SearchValues.Create("$()[].: ");

    /// <summary>As <see cref="Locate(string, string, ProjectFileTable, string?)"/>, with the packages.config beside the project where there is one.</summary>
    public static ImmutableArray<Declaration> LocateOnDisk(string projectPath, string packageId, ProjectFileTable table)
    {
        var packagesConfig = Path.Combine(Path.GetDirectoryName(projectPath)!, "packages.config");
        return Locate(projectPath, packageId, table, File.Exists(packagesConfig) ? packagesConfig : null);
    }

    public static ImmutableArray<Declaration> Locate(string projectPath, string packageId, ProjectFileTable table, string? packagesConfigPath = null) =>
        Locate(ProjectSources.Read(projectPath, table), packageId, packagesConfigPath);

    public static ImmutableArray<Declaration> Locate(ProjectSources sources, string packageId, string? packagesConfigPath = null)
    {
        var found = ImmutableArray.CreateBuilder<Declaration>();
        var mentions = Mentions(sources, packageId);
        var overridden = mentions.Exists(mention => mention.Item.IsVersionOverride);
        var properties = new List<string>();
        foreach (var (file, item) in mentions)
        {
            var property = PropertyOf(item.Version);
            if (property is not null && sources.Property(property) is { File: { } holder } fact)
            {
                AddProperty(found, properties, property, holder, fact);
                found.Add(Of(file, item, bearsVersion: false));
                continue;
            }

            // A VersionOverride in the project beats the central version.
            found.Add(Of(file, item, item.Version is not null && !(overridden && item.Type is ProjectItemType.PackageVersion)));
        }

        if (packagesConfigPath is not null)
        {
            AddPackagesConfig(found, packagesConfigPath, packageId);
        }

        return found.ToImmutable();
    }

    /// <summary>The place to edit: the last one that holds the version, an unconditional one where there is any; null where none is literal.</summary>
    public static Declaration? VersionBearing(ImmutableArray<Declaration> declarations) =>
        declarations.LastOrDefault(one => one is { BearsVersion: true, IsConditional: false }) ?? declarations.LastOrDefault(one => one.BearsVersion);

    /// <summary>The place to point at: the reference itself where there is one, rather than a central version.</summary>
    public static Declaration? Reference(ImmutableArray<Declaration> declarations) =>
        declarations.FirstOrDefault(one => one.Kind is DeclarationKind.PackageReference or DeclarationKind.AppDirective or DeclarationKind.PackagesConfig or DeclarationKind.GlobalPackageReference)
        ?? declarations.FirstOrDefault();

    private static List<SourcedItem> Mentions(ProjectSources sources, string packageId)
    {
        var mentions = new List<SourcedItem>();
        foreach (var sourced in sources.Items)
        {
            if (Kind(sourced.Item) is not null && sourced.Item.Id.Equals(packageId, StringComparison.OrdinalIgnoreCase))
            {
                mentions.Add(sourced);
            }
        }

        return mentions;
    }

    private static Declaration Of(ProjectFile file, ProjectItem item, bool bearsVersion)
    {
        var kind = file.Path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) ? DeclarationKind.AppDirective : Kind(item)!.Value;
        return new Declaration(file.Path, item.Position, kind, item.Version, bearsVersion, item.IsConditional, item.VersionPosition);
    }

    private static void AddProperty(ImmutableArray<Declaration>.Builder found, List<string> known, string name, ProjectFile holder, PropertyFact fact)
    {
        if (!known.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            known.Add(name);
            found.Add(new Declaration(holder.Path, fact.Position, DeclarationKind.Property, fact.Value, fact.IsKnown, !fact.IsKnown, fact.Position));
        }
    }

    /// <summary>The name in <c>$(Name)</c>; null where the version is anything else.</summary>
    private static string? PropertyOf(string? version) =>
        version is ['$', '(', .. var name, ')'] && !name.AsSpan().ContainsAny(NotInNames) ? name : null;

    private static DeclarationKind? Kind(ProjectItem item) => (item.Type, item.Operation) switch
    {
        (_, ItemOperation.Remove) => null,
        (ProjectItemType.PackageReference, ItemOperation.Include) => DeclarationKind.PackageReference,
        (ProjectItemType.PackageReference, _) => DeclarationKind.PackageReferenceUpdate,
        (ProjectItemType.GlobalPackageReference, _) => DeclarationKind.GlobalPackageReference,
        (ProjectItemType.PackageVersion, _) => DeclarationKind.PackageVersion,
        (ProjectItemType.PackageDownload, _) => DeclarationKind.PackageDownload,
        _ => null,
    };

    // <packages><package id="NUnit" version="3.13.2" targetFramework="net48" /></packages>
    private static void AddPackagesConfig(ImmutableArray<Declaration>.Builder found, string path, string packageId)
    {
        // Its own reader reports a file that is unreadable; here it has no line to give.
        if (!InputFile.Read(path).Succeeded(out var bytes, out _))
        {
            return;
        }

        var entries = XmlInput.Parse(path, bytes, reader =>
        {
            var list = new List<Declaration>();
            while (XmlInput.Read(reader))
            {
                if (reader is { NodeType: XmlNodeType.Element, LocalName: "package" } && packageId.Equals(reader.GetAttribute("id"), StringComparison.OrdinalIgnoreCase))
                {
                    var at = new FilePosition(XmlInput.Line(reader), Math.Max(1, XmlInput.Column(reader) - 1));
                    list.Add(new Declaration(path, at, DeclarationKind.PackagesConfig, reader.GetAttribute("version"), true, false, at));
                }
            }

            return list;
        });
        found.AddRange(entries.Value ?? []);
    }
}
