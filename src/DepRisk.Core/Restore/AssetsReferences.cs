using System.Collections.Immutable;
using DepRisk.Graph;
using DepRisk.Packages;

namespace DepRisk.Restore;

/// <summary>What the project itself refers to: the edges of node 0 and what they say of their ends.</summary>
internal sealed partial class AssetsTargetGraph
{
    // The project's own references: packages by id, projects by the path that the restore was given.
    private void AddReferences()
    {
        var pinned = Pinned();
        for (var i = 1; i < _components.Count && pinned.Count > 0; i++)
        {
            if (pinned.Contains(_components[i].Id))
            {
                _traits[i] |= NodeTraits.Pinned;
            }
        }

        foreach (var reference in _framework?.References ?? [])
        {
            var to = AddEdge(0, _symbols.Symbol(reference.Id), reference.Id, reference.Range);
            if (to >= 0)
            {
                _traits[to] |= NodeTraits.Direct | (reference.AutoReferenced ? NodeTraits.AutoReferenced : NodeTraits.None);
                if (reference.IsPrivate)
                {
                    _privateRoots.Add(to);
                    if (IsDevelopmentDependency(reference, _components[to]))
                    {
                        _developmentRoots.Add(to);
                    }
                }
            }
        }

        AddProjectReferences();
    }

    private void AddProjectReferences()
    {
        if (_framework is null || _framework.ProjectReferences.IsEmpty)
        {
            return;
        }

        // Relative to the project as recorded: the tree may have moved since, or have been restored on another system.
        var recorded = _file.Project.ProjectPath is { } project ? project[..Math.Max(0, project.AsSpan().LastIndexOfAny('/', '\\'))] : _folder;
        var byPath = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var library in _target.Libraries.Where(library => library.IsProject))
        {
            if (_file.Libraries.TryGetValue(library.Key, out var details) && details.Path is { } path)
            {
                // NuGet writes an absolute path where the project is on another drive.
                byPath[path is ['/', ..] or [_, ':', ..] ? RestoreRecord.RelativePath(recorded, path) : Native(path)] = _symbols.Node(_symbols.Of(library).Id);
            }
        }

        foreach (var reference in _framework.ProjectReferences)
        {
            if (byPath.TryGetValue(RestoreRecord.RelativePath(recorded, reference), out var to))
            {
                _edges.Add(new Edge(0, to));
                _traits[to] |= NodeTraits.Direct;
            }
            else
            {
                _dropped.Add(new DroppedEdge(0, Path.GetFileNameWithoutExtension(Native(reference)), null, DroppedEdge.Missing));
            }
        }
    }

    private HashSet<string> Pinned()
    {
        var pinned = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, dependencies) in _file.Project.CentralTransitive)
        {
            if (_framework is not null
                && (key.Equals(_framework.Alias, StringComparison.OrdinalIgnoreCase)
                    || FrameworkName.Shorten(key).Equals(_frameworkName, StringComparison.OrdinalIgnoreCase)))
            {
                pinned.UnionWith(dependencies.Select(dependency => dependency.Id));
            }
        }

        return pinned;
    }

    // NuGet writes `IncludeAssets="runtime; build; native; contentfiles; analyzers; buildtransitive"` for a package that calls itself
    // a development dependency, and the SDK copies its DLLs to bin although nothing of the product uses them.
    private bool IsDevelopmentDependency(AssetsReference reference, Component component) =>
        reference.Include is { } include
            ? !include.Contains("Compile", StringComparison.OrdinalIgnoreCase) && include.Contains("Build", StringComparison.OrdinalIgnoreCase)
            : _context.IsDevelopmentDependency(_context.Packages.GetValueOrDefault(component)?.Folder);

    private ImmutableArray<DirectReference> References() =>
        [.. (_framework?.References ?? [])
            .Select(reference => new DirectReference(
                reference.Id, reference.Range, reference.AutoReferenced, reference.IsPrivate, reference.VersionCentrallyManaged))
            .OrderBy(reference => reference.Id, StringComparer.OrdinalIgnoreCase)];
}
