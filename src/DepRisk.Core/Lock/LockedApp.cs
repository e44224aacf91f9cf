using System.Collections.Immutable;
using DepRisk.Graph;
using DepRisk.Packages;

namespace DepRisk.Lock;

/// <summary>
/// One app of a lock as a target, with what the graph of the project tells of it: of each of our projects that both contain, the graph says what it refers to and in which versions.
/// NuGet takes the lowest version that all ranges allow: a version that such a range asks for takes the place of a lower one of the lock, a higher one stays, and what is neither
/// nobody can tell.
/// </summary>
/// <param name="isStrict">A version is certain only where somebody who is certainly there asks for it.</param>
internal sealed class LockedApp(string path, LockIndex state, ProjectDelta delta, ProjectFlow flow, ComponentTable table, bool isStrict)
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

    private void Graft()
    {
        foreach (var (graph, flowing) in flow.Targets)
        {
            var walk = new Walk(graph, flowing);
            for (var node = 0; node < graph.Nodes.Length; node++)
            {
                if (graph.Nodes[node].Component.Type is ComponentType.Project && _indexes.ContainsKey(graph.Nodes[node].Component))
                {
                    walk.Add(node);
                }
            }

            TakeCentral(walk);
            while (walk.Next(out var node))
            {
                Follow(walk, node);
            }
        }

        foreach (var (from, end) in _open)
        {
            AddOpen(from, end);
        }
    }

    /// <summary>A central version is that of everybody who refers to the id.</summary>
    private void TakeCentral(Walk walk)
    {
        var graph = walk.Graph;
        for (var i = 0; i < graph.DependenciesOf(0).Length; i++)
        {
            var node = graph.Nodes[graph.DependenciesOf(0)[i]];
            if (flow.Central.Contains(node.Component.Id) && _chosenElsewhere.Contains(node.Component.Id) && _changed.Contains(node.Component)
                && Asks(graph, 0, i) && !VersionsOf(node.Component.Id).Exists(version => IsAbove(version, node.Component)))
            {
                Replace(node.Component);
                NodeOf(OwnNode(node));
                walk.Add(graph.DependenciesOf(0)[i]);
            }
        }
    }

    private void Follow(Walk walk, int node)
    {
        var graph = walk.Graph;
        var from = NodeOf(graph.Nodes[node]);
        for (var i = 0; i < graph.DependenciesOf(node).Length; i++)
        {
            var to = graph.DependenciesOf(node)[i];
            var end = graph.Nodes[to];
            if (!walk.Flows(to) || end.Component.Type is not (ComponentType.Package or ComponentType.Project))
            {
                continue;
            }

            if (end.Component.Type is ComponentType.Project || Takes(end, Asks(graph, node, i)))
            {
                _edges.Add(new Edge(from, NodeOf(OwnNode(end))));
                walk.Add(to);
            }
            else
            {
                _open.Add((from, end));
            }
        }
    }

    private static bool Asks(DependencyGraph graph, int node, int edge) =>
        graph.RequestedBy(node) is { IsEmpty: false } ranges && PackageVersion.AsksFor(ranges[edge], graph.Nodes[graph.DependenciesOf(node)[edge]].Component.Version);

    /// <returns>Whether the app has the project's version, so that what that one refers to is known.</returns>
    private bool Takes(in Node node, bool isAskedFor)
    {
        var (package, here) = (node.Component, VersionsOf(node.Component.Id));
        if (here.Contains(package))
        {
            if (isAskedFor)
            {
                _held.Add(package.Id);
            }

            _tookUnheld |= !isAskedFor;
            return isAskedFor || !isStrict;
        }

        if (!node.MayShip)
        {
            return here.Count is 0;
        }

        if (!isAskedFor || !_changed.Contains(package))
        {
            return false;
        }

        // Who refers to a lower version directly does not restore: NU1605 is an error.
        if (here.Count is 0 || (here.Count is 1 && IsAbove(package, here[0])))
        {
            Replace(package);
            return true;
        }

        return false;
    }

    private static bool IsAbove(Component package, Component other) => PackageVersion.Compare(package.Version, other.Version) > 0;

    private void Replace(Component package)
    {
        var here = VersionsOf(package.Id);
        // What the version before referred to may have come by it alone.
        _mayHaveLost |= here.Count > 0;
        here.Clear();
        here.Add(package);
        _held.Add(package.Id);
    }

    /// <summary>Who refers to the id gets what the app has of it; where that is not known, either version may be there.</summary>
    private void AddOpen(int from, in Node end)
    {
        var (package, here) = (end.Component, VersionsOf(end.Component.Id));
        if (!here.Contains(package) && end.MayShip && _changed.Contains(package) && !here.Exists(version => IsAbove(version, package)))
        {
            here.Add(package);
            NodeOf(OwnNode(end));
            _uncertain.Add(package.Id);
        }

        foreach (var version in here)
        {
            _edges.Add(new Edge(from, NodeOf(ReferenceEquals(version, package) ? OwnNode(end) : LockedNode(version))));
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
        foreach (var (graph, flowing) in flow.Targets)
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

    /// <summary>Nodes of one target that are certainly part of the app, each once.</summary>
    private sealed class Walk(DependencyGraph graph, NodeSet flowing)
    {
        private readonly NodeSet _seen = new(graph.Nodes.Length);
        private readonly Stack<int> _pending = new();

        public DependencyGraph Graph => graph;

        public bool Flows(int node) => flowing.Contains(node);

        public void Add(int node)
        {
            if (_seen.Add(node))
            {
                _pending.Push(node);
            }
        }

        public bool Next(out int node) => _pending.TryPop(out node);
    }
}
