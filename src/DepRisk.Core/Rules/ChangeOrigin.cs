using System.Collections.Immutable;
using DepRisk.Graph;
using DepRisk.Lock;

namespace DepRisk.Rules;

/// <summary>
/// Which of the differences to the lock are this project's own, and the line of it that speaks for a finding. Every project that contains a changed one sees the same difference;
/// it is said once, where it was made: by the project whose own reference leads to it. A version that one file decides for several projects is said by the first of them.
/// </summary>
internal sealed class ChangeOrigin
{
    private readonly Project _project;
    private readonly LockIndex _state;
    private readonly ProjectDelta _delta;
    private readonly Homes _homes;
    private readonly HashSet<string> _changedIds;
    private readonly HashSet<string> _elsewhere;
    private readonly HashSet<Component> _touched = new(ReferenceEqualityComparer.Instance);

    public ChangeOrigin(Project project, LockIndex state, ProjectDelta delta)
    {
        (_project, _state, _delta) = (project, state, delta);
        _homes = new Homes(new Scope("", "", [project with { Role = ProjectRole.Library }], ImmutableDictionary<Component, Packages.RestoredPackage>.Empty, [], []));
        _changedIds = new(delta.Changed.Concat(delta.Build).Select(LockedPackage.IdOf).Concat(delta.Added), StringComparer.OrdinalIgnoreCase);
        _elsewhere = SaidElsewhere();
        foreach (var target in project.Targets)
        {
            Touch(target.Graph);
        }
    }

    /// <returns>Null where this project has not changed what the finding is about.</returns>
    public FindingHome? HomeOf(Finding finding)
    {
        Component[] about = [.. finding.Packages.Where(IsTouched)];
        if (about.Length is 0)
        {
            return null;
        }

        foreach (var package in about)
        {
            if (_homes.Of(package) is { Reference: not null } home && (home.Path.Equals(_project.Path, StringComparison.Ordinal) ? !_elsewhere.Contains(home.Reference) : _state.Project(home.Path) is null))
            {
                return home;
            }
        }

        return new FindingHome(_project.Path, LeadingTo(about));
    }

    private bool IsTouched(Component package) => _touched.Contains(package) || _delta.Removed.Contains(LockedPackage.IdOf(package), StringComparer.OrdinalIgnoreCase);

    /// <summary>Ids whose version one file decides, and that a project before this one refers to as well.</summary>
    private HashSet<string> SaidElsewhere()
    {
        var elsewhere = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var reference in _project.Targets.SelectMany(target => target.References))
        {
            // Who refers to it anew says so itself.
            if (reference.IsCentrallyVersioned && _changedIds.Contains(reference.Id) && !_delta.Added.Contains(reference.Id, StringComparer.OrdinalIgnoreCase) && IsReferredToBefore(reference.Id))
            {
                elsewhere.Add(reference.Id);
            }
        }

