using System.Collections.Immutable;
using System.Runtime.InteropServices;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Packages;
using NuGet.Versioning;

namespace DepRisk.Restore;

/// <summary>What the graphs of a scope share while they are made, one project after the other.</summary>
/// <param name="RelativePath">An absolute path as the scope prints it.</param>
/// <param name="IsDevelopmentDependency">What the nuspec in the package's folder says; false where it is not on disk.</param>
public sealed record AssetsGraphContext(
    ComponentTable Components,
    Dictionary<Component, RestoredPackage> Packages,
    Func<string, string> RelativePath,
    Func<string?, bool> IsDevelopmentDependency,
    List<InputError> Problems)
{
    internal PackageNodes PackageNodes { get; } = new();

    internal SymbolTable Symbols { get; } = new();
}

/// <summary>Makes the graphs of one project, one a target, of its assets file.</summary>
public static class AssetsGraph
{
    /// <param name="project">Node 0 of every graph.</param>
    /// <param name="folder">Absolute folder of the project file, which project references are relative to.</param>
    /// <param name="selfContained">What evaluation knows; null where nothing does, and the downloads decide.</param>
    /// <param name="looseFiles">Files that the project references outside of any package.</param>
    public static ImmutableArray<Target> Targets(
        AssetsFile file, Component project, string folder, bool? selfContained, ImmutableArray<Component> looseFiles, AssetsGraphContext context) =>
        Targets(file, project, folder, selfContained, looseFiles, context, Limits.Nodes);

    internal static ImmutableArray<Target> Targets(
        AssetsFile file, Component project, string folder, bool? selfContained, ImmutableArray<Component> looseFiles, AssetsGraphContext context, int limit)
    {
        var targets = ImmutableArray.CreateBuilder<Target>(file.Targets.Length);
        var size = 0L;
        foreach (var target in file.Targets)
        {
            var graph = new AssetsTargetGraph(file, target, folder, selfContained, context);
            // Each target repeats what the project refers to, so a small file can stand for huge graphs: the cap holds for all together.
            size += graph.Size + looseFiles.Length;
            if (size > limit)
            {
                context.Problems.Add(new InputError(
                    InputErrorCode.LimitExceeded, file.Path, $"has more than {limit} nodes and edges in all targets together; {target.Name} and those behind it are left out"));
                break;
            }

            targets.Add(graph.Build(project, looseFiles));
        }

        return targets.DrainToImmutable();
    }
}

/// <summary>The graph of one target.</summary>
internal sealed partial class AssetsTargetGraph
{
    private readonly AssetsFile _file;
    private readonly AssetsTarget _target;
    private readonly string _folder;
    private readonly bool? _selfContained;
    private readonly AssetsGraphContext _context;
    private readonly AssetsFramework? _framework;
    private readonly string _frameworkName;
    private readonly string? _runtimeIdentifier;
    private readonly TargetProfile _profile;
    private readonly SymbolTable _symbols;
    private readonly List<Component> _components = [];
    private readonly List<NodeFacts> _facts = [];
    private readonly List<ImmutableArray<ShippedFile>> _files = [];
    private readonly List<NodeTraits> _traits = [];
    private readonly List<Edge> _edges = [];
    private readonly List<DroppedEdge> _dropped = [];
    private readonly HashSet<int> _developmentRoots = [];
    private readonly HashSet<int> _privateRoots = [];

    public AssetsTargetGraph(AssetsFile file, AssetsTarget target, string folder, bool? selfContained, AssetsGraphContext context)
    {
        (_file, _target, _folder, _selfContained, _context) = (file, target, folder, selfContained, context);
        var (key, rid) = FrameworkName.SplitKey(target.Name);
        _runtimeIdentifier = rid;
        _framework = Framework(file.Project, key);
        _frameworkName = FrameworkName.Shorten(_framework?.Framework ?? key);
        _profile = _context.PackageNodes.Profile(_frameworkName, FrameworkReferences(), _framework?.PackagesToPrune);
        _symbols = context.Symbols;
    }

    /// <summary>At least the nodes and edges that this target will have: every package is held against every shared framework.</summary>
    public long Size =>
        1L + (_target.Libraries.Length * (1L + _profile.FrameworkReferences.Length)) + _profile.FrameworkReferences.Length
        + _target.Libraries.Sum(static library => (long)library.Dependencies.Length)
        + (_framework is null ? 0 : _framework.References.Length + _framework.ProjectReferences.Length + _framework.Downloads.Length);

