using System.Collections.Immutable;
using DepRisk.Graph;

namespace DepRisk.Concentration;

/// <summary>
/// The fewest third-party packages whose removal frees all apps of some components at once. In one target that is a cut; over several it is a hitting set of all
/// routes, found without listing them: the smallest set for the routes known so far, and a route that it leaves open is the next one known.
/// </summary>
internal sealed class ScopeCut
{
    /// <summary>How often routes are added before the search is given up.</summary>
    private const int RoundLimit = 200;

    private readonly ImmutableArray<Routed> _targets;
    private readonly List<string> _ids = [];

    private ScopeCut(ImmutableArray<Project> apps, Func<Component, bool> isSubject)
    {
        var numbers = new Dictionary<(string, string), int>();
        _targets = [.. apps.SelectMany(app => app.Targets).Select(target => Number(target.Graph, isSubject, numbers)).Where(target => target.PackageOf.AsSpan().Contains(Routed.Subject))];
    }

    /// <param name="isSubject">Never true of a project.</param>
    /// <returns>Ids, ordinal; a package counts once, whatever its versions. Where not exact, fewer may do.</returns>
    public static (ImmutableArray<string> Packages, bool IsExact) Of(ImmutableArray<Project> apps, Func<Component, bool> isSubject)
    {
        var cut = new ScopeCut(apps, isSubject);
        var (packages, isExact) = cut.Smallest();
        return ([.. packages.Select(package => cut._ids[package]).Order(StringComparer.Ordinal)], isExact);
    }

    private (ImmutableArray<int> Packages, bool IsExact) Smallest()
    {
        var enough = WithoutNeedless([.. _targets.SelectMany(target => target.Cut())]);
        var routes = new List<int[]>();
        for (var round = 0; round < RoundLimit; round++)
        {
            var (packages, isExact) = HittingSet.Smallest(routes, _ids.Count);
            if (!isExact || packages.Length >= enough.Length)
            {
                return (enough, isExact);
            }

            var open = OpenRoutes(packages);
            if (open.Count is 0)
            {
                return (packages, true);
            }

            routes.AddRange(open);
        }

        return (enough, false);
    }

    private ImmutableArray<int> WithoutNeedless(SortedSet<int> packages)
    {
        foreach (var package in packages.ToArray())
        {
            packages.Remove(package);
            // Where the package is not, nothing can have opened.
            if (OpenRoutes([.. packages], package, limit: 1).Count > 0)
            {
                packages.Add(package);
            }
        }

        return [.. packages];
    }

    /// <summary>One route a target, as the packages on it, each set once.</summary>
    /// <param name="over">Only in targets that have this package.</param>
    private List<int[]> OpenRoutes(ImmutableArray<int> removed, int? over = null, int limit = int.MaxValue)
    {
        var isRemoved = new bool[_ids.Count];
        foreach (var package in removed)
        {
            isRemoved[package] = true;
        }

        var routes = new List<int[]>();
        foreach (var target in _targets)
        {
            if ((over is not { } package || target.PackageOf.AsSpan().Contains(package)) && target.Route(isRemoved) is { } route && !routes.Exists(known => known.AsSpan().SequenceEqual(route)))
            {
                routes.Add(route);
                if (routes.Count == limit)
                {
                    break;
                }
            }
        }

        return routes;
    }

    private Routed Number(DependencyGraph graph, Func<Component, bool> isSubject, Dictionary<(string, string), int> numbers)
    {
        var packageOf = new int[graph.Nodes.Length];
        for (var node = 0; node < packageOf.Length; node++)
        {
            var component = graph.Nodes[node].Component;
            if (component.Type is ComponentType.Project || isSubject(component))
            {
                packageOf[node] = component.Type is ComponentType.Project ? Routed.Ours : Routed.Subject;
                continue;
            }

            var key = (component.Ecosystem, component.Id.ToUpperInvariant());
            if (!numbers.TryGetValue(key, out packageOf[node]))
            {
                packageOf[node] = _ids.Count;
                numbers.Add(key, _ids.Count);
                _ids.Add(component.Id);
            }
        }

        return new Routed(graph, packageOf);
    }

    /// <param name="PackageOf">By node; <see cref="Ours"/> and <see cref="Subject"/> cannot be removed.</param>
    private sealed record Routed(DependencyGraph Graph, int[] PackageOf)
    {
        public const int Ours = -1;
        public const int Subject = -2;

        public IEnumerable<int> Cut() =>
            VertexCut.Of(Graph, node => PackageOf[node] is Subject, node => PackageOf[node] >= 0, IsOwnReference)!.Value.Select(node => PackageOf[node]);

        /// <summary>The shortest one to a subject; our own references to it are none.</summary>
        /// <returns>The packages on it, ascending; null where no route is left.</returns>
        public int[]? Route(bool[] isRemoved)
        {
            var cameFrom = new int[PackageOf.Length];
            Array.Fill(cameFrom, -1);
            var queue = new Queue<int>([0]);
            while (queue.TryDequeue(out var node))
            {
                foreach (var next in Graph.DependenciesOf(node))
                {
                    if (next is 0 || cameFrom[next] >= 0 || IsOwnReference(node, next) || (PackageOf[next] >= 0 && isRemoved[PackageOf[next]]))
                    {
                        continue;
                    }

                    cameFrom[next] = node;
                    if (PackageOf[next] is Subject)
                    {
                        return Packages(cameFrom, node);
                    }

                    queue.Enqueue(next);
                }
            }

            return null;
        }

        private int[] Packages(int[] cameFrom, int last)
        {
            var packages = new SortedSet<int>();
            for (var node = last; node > 0; node = cameFrom[node])
            {
                if (PackageOf[node] >= 0)
                {
                    packages.Add(PackageOf[node]);
                }
            }

            return [.. packages];
        }

        private bool IsOwnReference(int from, int to) => PackageOf[from] is Ours && PackageOf[to] is Subject;
    }
}