        return elsewhere;
    }

    private bool IsReferredToBefore(string id)
    {
        foreach (var other in _state.State.Projects)
        {
            if (string.CompareOrdinal(other.Path, _project.Path) >= 0)
            {
                break;
            }

            if (other.References is { } references && references.Contains(id, StringComparer.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private void Touch(DependencyGraph graph)
    {
        var dependents = Dependents.In(graph);
        var changed = new HashSet<Component>(_delta.Changed.Concat(_delta.Build), ReferenceEqualityComparer.Instance);
        var direct = Direct(graph);
        for (var node = 1; node < graph.Nodes.Length; node++)
        {
            var id = LockedPackage.IdOf(graph.Nodes[node].Component);
            if ((changed.Contains(graph.Nodes[node].Component) && IsOwn(graph, dependents, direct, node))
                || (direct.Contains(node) && (_delta.Added.Contains(id, StringComparer.OrdinalIgnoreCase) || _delta.Removed.Contains(id, StringComparer.OrdinalIgnoreCase)))
                || _delta.Removed.Contains(id, StringComparer.OrdinalIgnoreCase))
            {
                Touch(graph, node);
            }
        }
    }

    private void Touch(DependencyGraph graph, int node)
    {
        var reached = Closure.From(graph, node);
        for (var i = 0; i < graph.Nodes.Length; i++)
        {
            if (reached.Contains(i) && graph.Nodes[i].Component.Type is ComponentType.Package)
            {
                _touched.Add(graph.Nodes[i].Component);
            }
        }
    }

    /// <summary>Packages that the project refers to itself.</summary>
    private static HashSet<int> Direct(DependencyGraph graph)
    {
        var direct = new HashSet<int>();
        foreach (var to in graph.DependenciesOf(0))
        {
            if (graph.Nodes[to].Component.Type is ComponentType.Package)
            {
                direct.Add(to);
            }
        }

        return direct;
    }

    /// <summary>A way leads to it that passes no project that says it itself; and where one does say it, a reference of ours that changed leads to it too.</summary>
    private bool IsOwn(DependencyGraph graph, Dependents dependents, HashSet<int> direct, int node)
    {
        var package = graph.Nodes[node].Component;
        var locked = _state.Find(package);
        var all = dependents.Reaching(node);
        var isSeenElsewhere = false;
        for (var i = 1; i < graph.Nodes.Length; i++)
        {
            isSeenElsewhere |= all.Contains(i) && Sees(graph.Nodes[i].Component, locked);
        }

        var own = dependents.Reaching(node, from => !Sees(graph.Nodes[from].Component, locked) && !IsSaidElsewhere(graph, direct, from));
        if (!own.Contains(0) || (IsSaidElsewhere(graph, direct, node) && !HasOtherWay(graph, dependents, own, node)))
        {
            return false;
        }

        return !isSeenElsewhere || direct.Any(reference => own.Contains(reference) && !IsSaidElsewhere(graph, direct, reference) && _changedIds.Contains(LockedPackage.IdOf(graph.Nodes[reference].Component)));
    }

    private bool IsSaidElsewhere(DependencyGraph graph, HashSet<int> direct, int node) => direct.Contains(node) && _elsewhere.Contains(graph.Nodes[node].Component.Id);

    private static bool HasOtherWay(DependencyGraph graph, Dependents dependents, NodeSet own, int node)
    {
        foreach (var from in dependents.Of(node))
        {
            if (from > 0 && from != node && own.Contains(from) && Closure.From(graph, 0, next => next != node).Contains(from))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a project that the lock knows sees the difference in its own build.</summary>
    /// <param name="locked">Null where the lock does not have the package in this version.</param>
    private bool Sees(Component component, LockedPackage? locked) =>
        component.Type is ComponentType.Project && !ReferenceEquals(component, _project.Component) && _state.Project(component.Path ?? component.Id) is { Apps: { IsEmpty: false } apps }
        && (locked is null || !LockIndex.HasAll(locked.Apps, apps));

    /// <summary>The reference of ours, the changed ones first, from which a way leads to one of the packages; null where none does.</summary>
    private string? LeadingTo(Component[] about)
    {
        var wanted = about.ToHashSet(ReferenceEqualityComparer.Instance);
        var leading = new SortedSet<(bool IsOld, string Id)>();
        foreach (var graph in _project.Targets.Select(target => target.Graph))
        {
            foreach (var reference in Direct(graph))
            {
                var id = graph.Nodes[reference].Component.Id;
                var reached = Closure.From(graph, reference);
                if (!_elsewhere.Contains(id) && Enumerable.Range(0, graph.Nodes.Length).Any(node => reached.Contains(node) && wanted.Contains(graph.Nodes[node].Component)))
                {
                    leading.Add((!_changedIds.Contains(LockedPackage.IdOf(graph.Nodes[reference].Component)), id));
                }
            }
        }

        return leading.Count is 0 ? null : leading.Min.Id;
    }
}
