using DepRisk.Graph;
using DepRisk.Packages;

namespace DepRisk.Lock;

/// <summary>What the project's graph tells of the app: followed from each of our projects that both contain, as far as it is certain.</summary>
internal sealed partial class LockedApp
{
    private void Graft()
    {
        foreach (var target in flow.Targets)
        {
            var (graph, walk) = (target.Graph, new Walk(target));
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

    /// <summary>A central version is that of everybody who refers to the id; whether it is central, a project without references cannot tell.</summary>
    private void TakeCentral(Walk walk)
    {
        var graph = walk.Graph;
        for (var from = 0; from < (flow.IsCentral is false ? 0 : graph.Nodes.Length); from++)
        {
            if (graph.Nodes[from].Component.Type is not ComponentType.Project)
            {
                continue;
            }

            for (var i = 0; i < graph.DependenciesOf(from).Length; i++)
            {
                var to = graph.DependenciesOf(from)[i];
                if (walk.Flows(from, to) && IsRaised(graph.Nodes[to].Component) && Asks(graph, from, i))
                {
                    TakeCentral(walk, to);
                }
            }
        }
    }

    /// <summary>A project that the graph says nothing of refers to it, and the app has it in lower versions alone.</summary>
    private bool IsRaised(Component package) =>
        _chosenElsewhere.Contains(package.Id) && VersionsOf(package.Id) is { Count: > 0 } here && here.TrueForAll(version => IsAbove(package, version));

    private void TakeCentral(Walk walk, int node)
    {
        var package = walk.Graph.Nodes[node];
        if (flow.IsCentral is null)
        {
            _uncertain.Add(package.Component.Id);
            _mayHaveLost = true;
            return;
        }

        Replace(package.Component);
        NodeOf(OwnNode(package));
        walk.Add(node);
    }

    private void Follow(Walk walk, int node)
    {
        var graph = walk.Graph;
        var from = NodeOf(graph.Nodes[node]);
        for (var i = 0; i < graph.DependenciesOf(node).Length; i++)
        {
            var to = graph.DependenciesOf(node)[i];
            var end = graph.Nodes[to];
            if (!walk.Flows(node, to) || end.Component.Type is not (ComponentType.Package or ComponentType.Project))
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

    /// <summary>Nodes of one target that are certainly part of the app, each once.</summary>
    private sealed class Walk(FlowingTarget target)
    {
        private readonly NodeSet _seen = new(target.Graph.Nodes.Length);
        private readonly Stack<int> _pending = new();

        public DependencyGraph Graph => target.Graph;

        public bool Flows(int from, int to) => target.Flows(from, to);

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