    public Target Build(Component project, ImmutableArray<Component> looseFiles)
    {
        _symbols.BeginTarget();
        Add(project, new NodeFacts(true, false, false, false, null), [], NodeTraits.None);
        foreach (var library in _target.Libraries)
        {
            _symbols.SetNode(_symbols.Of(library).Id, _components.Count);
            AddLibrary(library);
        }

        for (var i = 0; i < _target.Libraries.Length; i++)
        {
            AddDependencies(_target.Libraries[i], i + 1);
        }

        AddReferences();
        var forward = new Rows(_components.Count, _edges, forward: true);
        var backward = new Rows(_components.Count, _edges, forward: false);
        var classes = NodeClasses.Of(CollectionsMarshal.AsSpan(_facts), forward, backward, _developmentRoots);
        var published = NodeClasses.Reached(forward, _privateRoots);
        var nodes = new List<Node>(_components.Count + 4);
        for (var i = 0; i < _components.Count; i++)
        {
            var ships = classes[i] is DependencyClass.Runtime;
            var traits = _traits[i] | (ships && !published[i] ? NodeTraits.NotPublished : NodeTraits.None);
            nodes.Add(new Node(_components[i], classes[i], traits, ships ? _files[i] : [], _facts[i].ProvidedBy));
        }

        var selfContained = AddFrameworksAndDownloads(nodes);
        foreach (var loose in looseFiles)
        {
            _edges.Add(new Edge(0, nodes.Count));
            nodes.Add(new Node(loose, DependencyClass.Runtime, NodeTraits.Direct, []));
        }

        var name = _file.FormatVersion >= 4 ? _target.Name : _frameworkName + (_runtimeIdentifier is null ? "" : "/" + _runtimeIdentifier);
        return new Target(
            name, _frameworkName, _runtimeIdentifier, selfContained, References(), DependencyGraph.Create(nodes, _edges, dropped: [.. _dropped]));
    }

    private static AssetsFramework? Framework(AssetsProject project, string key)
    {
        foreach (var framework in project.Frameworks)
        {
            if (framework.Alias.Equals(key, StringComparison.OrdinalIgnoreCase))
            {
                return framework;
            }
        }

        // Before version 4 targets have long names and frameworks short ones.
        var name = FrameworkName.Shorten(key);
        return project.Frameworks.FirstOrDefault(framework =>
            FrameworkName.Shorten(framework.Framework).Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    // The project's own and those that come by a project or a package.
    private string[] FrameworkReferences()
    {
        var references = new SortedSet<string>(_framework?.FrameworkReferences ?? [], StringComparer.OrdinalIgnoreCase);
        foreach (var library in _target.Libraries)
        {
            foreach (var reference in library.FrameworkReferences)
            {
                references.Add(reference);
            }
        }

        return [.. references];
    }

    private void Add(Component component, NodeFacts facts, ImmutableArray<ShippedFile> files, NodeTraits traits)
    {
        _components.Add(component);
        _facts.Add(facts);
        _files.Add(files);
        _traits.Add(traits);
    }

    private void AddLibrary(TargetLibrary library)
    {
        _file.Libraries.TryGetValue(library.Key, out var details);
        var assets = library.Assets;
        if (library.IsProject)
        {
            var path = details?.Path is { } relative && MSBuildText.FullPath(relative, _folder) is { } full ? _context.RelativePath(full) : library.Id;
            var ships = assets.Ships.Length > 0 || assets.RuntimePlaceholders.IsEmpty;
            Add(_context.Components.Project(library.Id, library.Version, path), new NodeFacts(ships, assets.Compiles, false, !ships, null), [], NodeTraits.None);
            return;
        }

        var node = PackageNodes.Of(library, details, _profile, this);
        Add(node.Component, node.Facts, library.Assets.Ships, node.Traits);
    }

    /// <summary>The package as a node of any target with this profile; its first occurrence decides, its text being the same in all.</summary>
    internal PackageNode PackageNode(TargetLibrary library, AssetsLibrary? details)
    {
        var version = PackageVersion.Normalize(library.Version);
        var component = _context.Components.Package(library.Id, version);
        Remember(component, details);
        var assets = library.Assets;
        var excluded = assets.Ships.IsEmpty && details is { Placeholders.IsDefault: false }
            && assets.RuntimePlaceholders.Except(details.Placeholders, StringComparer.Ordinal).Any();
        return new PackageNode(
            component,
            details,
            new NodeFacts(assets.Ships.Length > 0, assets.Compiles, assets.Builds || details?.HasAnalyzers is true, excluded, _profile.ProvidedBy(library.Id, version)),
            details?.HasBuildCode is true ? NodeTraits.BuildAssets : NodeTraits.None);
    }

    private void Remember(Component component, AssetsLibrary? details)
    {
        if (!_context.Packages.TryGetValue(component, out var known))
        {
            _context.Packages.Add(component, new RestoredPackage(details?.ContentHash, Folder(details?.Path)));
        }
        else if (known.ContentHash is not null && details?.ContentHash is { } hash && !hash.Equals(known.ContentHash, StringComparison.Ordinal))
        {
            _context.Problems.Add(new InputError(
                InputErrorCode.ConflictingContent, _file.Path, $"{component} has another content here than in another project; restore both from the same feed")
            { IsPartial = false });
        }
    }

    private string? Folder(string? path) =>
        path is null ? null : _file.PackageFolders.Select(folder => Path.Combine(folder, Native(path))).FirstOrDefault(Directory.Exists);

    private void AddDependencies(TargetLibrary library, int from)
    {
        var symbols = _symbols.Of(library).Dependencies;
        for (var i = 0; i < symbols.Length; i++)
        {
            var dependency = library.Dependencies[i];
            AddEdge(from, symbols[i], dependency.Id, dependency.Range);
        }
    }

    /// <returns>The node of that id; -1 where the target has none and the edge is dropped.</returns>
    private int AddEdge(int from, int symbol, string id, string range)
    {
        var to = _symbols.Node(symbol);
        if (to >= 0)
        {
            _edges.Add(new Edge(from, to, range));
        }
        else
        {
            _dropped.Add(new DroppedEdge(from, id, range, _profile.MayPrune(id) ? DroppedEdge.Pruned : DroppedEdge.Missing));
        }

        return to;
    }

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

    private static string Native(string path) => path.Replace('\\', '/');
}
