using System.Collections.Immutable;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Packages;

namespace DepRisk.Restore;

/// <summary>Makes the graph of the target that a *.deps.json is for.</summary>
public sealed class DepsGraph
{
    private const string RuntimePackPrefix = "runtimepack.";
    private const string ReferenceSuffix = ".Reference";

    private readonly DepsFile _file;
    private readonly DepsTarget _target;
    private readonly ComponentTable _components;
    private readonly IDictionary<Component, RestoredPackage> _packages;
    private readonly List<InputError> _problems;

    // The libraries that become nodes, the root first, parallel to _nodes.
    private readonly List<DepsTargetLibrary> _libraries = [];
    private readonly List<Node> _nodes = [];
    private readonly List<Edge> _edges = [];
    private readonly List<DroppedEdge> _dropped = [];
    private readonly Dictionary<string, int> _byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _projects = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _byKey = new(StringComparer.OrdinalIgnoreCase);

    private DepsGraph(DepsFile file, DepsTarget target, ComponentTable components, IDictionary<Component, RestoredPackage> packages, List<InputError> problems)
    {
        _file = file;
        _target = target;
        _components = components;
        _packages = packages;
        _problems = problems;
    }

    /// <param name="project">Node 0; null makes a first-party component of the file's own root.</param>
    /// <param name="packages">Gains the content hash of every package.</param>
    public static Result<Target> Target(
        DepsFile file,
        Component? project,
        ComponentTable components,
        IDictionary<Component, RestoredPackage> packages,
        List<InputError> problems)
    {
        DepsTarget? target = null;
        foreach (var candidate in file.Targets)
        {
            target = string.Equals(candidate.Name, file.RuntimeTarget, StringComparison.Ordinal) ? candidate : target;
        }

        if (target is null)
        {
            var names = file.Targets.IsEmpty ? "none" : Listed(file.Targets.Select(candidate => candidate.Name));
            return new InputError(InputErrorCode.Unexpected, file.Path, $"is for {file.RuntimeTarget}, but its targets are: {names}");
        }

        if (file.Libraries.Count is 0)
        {
            return new InputError(InputErrorCode.Unexpected, file.Path, "has no libraries, so that projects and packages cannot be told apart");
        }

        var graph = new DepsGraph(file, target, components, packages, problems);
        return graph.Root().Succeeded(out var root, out var error) ? graph.Build(root, project) : error;
    }

    // The project that nothing else refers to; where several are, the one that the file is named after.
    private Result<DepsTargetLibrary> Root()
    {
        var referred = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var library in _target.Libraries)
        {
            foreach (var dependency in library.Dependencies)
            {
                if (!library.Id.Equals(dependency.Id, StringComparison.OrdinalIgnoreCase))
                {
                    referred.Add(dependency.Id);
                }
            }
        }

        const string extension = ".deps.json";
        var fileName = Path.GetFileName(_file.Path);
        var name = fileName.EndsWith(extension, StringComparison.OrdinalIgnoreCase) ? fileName[..^extension.Length] : fileName;
        List<DepsTargetLibrary> roots = [];
        foreach (var library in _target.Libraries)
        {
            if (IsType(library, "project") && !referred.Contains(library.Id))
            {
                if (library.Id.Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return library;
                }

                roots.Add(library);
            }
        }

