using System.Collections.Immutable;
using DepRisk.Input;

namespace DepRisk.Restore;

/// <summary>Which projects a path stands for, and where the restore outputs of each are. Nothing of those is read yet.</summary>
/// <param name="Name">Of the file or folder, for people.</param>
/// <param name="Root">Absolute folder that relative paths start from.</param>
/// <param name="Solutions">Absolute; several where a folder holds several, whose projects are united.</param>
/// <param name="Projects">Sorted by path, ordinal, distinct.</param>
/// <param name="Files">What the project files state, read once; empty of files where only restore outputs were found.</param>
public sealed record DiscoveredScope(
    string Name,
    string Root,
    ImmutableArray<string> Solutions,
    ImmutableArray<DiscoveredProject> Projects,
    ProjectFileTable Files,
    ImmutableArray<InputError> Problems)
{
    /// <summary>What a <c>dotnet restore</c> would have to make first.</summary>
    public IEnumerable<DiscoveredProject> Unrestored => Projects.Where(project => project is { NeedsRestore: true, AssetsPath: null });
}

/// <param name="ProjectPath">
/// Absolute path of the project file, or app.cs. Where there are only restore outputs: where the project file would be, or the output's own path
/// where it does not tell; <see cref="Sources"/> is then null.
/// </param>
/// <param name="Name">Of the project file without extension; of lone outputs the best name there is.</param>
/// <param name="NeedsRestore">It is an SDK-style project or has PackageReference items, so that without an assets file its graph is unknown.</param>
/// <param name="Sources">What the files of ours state about it; null where there is no project file.</param>
public sealed record DiscoveredProject(
    string ProjectPath,
    string Name,
    string? AssetsPath,
    string? LockFilePath,
    string? PackagesConfigPath,
    string? DepsJsonPath,
    bool NeedsRestore,
    ProjectSources? Sources)
{
    /// <summary>Whether it is restored and built with the runtime, by whoever evaluated it; null where literals of ours and the runtime packs that were fetched decide.</summary>
    public bool? IsSelfContained { get; init; }

    /// <summary>What the build that asks evaluated; null where what an earlier one left beside the restore output decides.</summary>
    public ProjectFactsFile? Facts { get; init; }

    public string Folder => Path.GetDirectoryName(ProjectPath) ?? ProjectPath;

    public bool IsFileBasedApp => Sources is not null && ProjectPath.EndsWith(".cs", StringComparison.OrdinalIgnoreCase);
}
