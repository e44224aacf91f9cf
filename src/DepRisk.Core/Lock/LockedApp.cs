using System.Collections.Immutable;
using DepRisk.Graph;

namespace DepRisk.Lock;

/// <summary>
/// One app of a lock as a target. NuGet takes the lowest version that all ranges allow, so that what a library resolves is the least that an app with it has: a changed
/// version of the project takes the place of a lower one of the lock, and a higher one stays. Where another project refers to the id itself, nobody can tell.
/// </summary>
internal sealed class LockedApp(string path, LockIndex state, ProjectDelta delta, ProjectFlow flow, ComponentTable table, HashSet<string> uncertain)
{
    private enum Taken : byte
    {
        /// <summary>The app has the project's version.</summary>
        Own,

        /// <summary>The app has another version than the project, and what that one refers to is not known.</summary>
        Other,

        /// <summary>Nobody can tell which.</summary>
        Open,
    }

    private readonly List<Node> _nodes = [];
    private readonly List<Edge> _edges = [];
    private readonly Dictionary<Component, int> _indexes = new(ReferenceEqualityComparer.Instance);

    // By id, versions that the app has.
    private readonly Dictionary<string, List<Component>> _versions = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _chosenElsewhere = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _reached = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<Component> _replaced = new(ReferenceEqualityComparer.Instance);
    private bool _contains;
    private bool _isReferenceMissing;
    private bool _mayHaveLost;

    /// <param name="contained">The projects that it contains, itself included.</param>
    /// <param name="packages">That reach it.</param>
    public Target Target(ImmutableArray<LockedProject> contained, List<Component> packages)
    {
        AddProjects(contained);
        foreach (var package in packages)
        {
            VersionsOf(package.Id).Add(package);
        }

        var taken = Decide();
        Graft(taken);
        AddLocked(packages);
        AddReferences(contained);
        MarkUncertain(packages);
        var edges = _isReferenceMissing ? EdgeSource.Unknown : EdgeSource.Direct;
        return new Target("", "", null, false, [], DependencyGraph.Create(_nodes, _edges, edges));
    }

    private void AddProjects(ImmutableArray<LockedProject> contained)
    {
        Add(new Node(ProjectOf(path), DependencyClass.Runtime, NodeTraits.None, []));
        foreach (var project in contained)
        {
            var isOwn = IsOwn(project);
            _contains |= isOwn;
            _isReferenceMissing |= !isOwn && project.References is null;
            if (!isOwn)
            {
                _chosenElsewhere.UnionWith(project.References ?? []);
            }

            if (!project.Path.Equals(path, StringComparison.Ordinal))
            {
                _edges.Add(new Edge(0, Add(new Node(ProjectOf(project.Path), DependencyClass.Runtime, NodeTraits.None, []))));
            }
        }

        // What the project referred to before is not known, so that something may be gone.
        _mayHaveLost = _contains && (!delta.Removed.IsEmpty || contained.FirstOrDefault(IsOwn)?.References is null);
    }

    private bool IsOwn(LockedProject project) => project.Path.Equals(flow.Project.Path, StringComparison.Ordinal);

    private Component ProjectOf(string projectPath) => table.Project(System.IO.Path.GetFileNameWithoutExtension(projectPath), null, projectPath);

    private List<Component> VersionsOf(string id)
    {
        if (!_versions.TryGetValue(id, out var versions))
        {
            _versions.Add(id, versions = []);
        }

        return versions;
    }

    private Dictionary<Component, Taken> Decide()
    {
        var taken = new Dictionary<Component, Taken>(ReferenceEqualityComparer.Instance);
        foreach (var versions in flow.Packages)
        {
            foreach (var node in versions)
            {
                if (!taken.ContainsKey(node.Component))
                {
                    taken.Add(node.Component, Decide(node, versions.Select(own => own.Component).Distinct().Count() is 1));
                }
            }
        }

        return taken;
    }

    private Taken Decide(in Node node, bool isOnly)
    {
        var (package, here) = (node.Component, VersionsOf(node.Component.Id));
        if (here.Count is 0 || here.Contains(package))
        {
            return Taken.Own;
        }

        if (!node.MayShip)
        {
            return Taken.Other;
        }

        if (IsCentral(package.Id))
        {
            return Replace(here, package);
        }

        if (here.TrueForAll(version => Packages.PackageVersion.Compare(version.Version, package.Version) > 0))
        {
            return Taken.Other;
        }

        return _contains && isOnly && here.Count is 1 && !_isReferenceMissing && !_chosenElsewhere.Contains(LockedPackage.IdOf(package)) ? Replace(here, package) : Taken.Open;
    }

    private bool IsCentral(string id) => flow.Pinned.Contains(id) || (flow.Central.Contains(id) && (_contains || _chosenElsewhere.Contains(id)));