        return roots switch
        {
            [var root] => root,
            [] => new InputError(InputErrorCode.Unexpected, _file.Path, "has no project that nothing else refers to, so that its root is unknown"),
            _ => new InputError(InputErrorCode.Unexpected, _file.Path, $"has several projects that nothing refers to ({Listed(roots.Select(root => root.Id))}) and is named after none"),
        };
    }

    // A message is for a person, and a broken file may name anything many times.
    private static string Listed(IEnumerable<string> names)
    {
        var all = names.ToArray();
        return string.Join(", ", all.Take(10)) + (all.Length > 10 ? $" and {all.Length - 10} more" : "");
    }

    private Target Build(DepsTargetLibrary root, Component? project)
    {
        foreach (var library in _target.Libraries)
        {
            if (IsType(library, "project"))
            {
                _projects.Add(library.Id);
            }
        }

        Add(root, project ?? _components.Intern(ComponentType.Project, "", root.Id, PackageVersion.Normalize(root.Version)));
        foreach (var library in _target.Libraries)
        {
            if (!ReferenceEquals(library, root) && !IsPhantom(library))
            {
                AddLibrary(library);
            }
        }

        AddPhantoms();
        for (var from = 0; from < _libraries.Count; from++)
        {
            AddEdges(from);
        }

        var nodes = _nodes.ToArray();
        var references = Directs(nodes);
        Classify(nodes);
        var (framework, runtimeIdentifier) = FrameworkName.SplitKey(_target.Name);
        framework = FrameworkName.Shorten(framework);
        return new Target(
            runtimeIdentifier is null ? framework : $"{framework}/{runtimeIdentifier}",
            framework,
            runtimeIdentifier,
            Array.Exists(nodes, node => node.Component.Type is ComponentType.Framework),
            references,
            DependencyGraph.Create(nodes, _edges, EdgeSource.Resolved, [.. _dropped]));
    }

    private bool IsType(DepsTargetLibrary library, string type) => _file.Libraries.TryGetValue(library.Key, out var known) && known.Is(type);

    // A project whose assembly has another name than its project file appears again, as Renamed.Lib.Reference of type reference:
    // the SDK does not recognise the assembly as the project's. Both are the project.
    private bool IsPhantom(DepsTargetLibrary library) =>
        library.Id.EndsWith(ReferenceSuffix, StringComparison.OrdinalIgnoreCase) && IsType(library, "reference") && _projects.Contains(Original(library));

    private static string Original(DepsTargetLibrary phantom) => phantom.Id[..^ReferenceSuffix.Length];

    private void AddPhantoms()
    {
        foreach (var library in _target.Libraries)
        {
            if (IsPhantom(library))
            {
                var original = _byId[Original(library)];
                _byId.TryAdd(library.Id, original);
                _byKey.TryAdd(library.Key, original);
            }
        }
    }

    private void AddLibrary(DepsTargetLibrary library)
    {
        if (!_file.Libraries.TryGetValue(library.Key, out var known))
        {
            _problems.Add(new InputError(InputErrorCode.Unexpected, _file.Path, $"has {library.Key} in its target but not in its libraries; it is left out"));
            return;
        }

        var version = PackageVersion.Normalize(library.Version);
        if (known.Is("package"))
        {
            var package = _components.Package(library.Id, version);
            if (!_packages.TryGetValue(package, out var restored) || restored.ContentHash is null)
            {
                _packages[package] = new RestoredPackage(known.ContentHash, restored?.Folder);
            }

            Add(library, package);
        }
        else if (known.Is("project"))
        {
            Add(library, _components.Intern(ComponentType.Project, "", library.Id, version));
        }
        else if (known.Is("runtimepack"))
        {
            var id = library.Id.StartsWith(RuntimePackPrefix, StringComparison.OrdinalIgnoreCase) ? library.Id[RuntimePackPrefix.Length..] : library.Id;
            Add(library, _components.Intern(ComponentType.Framework, "nuget", id, version));
        }
        else
        {
            // reference and referenceassembly: a DLL whose four-part version is the assembly's own.
            Add(library, _components.Intern(ComponentType.File, "", library.Id, library.Version));
        }
    }

    private void Add(DepsTargetLibrary library, Component component)
    {
        var type = library.Files.IsEmpty && library.Compiles ? DependencyClass.Compile : DependencyClass.Runtime;
        _byId.TryAdd(library.Id, _nodes.Count);
        _byKey.TryAdd(library.Key, _nodes.Count);
        _nodes.Add(new Node(component, type, NodeTraits.None, library.Files));
        _libraries.Add(library);
    }

    private void AddEdges(int from)
    {
        foreach (var dependency in _libraries[from].Dependencies)
        {
            if (_byKey.TryGetValue($"{dependency.Id}/{dependency.Range}", out var to) || _byId.TryGetValue(dependency.Id, out to))
            {
                _edges.Add(new Edge(from, to));
                continue;
            }

            _dropped.Add(new DroppedEdge(from, dependency.Id, null, "the target has no such library"));
            // Not partial: what has no entry in the target has no file in the output.
            _problems.Add(new InputError(InputErrorCode.DanglingEdge, _file.Path, $"{_libraries[from].Id} depends on {dependency.Id}, which the target does not contain") { IsPartial = false });
        }
    }

    private ImmutableArray<DirectReference> Directs(Node[] nodes)
    {
        var references = new SortedDictionary<string, DirectReference>(StringComparer.OrdinalIgnoreCase);
        foreach (var edge in _edges)
        {
            if (edge is { From: 0, To: not 0 })
            {
                var node = nodes[edge.To];
                nodes[edge.To] = node with { Traits = node.Traits | NodeTraits.Direct };
                var id = node.Component.Id;
                references[id] = new DirectReference(id, null, IsAutoReferenced: false, IsPrivate: false, IsCentrallyVersioned: false);
            }
        }

        return [.. references.Values];
    }

    private void Classify(Node[] nodes)
    {
        var meta = new bool[nodes.Length];
        for (var node = 1; node < nodes.Length; node++)
        {
            meta[node] = nodes[node].Files.IsEmpty && nodes[node].Class is not DependencyClass.Compile;
        }

        MetaPackages.Classify(nodes, meta, _edges);
    }
}
