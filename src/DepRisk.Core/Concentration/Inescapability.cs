using DepRisk.Graph;

namespace DepRisk.Concentration;

/// <summary>
/// Which control groups no few decisions leave: whether <see cref="RemovalCut.Size"/> reaches a threshold, for all groups of a scope at once. Up to a threshold of
/// two one tree of dominators a target tells; a flow decides what is left.
/// </summary>
/// <remarks>
/// One package suffices where it dominates every package that refers to the group. If any does, then the one nearest to the project that dominates one of them
/// dominates all of them: it is enough to compare those. Routes that pass the group itself on their way are none, and dominators know nothing of that; so they
/// are not asked about a package that the group leads to.
/// </remarks>
internal sealed class Inescapability
{
    // Instead of the one package that all routes pass: there is no route, there are several, or dominators do not tell.
    private const int NoRoute = -1;
    private const int Several = -2;
    private const int Untold = -3;
    private const int Unset = -4;

    /// <summary>Nodes and edges of all flows together: a cycle through 100,000 packages asks for one flow a package. Counted and not timed, so that the answer is the same everywhere.</summary>
    public const long MostFlow = 100_000_000;

    private readonly Truth[] _holds;
    private readonly bool[] _isAsked;
    private readonly int _threshold;
    private readonly long _mostFlow;

    // By group, of the target that is looked at.
    private readonly int[] _levers;
    private readonly int[] _highest;
    private readonly int[] _only;
    private readonly List<int> _groups = [];
    private long _flow;

    private Inescapability(bool[] isAsked, int threshold, long mostFlow)
    {
        _mostFlow = mostFlow;
        _isAsked = isAsked;
        _threshold = threshold;
        _levers = new int[isAsked.Length];
        _highest = new int[isAsked.Length];
        _only = new int[isAsked.Length];
        _holds = new Truth[isAsked.Length];
        for (var group = 0; group < isAsked.Length; group++)
        {
            _holds[group] = !isAsked[group] ? Truth.Unknown : threshold <= 0 ? Truth.True : Truth.False;
        }
    }

    /// <param name="isAsked">By group.</param>
    /// <returns>By group. Unknown where edges are missing that may add a route, where <paramref name="mostFlow"/> is spent, and for groups that are not asked for.</returns>
    public static Truth[] Of(GroupedScope scope, bool[] isAsked, int threshold, long mostFlow = MostFlow)
    {
        var inescapable = new Inescapability(isAsked, threshold, mostFlow);
        foreach (var target in scope.Targets)
        {
            inescapable.Count(target);
        }

        for (var group = 0; group < isAsked.Length; group++)
        {
            if (isAsked[group] && !scope.FamilyOf(group).IsEmpty)
            {
                // Dominators know one group at a time.
                inescapable._holds[group] = Of(scope, group, [], threshold);
            }
        }

        return inescapable._holds;
    }

    /// <summary>
    /// The same where further groups may be of the same hands, whichever of them are. Whoever joins takes no route away that begins with a package outside of all of them;
    /// and without what separates the project from all of them, and those of them that a project of ours refers to, nothing leads to any.
    /// </summary>
    /// <param name="family">See <see cref="PossibleFamily"/>.</param>
    public static Truth Of(GroupedScope scope, int group, HashSet<int> family, int threshold)
    {
        var holds = threshold <= 0 ? Truth.True : Truth.False;
        foreach (var target in scope.Targets)
        {
            // Where neither is, there is nothing to leave; where only what may join is, nothing is certain.
            var isThere = target.GroupOf.Contains(group);
            if (!isThere && !target.GroupOf.Any(family.Contains))
            {
                continue;
            }

            bool IsSubject(int node) => scope.IsOf(target.GroupOf[node], group);
            bool IsFamily(int node) => IsSubject(node) || family.Contains(target.GroupOf[node]);
            if (holds is Truth.True || (isThere && RemovalCut.IsAtLeast(target, IsSubject, IsFamily, threshold)))
            {
                return Truth.True;
            }

            if (target.Target.Graph.EdgeSource is EdgeSource.Unknown or EdgeSource.Direct || RemovalCut.IsAtLeast(target, IsFamily, IsFamily, threshold - Chosen(target, family)))
            {
                holds = Truth.Unknown;
            }
        }

        return holds;
    }

