using System.Collections.Immutable;
using DepRisk.Graph;

namespace DepRisk.Restore;

/// <summary>
/// What a package takes part in a packages.config project with, by what its folder holds: no restore output says it.
/// </summary>
/// <param name="IsMeta">It has no files of its own; what is below it decides.</param>
internal sealed record PackagesConfigAssets(DependencyClass Class, ImmutableArray<ShippedFile> Ships, bool IsMeta)
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <param name="folder">Of the extracted package; null where it is not on disk.</param>
    public static PackagesConfigAssets Of(PackagesConfigEntry entry, string? folder, FrameworkName? framework)
    {
        if (entry.DevelopmentDependency)
        {
            return new PackagesConfigAssets(DependencyClass.Build, [], IsMeta: false);
        }

        if (folder is null)
        {
            return new PackagesConfigAssets(DependencyClass.Unknown, [], IsMeta: false);
        }

        var lib = Files(folder, "lib");
        // Content is copied into the project, so it ships with it.
        return lib.Count > 0 || Files(folder, "content").Count > 0 || Files(folder, "runtimes").Count > 0
            ? new PackagesConfigAssets(DependencyClass.Runtime, Assemblies(lib, framework), IsMeta: false)
            : new PackagesConfigAssets(
                DependencyClass.Build,
                [],
                IsMeta: Files(folder, "build").Count is 0 && Files(folder, "tools").Count is 0 && Files(folder, "analyzers").Count is 0);
    }

    // The assemblies of the folder below lib that is nearest to the project; those in lib itself serve any framework.
    private static ImmutableArray<ShippedFile> Assemblies(List<string> lib, FrameworkName? framework)
    {
        var groups = lib.Select(Group).Distinct(StringComparer.OrdinalIgnoreCase).Where(group => group.Length is 0 || FrameworkName.Parse(group) is not null).ToArray();
        var nearest = framework is null
            ? Array.IndexOf(groups, "")
            : NearestFramework.Choose(framework, Array.ConvertAll(groups, group => group.Length is 0 ? null : FrameworkName.Parse(group)));
        return nearest < 0 ? [] : [.. lib
            .Where(path => Group(path).Equals(groups[nearest], StringComparison.OrdinalIgnoreCase)
                && Path.GetExtension(path).ToUpperInvariant() is ".DLL" or ".EXE" or ".WINMD")
            .Select(path => Shipped(path, groups[nearest].Length is 0 ? 1 : 2))];
    }

    // lib/net45/de/A.resources.dll: the folder behind the framework is the culture.
    private static ShippedFile Shipped(string path, int depth)
    {
        var parts = path.Split('/');
        return parts.Length == depth + 2 && path.EndsWith(".resources.dll", StringComparison.OrdinalIgnoreCase)
            ? new ShippedFile(path, ShippedFileType.Resource, Culture: parts[depth])
            : new ShippedFile(path, ShippedFileType.Assembly);
    }

    // net45 of lib/net45/A.dll; nothing of lib/A.dll.
    private static string Group(string path)
    {
        var start = path.IndexOf('/', StringComparison.Ordinal) + 1;
        var end = path.IndexOf('/', start);
        return end < 0 ? "" : path[start..end];
    }

    // Relative to the package, with /, sorted; placeholders left out.
    private static List<string> Files(string folder, string part)
    {
        List<string> files = [];
        try
        {
            var path = Path.Combine(folder, part);
            if (Directory.Exists(path))
            {
                files.AddRange(Directory.EnumerateFiles(path, "*", Everything)
                    .Where(file => Path.GetFileName(file) is not "_._")
                    .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')));
                files.Sort(StringComparer.Ordinal);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // As if the folder were not there; the nuspec beside it fails in the same way and is reported.
        }

        return files;
    }
}
