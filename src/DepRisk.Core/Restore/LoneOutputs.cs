using System.Collections.Immutable;
using DepRisk.Input;

namespace DepRisk.Restore;

/// <summary>Restore outputs without their project file: a build agent's artifact, a deployed application, a folder of collected lock files.</summary>
internal static class LoneOutputs
{
    /// <summary>Null where the file is none of the restore outputs.</summary>
    public static DiscoveredProject? Of(string path)
    {
        var name = Path.GetFileName(path);
        return ScopeDiscovery.IsAssets(name) ? Assets(path)
            : ScopeDiscovery.IsLockFile(name) ? Empty(path) with { LockFilePath = path }
            : ScopeDiscovery.IsPackagesConfig(name) ? Empty(path) with { PackagesConfigPath = path }
            : ScopeDiscovery.IsDepsJson(name) ? Empty(path) with { Name = name[..^".deps.json".Length], DepsJsonPath = path }
            : null;
    }

    /// <summary>
    /// All of a folder. What says more wins: an assets file and the lock file beside its project are one project, and
    /// deps.json files count only where nothing else is there, because a build output repeats those of its dependencies.
    /// </summary>
    public static ImmutableArray<DiscoveredProject> Below(string folder, List<InputError> problems)
    {
        var files = FolderWalk.Files(folder, withOutputs: true, IsOutput, problems);
        var projects = new SortedDictionary<string, DiscoveredProject>(StringComparer.Ordinal);
        foreach (var path in files.Where(path => ScopeDiscovery.IsAssets(Path.GetFileName(path))))
        {
            var project = Assets(path);
            projects.TryAdd(project.ProjectPath, project);
        }

        var byFolder = projects.Values.ToLookup(project => project.Folder, StringComparer.Ordinal);
        foreach (var path in files)
        {
            if (Of(path) is not { DepsJsonPath: null, AssetsPath: null } output)
            {
                continue;
            }

            if (output.LockFilePath is not null && byFolder[output.Folder].ToList() is [var owner] && projects[owner.ProjectPath].LockFilePath is null)
            {
                projects[owner.ProjectPath] = owner with { LockFilePath = path };
            }
            else
            {
                projects.Add(path, output);
            }
        }

        return projects.Count > 0 ? [.. projects.Values] : [.. files.Select(Of).OfType<DiscoveredProject>()];
    }

    private static bool IsOutput(string name) =>
        ScopeDiscovery.IsAssets(name) || ScopeDiscovery.IsLockFile(name) || ScopeDiscovery.IsPackagesConfig(name) || ScopeDiscovery.IsDepsJson(name);

    private static DiscoveredProject Assets(string path)
    {
        var record = RestoreRecord.OfAssets(path);
        var project = record is null ? path
            : AppOf(record.ProjectPath) is { } app ? app
            : File.Exists(record.ProjectPath) ? Path.GetFullPath(record.ProjectPath)
            : record.MovedProjectPath(path) ?? path;
        var name = record is null ? FolderName(Path.GetDirectoryName(path)!) : Path.GetFileNameWithoutExtension(RestoreRecord.FileName(record.ProjectPath));
        return new DiscoveredProject(project, name, path, null, null, null, NeedsRestore: true, Sources: null);
    }

    // app.cs.csproj is recorded, and app.cs is there.
    private static string? AppOf(string projectPath) =>
        projectPath.EndsWith(".cs.csproj", StringComparison.OrdinalIgnoreCase) && File.Exists(projectPath[..^".csproj".Length]) ? Path.GetFullPath(projectPath[..^".csproj".Length]) : null;

    private static DiscoveredProject Empty(string path) => new(path, FolderName(path), null, null, null, null, NeedsRestore: false, Sources: null);

    private static string FolderName(string path) => Path.GetFileName(Path.GetDirectoryName(path)) is { Length: > 0 } name ? name : Path.GetFileName(path);
}
