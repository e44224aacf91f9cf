using System.Collections.Immutable;
using DepRisk.Graph;

namespace DepRisk.Lock;

/// <summary>
/// One app of a lock as a target, with what the graph of the project tells of it: of each of our projects that both contain, the graph says what it refers to and in which versions.
/// NuGet takes the lowest version that all ranges allow: a version that such a range asks for takes the place of a lower one of the lock, a higher one stays, and what is neither
/// nobody can tell.
/// </summary>
/// <param name="isStrict">A version is certain only where somebody who is certainly there asks for it.</param>
internal sealed partial class LockedApp(string path, LockIndex state, ProjectDelta delta, ProjectFlow flow, ComponentTable table, bool isStrict)
{
    private readonly HashSet<string> _uncertain = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Node> _nodes = [];
    private readonly List<Edge> _edges = [];
    private readonly Dictionary<Component, int> _indexes = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Component> _changed = new(delta.Changed, ReferenceEqualityComparer.Instance);

    // By id, versions that the app has; those of the lock at first.
    private readonly Dictionary<string, List<Component>> _versions = new(StringComparer.OrdinalIgnoreCase);

    // Ids that projects refer to of which the project's graph says nothing.
    private readonly HashSet<string> _chosenElsewhere = new(StringComparer.OrdinalIgnoreCase);

    // Ids whose version somebody asks for who is certainly there.
    private readonly HashSet<string> _held = new(StringComparer.OrdinalIgnoreCase);

    // Versions of the project that nobody is known to ask for here, with who refers to them.
    private readonly List<(int From, Node End)> _open = [];
    private bool _isReferenceMissing;
    private bool _mayHaveLost;
    private bool _tookUnheld;

    /// <summary>Ids of which nobody can tell whether, or in which version, the app has them.</summary>
    public IReadOnlySet<string> Uncertain => _uncertain;

    /// <summary>
    /// A version of the lock was taken for certain although nobody is known to ask for it, and what asked for it may be gone: to be made again, strictly.
    /// </summary>
    public bool IsDoubtful => _mayHaveLost && _tookUnheld && !isStrict;

    /// <param name="contained">The projects that it contains, itself included.</param>
    /// <param name="packages">That reach it.</param>
    public Target Target(ImmutableArray<LockedProject> contained, List<Component> packages)
    {
        foreach (var package in packages)
        {
            VersionsOf(package.Id).Add(package);
        }

        Add(new Node(ProjectOf(path), DependencyClass.Runtime, NodeTraits.None, []));
        foreach (var project in contained)
        {
            AddProject(project);
        }

        Graft();
        AddLocked(packages);
        AddReferences(contained);
        MarkLost(packages);
        return new Target("", "", null, false, [], DependencyGraph.Create(_nodes, _edges, _isReferenceMissing ? EdgeSource.Unknown : EdgeSource.Direct));
    }

    private Component ProjectOf(string projectPath) => table.Project(System.IO.Path.GetFileNameWithoutExtension(projectPath), null, projectPath);

    private List<Component> VersionsOf(string id)
    {
        if (!_versions.TryGetValue(id, out var versions))
        {
            _versions.Add(id, versions = []);
        }

        return versions;
    }

    private void AddProject(LockedProject project)
    {
        if (!project.Path.Equals(path, StringComparison.Ordinal))
        {
            _edges.Add(new Edge(0, Add(new Node(ProjectOf(project.Path), DependencyClass.Runtime, NodeTraits.None, []))));
        }

        if (!flow.References.TryGetValue(project.Path, out var now))
        {
            _isReferenceMissing |= project.References is null;
            _chosenElsewhere.UnionWith(project.References ?? []);
        }
        else if (project.Path.Equals(flow.Project.Path, StringComparison.Ordinal))
        {
            _mayHaveLost |= project.References is null || !delta.Removed.IsEmpty;
        }
        else
        {
            // A reference that is private there is not seen here: that it is gone cannot be told from that.
            _mayHaveLost |= project.References is not { } before || before.Any(id => !now.Contains(id));
        }
    }

    private void AddLocked(List<Component> packages)
    {
        foreach (var package in packages)
        {
            if (VersionsOf(package.Id).Contains(package) && NodeOf(LockedNode(package)) is var index && !_nodes[index].MayShip)
            {
                // Here it ships, whatever it is to the project.
                _nodes[index] = LockedNode(package);
            }
        }

        // What the project has by ways that are not known to lead here.
        foreach (var (graph, flowing, _) in flow.Targets)
        {
            for (var i = 0; i < graph.Nodes.Length; i++)
            {
                if (flowing.Contains(i) && _changed.Contains(graph.Nodes[i].Component) && !_indexes.ContainsKey(graph.Nodes[i].Component) && IsReachable(graph, i))
                {
                    _uncertain.Add(graph.Nodes[i].Component.Id);
                }
            }
        }
    }

    /// <summary>Some project of the graph is part of the app, so that what hangs below it may be.</summary>
    private bool IsReachable(DependencyGraph graph, int node)
    {
        var reaching = Dependents.In(graph).Reaching(node);
        for (var i = 0; i < graph.Nodes.Length; i++)
        {
            if (reaching.Contains(i) && _indexes.ContainsKey(graph.Nodes[i].Component))
            {
                return true;
            }
        }

        return false;
    }

    private void AddReferences(ImmutableArray<LockedProject> contained)
    {
        foreach (var project in contained)
        {
            if (flow.References.ContainsKey(project.Path))
            {
                continue;
            }

            var from = _indexes[ProjectOf(project.Path)];
            foreach (var id in project.References ?? [])
            {
                foreach (var package in _versions.GetValueOrDefault(id) ?? [])
                {
                    _edges.Add(new Edge(from, _indexes[package]));
                }
            }
        }
    }

    private void MarkLost(List<Component> packages)
    {
        foreach (var package in _mayHaveLost ? packages : [])
        {
            if (!_held.Contains(package.Id))
            {
                _uncertain.Add(package.Id);
            }
        }
    }

    /// <summary>What a lock has without a capability may be nothing but names of others; of what it does not know at all, nobody can tell whether it has files.</summary>
    private Node LockedNode(Component package) => state.Find(package)?.Capabilities switch
    {
        null => new Node(package, DependencyClass.Unknown, NodeTraits.None, []),
        { IsEmpty: true } => new Node(package, DependencyClass.Runtime, NodeTraits.None, []),
        _ => new Node(package, DependencyClass.Runtime, NodeTraits.None, [new ShippedFile(LockedEvidence.SomeFile, ShippedFileType.Assembly)]),
    };

    /// <summary>Of a source that lists no files, nothing may be concluded from a package without any.</summary>
    private Node OwnNode(in Node node) =>
        flow.ListsFiles || node is not { Class: DependencyClass.Runtime, Component.Type: ComponentType.Package } ? node
        : state.Find(node.Component) is not null ? LockedNode(node.Component)
        : node with { Class = DependencyClass.Unknown };

    private int NodeOf(in Node node) => _indexes.TryGetValue(node.Component, out var index) ? index : Add(node with { Traits = NodeTraits.None });

    private int Add(in Node node)
    {
        _indexes.Add(node.Component, _nodes.Count);
        _nodes.Add(node);
        return _nodes.Count - 1;
    }
}
