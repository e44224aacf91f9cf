using System.Collections.Immutable;
using System.Runtime.InteropServices;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Packages;

namespace DepRisk.Restore;

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
            (details?.HasBuildCode is true ? NodeTraits.BuildAssets : NodeTraits.None)
                | (details?.HasAnalyzers is true ? NodeTraits.Analyzers : NodeTraits.None)
                | (assets.Builds ? NodeTraits.Imported : NodeTraits.None));
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

    private static string Native(string path) => path.Replace('\\', '/');
}