    private static int Chosen(GroupedTarget target, HashSet<int> family)
    {
        var graph = target.Target.Graph;
        var chosen = new HashSet<int>();
        for (var from = 0; from < graph.Nodes.Length; from++)
        {
            foreach (var to in graph.Nodes[from].Component.Type is ComponentType.Project ? graph.DependenciesOf(from) : [])
            {
                if (family.Contains(target.GroupOf[to]))
                {
                    chosen.Add(to);
                }
            }
        }

        return chosen.Count;
    }

    private void Count(GroupedTarget target)
    {
        var graph = target.Target.Graph;
        FindGroups(target);
        if (_groups.Count is 0)
        {
            return;
        }

        FindLevers(target);
        foreach (var group in _groups)
        {
            var many = NeedsMany(target, group);
            if (many is not Truth.False)
            {
                _holds[group] = many;
            }
            else if (graph.EdgeSource is EdgeSource.Unknown or EdgeSource.Direct)
            {
                _holds[group] = Truth.Unknown;
            }
        }
    }

    private Truth NeedsMany(GroupedTarget target, int group) => (_levers[group], _threshold) switch
    {
        (NoRoute, _) => Truth.False,
        (not Untold, 1) => Truth.True,
        (Several, 2) => Truth.True,
        (not Several and not Untold, _) => Truth.False,
        _ => NeedsManyByFlow(target, group),
    };

    private Truth NeedsManyByFlow(GroupedTarget target, int group)
    {
        _flow += target.Target.Graph.Nodes.Length + target.Target.Graph.EdgeCount;
        return Truths.Of(_flow > _mostFlow ? null : RemovalCut.IsAtLeast(target, group, _threshold));
    }

    private void FindGroups(GroupedTarget target)
    {
        _groups.Clear();
        foreach (var group in target.GroupOf)
        {
            if (group is not GroupedScope.NoGroup && _isAsked[group] && _holds[group] is not Truth.True && _levers[group] is not Unset)
            {
                _levers[group] = Unset;
                _groups.Add(group);
            }
        }

        foreach (var group in _groups)
        {
            _levers[group] = NoRoute;
            _highest[group] = -1;
            _only[group] = Unset;
        }
    }

    private void FindLevers(GroupedTarget target)
    {
        var graph = target.Target.Graph;
        var components = StronglyConnected.In(graph);
        var dominators = Dominators.Of(graph);
        var tops = Tops(graph, dominators);
        for (var node = 0; node < tops.Length; node++)
        {
            if (target.GroupOf[node] is not GroupedScope.NoGroup and var group)
            {
                _highest[group] = Math.Max(_highest[group], components.ComponentOf(node));
                _only[group] = _only[group] is Unset ? node : Several;
            }
        }

        for (var from = 0; from < tops.Length; from++)
        {
            foreach (var to in tops[from] is Unset ? [] : graph.DependenciesOf(from))
            {
                if (target.GroupOf[to] is not GroupedScope.NoGroup and var group && group != target.GroupOf[from])
                {
                    if (graph.Nodes[from].Component.Type is ComponentType.Project)
                    {
                        _only[group] = Several;
                        continue;
                    }

                    // Only what is not above the whole group can be below a part of it.
                    var lever = components.ComponentOf(from) > _highest[group] ? tops[from] : Untold;
                    _levers[group] = Both(_levers[group], lever);
                }
            }
        }

        foreach (var group in _groups)
        {
            // One package that none of our projects refers to is on no route to itself: its own dominators tell, whatever it leads to.
            if (_only[group] is >= 0 and var node && tops[node] is not Unset)
            {
                var lever = tops[dominators[node]];
                _levers[group] = lever is NoRoute ? Several : lever;
            }
        }
    }

    private static int Both(int left, int right) =>
        left is NoRoute || left == right ? right
        : left is Untold || right is Untold ? Untold
        : Several;

    /// <summary>Of each node the dominator nearest to the project that is no project of ours, itself included; unset where no route leads.</summary>
    private static int[] Tops(DependencyGraph graph, int[] dominators)
    {
        var tops = new int[dominators.Length];
        var path = new int[dominators.Length];
        Array.Fill(tops, Unset);
        tops[0] = NoRoute;
        for (var node = 1; node < tops.Length; node++)
        {
            var depth = 0;
            for (var at = node; tops[at] is Unset && dominators[at] is not Dominators.None; at = dominators[at])
            {
                path[depth++] = at;
            }

            while (depth > 0)
            {
                var at = path[--depth];
                var above = tops[dominators[at]];
                tops[at] = above is not NoRoute || graph.Nodes[at].Component.Type is ComponentType.Project ? above : at;
            }
        }

        return tops;
    }
}
