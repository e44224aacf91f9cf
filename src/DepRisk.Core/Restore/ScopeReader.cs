using System.Collections.Immutable;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Packages;

namespace DepRisk.Restore;

/// <summary>How far a long read is. Called from one thread.</summary>
public delegate void ScopeProgress(int done, int total);

/// <summary>Reads the restore outputs of a discovered scope into graphs: the one place where all readers meet.</summary>
public static class ScopeReader
{
    /// <param name="evaluate">Null where nothing may be evaluated; what only evaluation can tell then stays undecided.</param>
    public static Result<Scope> Read(DiscoveredScope discovered, EvaluateProjects? evaluate = null, ScopeProgress? progress = null) =>
        new ScopeAssembly(discovered).Read(evaluate, progress);
}

internal sealed class ScopeAssembly
{
    private const int ProblemsOfAKind = 100;

    private readonly DiscoveredScope _discovered;
    private readonly List<InputError> _problems;
    private readonly AssetsGraphContext _context;
    private readonly LockFileCache _lockFiles = new();
    private readonly Dictionary<string, string> _relativePaths = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _developmentDependencies = new(StringComparer.Ordinal);

    public ScopeAssembly(DiscoveredScope discovered)
    {
        _discovered = discovered;
        _problems = [.. discovered.Problems];
        _context = new AssetsGraphContext(new ComponentTable(), [], RelativePath, IsDevelopmentDependency, _problems);
    }

    public Result<Scope> Read(EvaluateProjects? evaluate, ScopeProgress? progress)
    {
        var projects = _discovered.Projects;
        var ahead = new AssetsReadAhead([.. projects.Select(project => project.AssetsPath)]);
        var parts = new ProjectParts[projects.Length];
        for (var i = 0; i < projects.Length; i++)
        {
            parts[i] = Parts(projects[i], projects[i].AssetsPath is null ? default(Result<AssetsFile>?) : ahead.Get(i));
            progress?.Invoke(i + 1, projects.Length);
        }

        if (Array.TrueForAll(parts, part => part.Targets.IsEmpty) && _problems.Find(problem => problem.IsPartial) is { } reason)
        {
            return Nothing(reason);
        }

        var roles = ProjectRoles.Decide(
            [.. parts.Select((part, i) => new RoleInput(projects[i], part.Assets, part.DirectIds) { LockedProjects = part.LockedProjects })], evaluate);
        _problems.AddRange(roles.Problems);
        if (evaluate is not null)
        {
            _problems.AddRange(roles.Undecided.Select(NotEvaluated));
        }

        DanglingEdges.Report(parts, _problems);
        var build = BuildComponents.Read(_discovered, _context.Components);
        _problems.AddRange(build.Problems);
        return new Scope(
            _discovered.Name,
            _discovered.Root,
            [.. parts.Select((part, i) => new Project(part.Component, roles.Roles[i].Role, roles.Roles[i].Reason, part.Targets)
                {
                    IntermediateFolder = Path.GetDirectoryName(projects[i].AssetsPath),
                    IsPackable = roles.Packable[i],
                    IsLocked = projects[i].LockFilePath is not null,
                    Notices = RestoreNotices.Of(part.Assets),
                    Feeds = part.Assets?.Project.Sources ?? [],
                })
                .OrderBy(project => project.Path, StringComparer.Ordinal)],
            _context.Packages,
            build.Components,
            Bounded(_problems));
    }

    private static InputError NotEvaluated(string path) => new(
        InputErrorCode.Unreadable, path, "cannot be evaluated by MSBuild, so that who refers to it decides whether it is an app; 'dotnet msbuild -t:Restore' on it says why")
    { IsPartial = false };