    private Taken Replace(List<Component> here, Component package)
    {
        here.Clear();
        here.Add(package);
        _replaced.Add(package);
        // What the version before referred to may have come by it alone.
        _mayHaveLost = true;
        return Taken.Own;
    }

    /// <summary>Hangs the project's graph below its node; in an app without it, what a central version brings below nobody's.</summary>
    private void Graft(Dictionary<Component, Taken> taken)
    {
        foreach (var (graph, flowing) in flow.Targets)
        {
            var pending = new Stack<int>();
            var seen = new NodeSet(graph.Nodes.Length);
            for (var i = 0; i < graph.Nodes.Length; i++)
            {
                if (flowing.Contains(i) && IsRoot(graph.Nodes[i].Component, i))
                {
                    seen.Add(i);
                    pending.Push(i);
                }
            }

            while (pending.TryPop(out var node))
            {
                var from = NodeOf(graph.Nodes[node]);
                foreach (var to in graph.DependenciesOf(node))
                {
                    // What the project refers to privately it refers to, and nobody gets it by that.
                    if (Connect(from, graph.Nodes[to], taken, flowing.Contains(to)) && flowing.Contains(to) && seen.Add(to))
                    {
                        pending.Push(to);
                    }
                }
            }
        }

        AddUnreached(taken);
    }

    private bool IsRoot(Component component, int node) => _contains ? node is 0 : _replaced.Contains(component);

    /// <returns>Whether what the end refers to is what the project's graph says.</returns>
    private bool Connect(int from, in Node end, Dictionary<Component, Taken> taken, bool flows)
    {
        if (end.Component.Type is ComponentType.Project)
        {
            _edges.Add(new Edge(from, NodeOf(end)));
            return true;
        }

        if (end.Component.Type is not ComponentType.Package || !flows)
        {
            return false;
        }

        var isOwn = taken[end.Component] is Taken.Own;
        if (isOwn && VersionsOf(end.Component.Id) is var versions && !versions.Contains(end.Component))
        {
            versions.Add(end.Component);
        }

        if (end.MayShip)
        {
            _reached.Add(end.Component.Id);
        }

        if (taken[end.Component] is not Taken.Other)
        {
            _edges.Add(new Edge(from, NodeOf(end)));
        }

        if (taken[end.Component] is Taken.Open)
        {
            uncertain.Add(end.Component.Id);
        }

        foreach (var other in VersionsOf(end.Component.Id))
        {
            if (!ReferenceEquals(other, end.Component))
            {
                _edges.Add(new Edge(from, NodeOf(LockedNode(other))));
            }
        }

        return isOwn;
    }

    /// <summary>What the project has, and this app by other versions of what brings it, or not at all.</summary>
    private void AddUnreached(Dictionary<Component, Taken> taken)
    {
        if (!_contains)
        {
            return;
        }

        foreach (var node in flow.Packages.SelectMany(versions => versions))
        {
            var isLocked = state.Find(node.Component) is { } locked && LockIndex.Has(locked.Apps, path);
            if (node.MayShip && !isLocked && taken[node.Component] is not Taken.Other && !_indexes.ContainsKey(node.Component))
            {
                NodeOf(node);
                uncertain.Add(node.Component.Id);
            }
        }
    }

    private void AddLocked(List<Component> packages)
    {
        foreach (var package in packages)
        {
            if (VersionsOf(package.Id).Contains(package))
            {
                var index = NodeOf(LockedNode(package));
                if (!_nodes[index].MayShip)
                {
                    // Here it ships, whatever it is to the project.
                    _nodes[index] = LockedNode(package);
                }
            }
        }
    }

    private void AddReferences(ImmutableArray<LockedProject> contained)
    {
        foreach (var project in contained)
        {
            if (IsOwn(project))
            {
                continue;
            }

            var from = _indexes[ProjectOf(project.Path)];
            foreach (var id in project.References ?? [])
            {
                foreach (var package in _versions.GetValueOrDefault(id) ?? [])
                {
                    if (_indexes.TryGetValue(package, out var to))
                    {
                        _edges.Add(new Edge(from, to));
                    }
                }
            }
        }
    }

    private void MarkUncertain(List<Component> packages)
    {
        foreach (var package in _mayHaveLost ? packages : [])
        {
            if (!_reached.Contains(package.Id) && !_chosenElsewhere.Contains(LockedPackage.IdOf(package)))
            {
                uncertain.Add(package.Id);
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

    private int NodeOf(in Node node) => _indexes.TryGetValue(node.Component, out var index) ? index : Add(node with { Traits = NodeTraits.None });

    private int Add(in Node node)
    {
        _indexes.Add(node.Component, _nodes.Count);
        _nodes.Add(node);
        return _nodes.Count - 1;
    }
}
