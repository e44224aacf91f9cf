using System.Collections.Immutable;
using DepRisk.Graph;
using DepRisk.Packages;

namespace DepRisk.Restore;

/// <summary>
/// What a package takes part in a packages.config project with, by what its folder holds: no restore output says it.
/// </summary>
/// <param name="IsMeta">It has no files of its own; what is below it decides.</param>
internal sealed record PackagesConfigAssets(DependencyClass Class, ImmutableArray<ShippedFile> Ships, bool IsMeta)
{
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

        var lib = LibraryFiles.In(folder, "lib");
        // Content is copied into the project, so it ships with it.
        return lib.Exists(IsFile) || Has(folder, "content") || Has(folder, "runtimes")
            ? new PackagesConfigAssets(DependencyClass.Runtime, Assemblies(lib, framework), IsMeta: false)
            : new PackagesConfigAssets(
                DependencyClass.Build,
                [],
                IsMeta: !Has(folder, "build") && !Has(folder, "tools") && !Has(folder, "analyzers"));
    }

    private static bool IsFile(string path) => !LibraryFiles.IsPlaceholder(path);

    private static bool Has(string folder, string part) => LibraryFiles.In(folder, part).Exists(IsFile);

    private static ImmutableArray<ShippedFile> Assemblies(List<string> lib, FrameworkName? framework) => [.. LibraryFiles.Nearest(lib, "lib/".Length, framework).Select(Shipped)];

    // lib/net45/de/A.resources.dll, or lib/de/A.resources.dll: the folder that holds it is the culture, unless it is the framework's.
    private static ShippedFile Shipped(string path)
    {
        var parts = path.Split('/');
        return parts.Length > 2 && path.EndsWith(".resources.dll", StringComparison.OrdinalIgnoreCase) && FrameworkName.Parse(parts[^2]) is null
            ? new ShippedFile(path, ShippedFileType.Resource, Culture: parts[^2])
            : new ShippedFile(path, ShippedFileType.Assembly);
    }
}