    /// <summary>A file that is broken through and through has as many problems as lines: the first of a kind are named, the others counted.</summary>
    internal static ImmutableArray<InputError> Bounded(IEnumerable<InputError> problems)
    {
        var bounded = ImmutableArray.CreateBuilder<InputError>();
        var more = new Dictionary<(string Path, InputErrorCode Code), (int Count, bool IsPartial)>();
        foreach (var problem in problems)
        {
            var (count, isPartial) = more.GetValueOrDefault((problem.Path, problem.Code));
            if (++count <= ProblemsOfAKind)
            {
                bounded.Add(problem);
            }
            else
            {
                isPartial |= problem.IsPartial;
            }

            more[(problem.Path, problem.Code)] = (count, isPartial);
        }

        foreach (var ((path, code), (count, isPartial)) in more.Where(kind => kind.Value.Count > ProblemsOfAKind).OrderBy(kind => kind.Key.Path, StringComparer.Ordinal).ThenBy(kind => kind.Key.Code))
        {
            bounded.Add(new InputError(code, path, $"has {count - ProblemsOfAKind} more problems of this kind") { IsPartial = isPartial });
        }

        return bounded.ToImmutable();
    }

    // One unreadable project is its own error; several have the first as an example. What is wrong with the project file itself says
    // more than that it is not restored.
    private InputError Nothing(InputError reason)
    {
        reason = _problems.Find(problem => problem.Code is not InputErrorCode.AssetsMissing && problem.Path.Equals(reason.Path, StringComparison.Ordinal)) ?? reason;
        var others = _problems.Count(problem => problem.IsPartial && problem.Code == reason.Code) - 1;
        return others > 0 ? reason with { Message = $"{reason.Message} (and {others} more like it)" } : reason;
    }

    private ProjectParts Parts(DiscoveredProject project, Result<AssetsFile>? read)
    {
        AssetsFile? assets = null;
        if (read is { } result && !result.Succeeded(out assets, out var error))
        {
            _problems.Add(error);
            return new ProjectParts(Component(project, null), null, [], []);
        }

        var component = Component(project, assets);
        var targets = ImmutableArray.CreateBuilder<Target>();
        var (directIds, lockedProjects) = (ImmutableArray<string>.Empty, ImmutableArray<string>.Empty);
        if (assets is not null)
        {
            targets.AddRange(AssetsTargets(project, component, assets));
            CheckFreshness(project, assets);
            _problems.AddRange(FailedRestore.Check(project.ProjectPath, assets));
        }
        else if (project.LockFilePath is not null && project.PackagesConfigPath is null)
        {
            targets.AddRange(LockTargets(project.LockFilePath, component, out directIds, out lockedProjects));
        }

        // NuGet/Home#10320: a project may have both; then both contribute.
        if (project.PackagesConfigPath is not null)
        {
            directIds = [.. directIds, .. AddPackagesConfig(project, component, targets)];
        }

        if (targets.Count is 0 && project.DepsJsonPath is not null)
        {
            AddDepsJson(project.DepsJsonPath, component, targets);
        }

        if (targets.Count is 0 && project is { NeedsRestore: true, AssetsPath: null })
        {
            _problems.Add(new InputError(InputErrorCode.AssetsMissing, project.ProjectPath, "is not restored; run 'dotnet restore'"));
        }

        return new ProjectParts(component, assets, targets.ToImmutable(), directIds) { LockedProjects = lockedProjects };
    }

    private Component Component(DiscoveredProject project, AssetsFile? assets)
    {
        var path = RelativePath(project.ProjectPath);
        return _context.Components.Project(assets?.Project.Name ?? project.Name, assets?.Project.Version, path);
    }

    private ImmutableArray<Target> AssetsTargets(DiscoveredProject project, Component component, AssetsFile assets)
    {
        var loose = ImmutableArray<Component>.Empty;
        var selfContained = project.IsSelfContained;
        if (project.Sources is { } sources)
        {
            var files = LooseFiles.Read(sources, _discovered.Root);
            _problems.AddRange(files.Problems);
            loose = [.. files.Files.Select(file => _context.Components.Intern(ComponentType.File, "", file.Name, file.AssemblyVersion, file.Path))];
            selfContained ??= SelfContained(sources);
        }

        return AssetsGraph.Targets(assets, component, project.Folder, selfContained, loose, _context);
    }

    /// <returns>Null where the runtime packs that were fetched decide.</returns>
    private static bool? SelfContained(ProjectSources sources)
    {
        var isOpen = false;
        foreach (var name in (ReadOnlySpan<string>)["SelfContained", "PublishSelfContained", "PublishAot"])
        {
            var property = sources.Property(name);
            if (bool.TryParse(property.Value, out var known))
            {
                return known;
            }

            isOpen |= property.IsOpen;
        }

        // For each of RuntimeIdentifiers the SDK fetches runtime packs in case that somebody publishes with --self-contained.
        return !isOpen && sources.Property("RuntimeIdentifiers") is { File: not null, Value: not "" } ? false : null;
    }

