using System.Collections.Immutable;
using DepRisk.Graph;

namespace DepRisk.Lock;

/// <summary>
/// The scope of a lock, as one project's build can know it: the apps, the projects that they contain and what those refer to, and the packages that reach each app; with the
/// project's own graph in the place of what the lock has of it. What packages refer to is known of that graph alone.
/// </summary>
/// <param name="Packages">What the lock says, of those that it has.</param>
/// <param name="Uncertain">
/// Ids, without case, of which nobody can tell whether, or in which version, some app has them now: what brought them may be gone. Nothing may be concluded from them.
/// </param>
internal sealed record LockedScope(Scope Scope, IReadOnlyDictionary<Component, LockedPackage> Packages, IReadOnlySet<string> Uncertain)
{
    /// <param name="scope">Exactly one project; paths are relative to the lock.</param>
    public static LockedScope Of(Scope scope, LockIndex state, ProjectDelta delta) => new LockedScopeBuilder(scope, state, delta).Build();
}

/// <summary>What all apps of a locked scope share while they are made.</summary>
internal sealed class LockedScopeBuilder
{
    private readonly Scope _scope;
    private readonly Project _project;
    private readonly LockIndex _state;
    private readonly ProjectDelta _delta;
    private readonly ComponentTable _table = new();
    private readonly Dictionary<Component, LockedPackage> _packages = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> _uncertain = new(StringComparer.OrdinalIgnoreCase);

    public LockedScopeBuilder(Scope scope, LockIndex state, ProjectDelta delta)
    {
        (_scope, _project, _state, _delta) = (scope, scope.Projects[0], state, delta);
        // The project's own components stay the same objects: its graph is used as it is.
        foreach (var target in _project.Targets)
        {
            foreach (ref readonly var node in target.Graph.Nodes)
            {
                _table.Adopt(node.Component);
            }
        }
    }

    public LockedScope Build()
    {
        var reaching = Reaching();
        var flow = ProjectFlow.Of(_project);
        var projects = new List<Project> { _project with { Role = Role() } };
        foreach (var app in _state.State.Apps)
        {
            if (!app.Equals(_project.Path, StringComparison.Ordinal))
            {
                projects.Add(new Project(ProjectOf(app), ProjectRole.App, Reason, [TargetOf(app, flow, reaching[app])]));
            }
        }

        foreach (var other in _state.State.Projects)
        {
            if (!other.Path.Equals(_project.Path, StringComparison.Ordinal) && !LockIndex.Has(_state.State.Apps, other.Path))
            {
                projects.Add(new Project(ProjectOf(other.Path), other.Apps.IsEmpty ? ProjectRole.Test : ProjectRole.Library, Reason, []));
            }
        }

        return new LockedScope(
            _scope with { Projects = [.. projects.OrderBy(project => project.Path, StringComparer.Ordinal)], BuildComponents = [] },
            WithOwn(),
            _uncertain);
    }

    private const string Reason = "by the lock";

    private Target TargetOf(string path, ProjectFlow flow, List<Component> packages)
    {
        ImmutableArray<LockedProject> contained = [.. Contained(path)];
        var app = new LockedApp(path, _state, _delta, flow, _table, isStrict: false);
        var target = app.Target(contained, packages);
        if (app.IsDoubtful)
        {
            app = new LockedApp(path, _state, _delta, flow, _table, isStrict: true);
            target = app.Target(contained, packages);
        }

        _uncertain.UnionWith(app.Uncertain);
        return target;
    }

    private ProjectRole Role() =>
        LockIndex.Has(_delta.Containing, _project.Path) ? ProjectRole.App
        : _project.IsTest ? ProjectRole.Test
        : ProjectRole.Library;

    private Component ProjectOf(string path) => _table.Project(Path.GetFileNameWithoutExtension(path), null, path);

    private IEnumerable<LockedProject> Contained(string app) => _state.State.Projects.Where(project => LockIndex.Has(project.Apps, app));

    /// <summary>By app, in the order of the lock.</summary>
    private Dictionary<string, List<Component>> Reaching()
    {
        var reaching = _state.State.Apps.ToDictionary(app => app, _ => new List<Component>(), StringComparer.Ordinal);
        foreach (var locked in _state.State.Packages)
        {
            var component = ComponentOf(locked);
            _packages[component] = locked;
            foreach (var app in locked.Apps)
            {
                if (reaching.TryGetValue(app, out var packages))
                {
                    packages.Add(component);
                }
            }
        }

        return reaching;
    }

    private Component ComponentOf(LockedPackage locked)
    {
        var version = locked.Version.Length is 0 ? null : locked.Version;
        // No id of NuGet has a colon.
        var colon = locked.Id.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? _table.Package(locked.Id, version) : _table.Intern(ComponentType.Package, locked.Id[..colon], locked.Id[(colon + 1)..], version);
    }

    private Dictionary<Component, LockedPackage> WithOwn()
    {
        foreach (var target in _project.Targets)
        {
            foreach (ref readonly var node in target.Graph.Nodes)
            {
                // Of a source that names no ecosystem, a component is another one than the lock's, and still the same package.
                if (node.Component.Type is ComponentType.Package && _state.Find(node.Component) is { } locked)
                {
                    _packages.TryAdd(node.Component, locked);
                }
            }
        }

        return _packages;
    }
}
