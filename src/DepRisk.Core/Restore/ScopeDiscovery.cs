using System.Collections.Immutable;
using DepRisk.Input;

namespace DepRisk.Restore;

/// <summary>
/// From a path to projects: a folder, a solution, a project file, a file-based app, or one restore output
/// (project.assets.json, packages.lock.json, packages.config, *.deps.json).
/// </summary>
public static class ScopeDiscovery
{
    public static Result<DiscoveredScope> Discover(string path) => Discover(path, AssetsLocator.DefaultAppFolders);

    /// <param name="appFolders">Where the SDK keeps what it restores for file-based apps.</param>
    public static Result<DiscoveredScope> Discover(string path, IReadOnlyList<string> appFolders)
    {
        if (path.Length is 0 || path.Contains('\0', StringComparison.Ordinal))
        {
            return new InputError(InputErrorCode.Unreadable, path, "is not a path");
        }

        path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var search = new Search(path, appFolders, new ProjectFileTable());
        return Directory.Exists(path) ? search.Folder()
            : !File.Exists(path) ? new InputError(InputErrorCode.Unreadable, path, "does not exist; name a solution, a project, an SBOM or a folder that is there")
            : search.File();
    }

    /// <summary>One project whose restore output somebody names, as a build does.</summary>
    /// <param name="project">Absolute path of the project file or app.cs.</param>
    /// <param name="root">Absolute folder that relative paths start from.</param>
    /// <param name="table">Gets the project files that are read.</param>
    public static DiscoveredScope Project(string project, string assets, string root, ProjectFileTable table)
    {
        var discovered = new Search(project, [], table).Project(project) with { AssetsPath = assets };
        return new DiscoveredScope(Path.GetFileName(project), root, [], [discovered], table, [.. table.Problems]);
    }

    internal static bool IsProject(string name) => Path.GetExtension(name).ToUpperInvariant() is
        ".CSPROJ" or ".FSPROJ" or ".VBPROJ" or ".SQLPROJ" or ".ILPROJ" or ".WIXPROJ" or ".VCXPROJ";

    /// <summary>As NuGet and people name them: packages.lock.json, packages.NAME.lock.json, packages.lock.JSON, NAME.packages.lock.json.</summary>
    internal static bool IsLockFile(string name) =>
        name.EndsWith(".lock.json", StringComparison.OrdinalIgnoreCase)
        && (name.StartsWith("packages", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".packages.lock.json", StringComparison.OrdinalIgnoreCase));

    internal static bool IsPackagesConfig(string name) =>
        name.StartsWith("packages.", StringComparison.OrdinalIgnoreCase) && name.EndsWith(".config", StringComparison.OrdinalIgnoreCase);

    internal static bool IsDepsJson(string name) => name.EndsWith(".deps.json", StringComparison.OrdinalIgnoreCase);

    internal static bool IsAssets(string name) => name.Equals("project.assets.json", StringComparison.OrdinalIgnoreCase);

    /// <summary>A file that is read by its name. Any other JSON or XML file may be an SBOM.</summary>
    public static bool IsRestoreOutput(string name) => IsLockFile(name) || IsPackagesConfig(name) || IsDepsJson(name) || IsAssets(name);