    private void CheckFreshness(DiscoveredProject project, AssetsFile assets)
    {
        if (project.Sources is { } sources)
        {
            _problems.AddRange(Staleness.Check(sources, assets));
        }

        if (project.LockFilePath is { } path)
        {
            if (_lockFiles.Read(path).Succeeded(out var file, out var error))
            {
                var locked = file.Targets.SelectMany(target => target.Entries
                    .Where(entry => entry.Resolved is not null)
                    .Select(entry => new LockedPackage(target.Framework, target.RuntimeIdentifier, entry.Id, entry.Resolved!)));
                if (LockStaleness.Check(path, locked, assets) is { } mismatch)
                {
                    _problems.Add(mismatch);
                }
            }
            else
            {
                _problems.Add(error);
            }
        }
    }

    private ImmutableArray<Target> LockTargets(string path, Component component, out ImmutableArray<string> directIds, out ImmutableArray<string> projects)
    {
        (directIds, projects) = ([], []);
        if (_lockFiles.Read(path).Succeeded(out var file, out var error))
        {
            directIds = Ids(file, LockEntryType.Direct);
            projects = Ids(file, LockEntryType.Project);
            return LockFileGraph.Targets(file, component, _context.Components, _context.Packages, _problems);
        }

        _problems.Add(error);
        return [];
    }

    private static ImmutableArray<string> Ids(LockFile file, LockEntryType type) =>
        [.. file.Targets.SelectMany(target => target.Entries).Where(entry => entry.Type == type).Select(entry => entry.Id).Distinct(StringComparer.OrdinalIgnoreCase)];

    private ImmutableArray<string> AddPackagesConfig(DiscoveredProject project, Component component, ImmutableArray<Target>.Builder targets)
    {
        if (!PackagesConfigReader.Read(project.PackagesConfigPath!).Succeeded(out var file, out var error))
        {
            _problems.Add(error);
            return [];
        }

        var framework = project.Sources?.Property("TargetFrameworkVersion") is { IsKnown: true, Value: { } version } ? $".NETFramework,Version={version}" : null;
        targets.Add(PackagesConfigGraph.Target(
            file, framework, PackagesFolder.Above(file, _problems), component, _context.Components, _context.Packages, _problems));
        return [.. file.Packages.Select(package => package.Id)];
    }

    private void AddDepsJson(string path, Component component, ImmutableArray<Target>.Builder targets)
    {
        if (!DepsJsonReader.Read(path).Succeeded(out var file, out var error))
        {
            _problems.Add(error);
        }
        else if (DepsGraph.Target(file, component, _context.Components, _context.Packages, _problems).Succeeded(out var target, out error))
        {
            targets.Add(target);
        }
        else
        {
            _problems.Add(error);
        }
    }

    private string RelativePath(string path)
    {
        if (!_relativePaths.TryGetValue(path, out var relative))
        {
            relative = Path.GetRelativePath(_discovered.Root, path).Replace('\\', '/');
            _relativePaths.Add(path, relative);
        }

        return relative;
    }

    private bool IsDevelopmentDependency(string? folder)
    {
        if (folder is null)
        {
            return false;
        }

        if (!_developmentDependencies.TryGetValue(folder, out var isDevelopment))
        {
            // The package folder is ID/VERSION in every layout that an assets file names.
            var id = Path.GetFileName(Path.GetDirectoryName(folder)) ?? "";
            isDevelopment = PackageFolder.Read(folder, id, null).Nuspec?.IsDevelopmentDependency is true;
            _developmentDependencies.Add(folder, isDevelopment);
        }

        return isDevelopment;
    }
}

/// <param name="DirectIds">Of a packages.config or a lock file; assets files state their own.</param>
internal sealed record ProjectParts(Component Component, AssetsFile? Assets, ImmutableArray<Target> Targets, ImmutableArray<string> DirectIds)
{
    public ImmutableArray<string> LockedProjects { get; init; } = [];
}
