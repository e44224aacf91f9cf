using System.Collections.Immutable;
using DepRisk.Graph;

namespace DepRisk.Restore;

/// <summary>What project.assets.json says, in its own terms; AssetsGraph makes graphs of it.</summary>
/// <param name="FormatVersion">2, 3 or 4. From 4 on targets are keyed by alias, before by the long framework name.</param>
/// <param name="Targets">Sorted by name, ordinal: NuGet's own order depends on the order of frameworks in the project file.</param>
/// <param name="Libraries">By <c>Id/Version</c>, without case.</param>
public sealed record AssetsFile(
    string Path,
    int FormatVersion,
    ImmutableArray<AssetsTarget> Targets,
    IReadOnlyDictionary<string, AssetsLibrary> Libraries,
    ImmutableArray<string> PackageFolders,
    AssetsProject Project,
    ImmutableArray<AssetsLog> Logs);

/// <param name="Name">The key: <c>net10.0</c>, <c>.NETCoreApp,Version=v8.0/linux-x64</c>.</param>
public sealed record AssetsTarget(string Name, ImmutableArray<TargetLibrary> Libraries);

/// <summary>One library in one target. Equal text gives the same instance, however many projects repeat it.</summary>
public sealed record TargetLibrary(
    string Id,
    string Version,
    string Type,
    ImmutableArray<LibraryDependency> Dependencies,
    ImmutableArray<string> FrameworkReferences,
    LibraryAssets Assets)
{
    public bool IsProject => Type.Equals("project", StringComparison.OrdinalIgnoreCase);

    /// <summary>The key of the same library under <c>libraries</c>.</summary>
    public string Key { get; } = $"{Id}/{Version}";
}

/// <param name="Range">As written; an empty string means any version.</param>
public sealed record LibraryDependency(string Id, string Range);

/// <summary>What the restore selected of one library for one target.</summary>
/// <param name="Ships">Runtime, native, satellite and copied content files, sorted by path; placeholders left out.</param>
/// <param name="Compiles">It has a compile asset that is a file.</param>
/// <param name="Builds">It has props or targets.</param>
/// <param name="RuntimePlaceholders">
/// Paths of runtime assets that are placeholders (<c>_._</c>). One that the package does not itself contain was put there
/// by NuGet because the assets are excluded.
/// </param>
/// <param name="CompilePlaceholders">The same for compile assets.</param>
public sealed record LibraryAssets(
    ImmutableArray<ShippedFile> Ships,
    bool Compiles,
    bool Builds,
    ImmutableArray<string> RuntimePlaceholders,
    ImmutableArray<string> CompilePlaceholders);

/// <summary>An entry of <c>libraries</c>. Equal text gives the same instance.</summary>
/// <param name="ContentHash">Base64; null for projects and where the file does not state it.</param>
/// <param name="Path">Of a package: its folder below a package folder. Of a project: the project file, relative to this project's folder.</param>
/// <param name="Placeholders">The <c>_._</c> files that the package really contains; default where the file lists no content.</param>
/// <param name="HasBuildCode">It contains analyzers, props, targets or tools.</param>
public sealed record AssetsLibrary(
    string Key,
    string Type,
    string? ContentHash,
    string? Path,
    ImmutableArray<string> Placeholders,
    bool HasAnalyzers,
    bool HasBuildCode);

/// <summary>The <c>project</c> object: what NuGet was asked to restore.</summary>
/// <param name="Version">The evaluated version.</param>
/// <param name="Name">The evaluated package id or assembly name.</param>
/// <param name="ProjectPath">Absolute path of the project file when it was restored; of a file-based app a path that does not exist.</param>
/// <param name="OutputPath">Absolute: the folder of the assets file when it was written.</param>
/// <param name="Style">PackageReference, PackagesConfig, DotnetCliTool...</param>
/// <param name="RuntimeIdentifiers">Sorted.</param>
/// <param name="LockFilePath">From restoreLockProperties; null where not given.</param>
/// <param name="UsesLockFile">restorePackagesWithLockFile.</param>
/// <param name="CentralTransitive">By framework key, the ids that are pinned centrally without being referenced.</param>
public sealed record AssetsProject(
    string? Version,
    string? Name,
    string? ProjectPath,
    string? OutputPath,
    string? Style,
    bool CentralPackageManagement,
    ImmutableArray<string> RuntimeIdentifiers,
    string? LockFilePath,
    bool UsesLockFile,
    ImmutableArray<AssetsFramework> Frameworks,
    IReadOnlyDictionary<string, ImmutableArray<LibraryDependency>> CentralTransitive)
{
    /// <summary>Feeds that the restore asked: addresses, and absolute folders. They may hold credentials.</summary>
    public ImmutableArray<string> Sources { get; init; } = [];
}

/// <param name="Alias">The key under <c>project.frameworks</c>.</param>
/// <param name="Framework">The short or long framework name that the alias stands for.</param>
/// <param name="ProjectReferences">Absolute project paths.</param>
/// <param name="PackagesToPrune">Shared among all projects with the same list; ids without case to the range that is pruned.</param>
public sealed record AssetsFramework(
    string Alias,
    string Framework,
    ImmutableArray<AssetsReference> References,
    ImmutableArray<string> FrameworkReferences,
    ImmutableArray<LibraryDependency> Downloads,
    ImmutableArray<string> ProjectReferences,
    IReadOnlyDictionary<string, string> PackagesToPrune);

/// <summary>One entry of <c>project.frameworks.*.dependencies</c>.</summary>
/// <param name="Target">"Package", "Project" or "ExternalProject"; empty means any.</param>
/// <param name="Include">Null means everything.</param>
/// <param name="SuppressParent">PrivateAssets; null means NuGet's default of content files, build and analyzers.</param>
public sealed record AssetsReference(
    string Id,
    string Range,
    string Target,
    string? Include,
    string? SuppressParent,
    bool AutoReferenced,
    bool VersionCentrallyManaged,
    string? Aliases)
{
    /// <summary>PrivateAssets="all": nothing flows to whoever refers to this project.</summary>
    public bool IsPrivate => SuppressParent?.Equals("All", StringComparison.OrdinalIgnoreCase) is true;
}

/// <summary>One entry of <c>logs</c>.</summary>
public sealed record AssetsLog(string Code, string Level, string? LibraryId, string Message, ImmutableArray<string> Targets);