    /// <summary>A file that states references: a project or a file-based app.</summary>
    public static bool IsSource(string path) => IsProject(Path.GetFileName(path)) || path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase);

    private sealed class Search(string path, IReadOnlyList<string> appFolders, ProjectFileTable table)
    {
        private readonly ProjectFileTable _table = table;
        private readonly AssetsLocator _assets = new(appFolders);
        private readonly List<InputError> _problems = [];

        public Result<DiscoveredScope> Folder()
        {
            ImmutableArray<string> solutions;
            try
            {
                solutions = [.. Directory.GetFiles(path).Where(SolutionReader.IsSolution).Order(StringComparer.Ordinal)];
            }
            catch (Exception e) when (e is UnauthorizedAccessException or IOException)
            {
                return new InputError(InputErrorCode.Unreadable, path, "is a folder that cannot be listed");
            }

            if (solutions.Length > 0)
            {
                return Solutions(path, solutions);
            }

            var projects = FolderWalk.Files(path, withOutputs: false, name => IsProject(name), _problems).Where(SolutionReader.Restores).ToImmutableArray();
            return projects.Length > 0
                ? Scope(path, [], Projects(projects))
                : Scope(path, [], LoneOutputs.Below(path, _problems));
        }

        public Result<DiscoveredScope> File()
        {
            var name = Path.GetFileName(path);
            var folder = Path.GetDirectoryName(path)!;
            if (SolutionReader.IsSolution(path) || SolutionReader.IsSolutionFilter(path))
            {
                return Solutions(folder, [path]);
            }

            if (name.EndsWith(".cs", StringComparison.OrdinalIgnoreCase))
            {
                return Scope(folder, [], [App()]);
            }

            if (LoneOutputs.Of(path) is { } output)
            {
                // One output that belongs to a project that is there is as good as naming the project, except that this output is taken.
                var project = IsAssets(name) && IsSource(output.ProjectPath) && System.IO.File.Exists(output.ProjectPath) ? Project(output.ProjectPath) with { AssetsPath = path } : output;
                return Scope(IsAssets(name) ? project.Folder : folder, [], [project]);
            }

            return IsProject(name) || name.EndsWith("proj", StringComparison.OrdinalIgnoreCase)
                ? Scope(folder, [], [Project(path)])
                : new InputError(InputErrorCode.Unexpected, path, "is nothing that deprisk reads; name a folder, a solution (.sln, .slnx, .slnf), a project file, an app.cs, a restore output (project.assets.json, packages.lock.json, packages.config, *.deps.json) or an SBOM (.json, .xml, .cdx, .bom)");
        }

        private Result<DiscoveredScope> Solutions(string root, ImmutableArray<string> solutions)
        {
            var projects = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var solution in solutions)
            {
                if (SolutionReader.Read(solution).Succeeded(out var file, out var error))
                {
                    projects.UnionWith(file.Projects);
                }
                else if (solutions.Length is 1)
                {
                    return error;
                }
                else
                {
                    _problems.Add(error);
                }
            }

            foreach (var missing in projects.Where(project => !System.IO.File.Exists(project)))
            {
                _problems.Add(new InputError(InputErrorCode.Unreadable, missing, "is part of the solution but does not exist"));
            }

            return Scope(root, solutions, Projects([.. projects.Where(System.IO.File.Exists)]));
        }

        private Result<DiscoveredScope> Scope(string root, ImmutableArray<string> solutions, ImmutableArray<DiscoveredProject> projects)
        {
            if (projects.IsEmpty)
            {
                // What could not be read is the likelier reason than an empty folder.
                return _problems.Count > 0 ? _problems[0] : new InputError(
                    InputErrorCode.NothingFound, path, "holds no project and no restore output; name a solution, a project, a folder that has one, or a single SBOM ('deprisk find' reads folders of SBOMs)");
            }

            var name = solutions.Length is 1 ? Path.GetFileName(solutions[0]) : Path.GetFileName(path);
            return new DiscoveredScope(name, root, solutions, projects, _table, [.. _problems, .. _table.Problems]);
        }

        private ImmutableArray<DiscoveredProject> Projects(ImmutableArray<string> paths)
        {
            var projects = ImmutableArray.CreateBuilder<DiscoveredProject>(paths.Length);
            foreach (var project in paths)
            {
                projects.Add(Project(project));
            }

            AddRelocated(projects);
            return projects.ToImmutable();
        }

        public DiscoveredProject Project(string project)
        {
            var sources = ProjectSources.Read(project, _table);
            return new DiscoveredProject(
                project, sources.ProjectName, AssetsLocator.Find(sources), LockFile(sources), PackagesConfig(sources), null, NeedsRestore(sources), sources);
        }

        private DiscoveredProject App()
        {
            var sources = ProjectSources.Read(path, _table);
            return new DiscoveredProject(path, sources.ProjectName, _assets.FindApp(path), LockFile(sources), null, null, NeedsRestore: true, sources);
        }

        /// <summary>
        /// An obj folder that only evaluation knows (a property function, a global property on the command line): one search of the whole
        /// tree for assets files, by the project path that they record.
        /// </summary>
        private void AddRelocated(ImmutableArray<DiscoveredProject>.Builder projects)
        {
            if (!projects.Any(project => project is { NeedsRestore: true, AssetsPath: null }))
            {
                return;
            }

            var root = Directory.Exists(path) ? path : Path.GetDirectoryName(path)!;
            var byProject = new Dictionary<string, string>(OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
            foreach (var assets in FolderWalk.Files(root, withOutputs: true, IsAssets, _problems))
            {
                if (RestoreRecord.Of(assets) is { } record)
                {
                    byProject.TryAdd(record.ProjectPath, assets);
                }
            }

            for (var i = 0; i < projects.Count; i++)
            {
                if (projects[i] is { NeedsRestore: true, AssetsPath: null } && byProject.TryGetValue(projects[i].ProjectPath, out var assets))
                {
                    projects[i] = projects[i] with { AssetsPath = assets };
                }
            }
        }

        // NuGet takes the file with the project's name first; spaces in it become underscores.
        private static string? LockFile(ProjectSources sources)
        {
            var property = sources.Property("NuGetLockFilePath");
            var given = property.Value is { } value ? MSBuildText.FullPath(value, sources.Folder) : null;
            return FirstExisting(
                given,
                Path.Combine(sources.Folder, $"packages.{sources.ProjectName.Replace(' ', '_')}.lock.json"),
                Path.Combine(sources.Folder, "packages.lock.json"));
        }

        private static string? PackagesConfig(ProjectSources sources) => FirstExisting(
            Path.Combine(sources.Folder, $"packages.{sources.ProjectName.Replace(' ', '_')}.config"),
            Path.Combine(sources.Folder, "packages.config"));

        private static bool NeedsRestore(ProjectSources sources) =>
            sources.Project is null or { IsSdkStyle: true } || sources.Items.Any(sourced => sourced.Item.Type is ProjectItemType.PackageReference);

        private static string? FirstExisting(params ReadOnlySpan<string?> candidates)
        {
            foreach (var candidate in candidates)
            {
                if (candidate is not null && System.IO.File.Exists(candidate))
                {
                    return candidate;
                }
            }

            return null;
        }
    }
}
