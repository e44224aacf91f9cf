using System.Collections.Immutable;

namespace DepRisk.Graph;

/// <summary>Where the edges of a graph come from.</summary>
public enum EdgeSource : byte
{
    /// <summary>What the restore resolved, or what an SBOM states.</summary>
    Resolved,

    /// <summary>Worked out from the packages' own declarations (packages.config).</summary>
    Inferred,

    /// <summary>Some or all edges are not known; absence of an edge proves nothing.</summary>
    Unknown,
}

/// <param name="Requested">The range that was asked for, as written; null where unknown.</param>
public readonly record struct Edge(int From, int To, string? Requested = null);

/// <summary>An edge whose end is not in the graph: pruned, excluded, or lost by whoever wrote the file.</summary>
public sealed record DroppedEdge(int From, string Id, string? Requested, string Reason);

/// <summary>
/// The dependency graph of one project in one target: compact (compressed sparse rows), immutable, and free of any knowledge
/// about package managers. Node 0 is the project itself. Cycles, self edges and unreachable nodes are legal.
/// </summary>
public sealed class DependencyGraph
{
    private readonly Node[] _nodes;
    private readonly int[] _rows;
    private readonly int[] _ends;
    private readonly string?[]? _requested;

    private DependencyGraph(Node[] nodes, int[] rows, int[] ends, string?[]? requested, EdgeSource edgeSource, ImmutableArray<DroppedEdge> dropped)
    {
        _nodes = nodes;
        _rows = rows;
        _ends = ends;
        _requested = requested;
        EdgeSource = edgeSource;
        Dropped = dropped;
    }

    public EdgeSource EdgeSource { get; }

    public ImmutableArray<DroppedEdge> Dropped { get; }

    public ReadOnlySpan<Node> Nodes => _nodes;

    public int EdgeCount => _ends.Length;

    /// <summary>Indexes of the nodes that <paramref name="node"/> depends on, ascending and distinct.</summary>
    public ReadOnlySpan<int> DependenciesOf(int node) => _ends.AsSpan(_rows[node].._rows[node + 1]);

    /// <summary>The ranges asked for, parallel to <see cref="DependenciesOf"/>; empty where none is known.</summary>
    public ReadOnlySpan<string?> RequestedBy(int node) =>
        _requested is null ? [] : _requested.AsSpan(_rows[node].._rows[node + 1]);

    /// <summary>Sorts and deduplicates the edges; the first of several equal edges gives the range.</summary>
    public static DependencyGraph Create(
        IReadOnlyCollection<Node> nodes,
        IEnumerable<Edge> edges,
        EdgeSource edgeSource = EdgeSource.Resolved,
        ImmutableArray<DroppedEdge> dropped = default)
    {
        var sorted = edges.Order(EdgeOrder.Instance).ToArray();
        var rows = new int[nodes.Count + 1];
        var ends = new int[sorted.Length];
        var requested = Array.Exists(sorted, edge => edge.Requested is not null) ? new string?[sorted.Length] : null;
        var count = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            var edge = sorted[i];
            if (i > 0 && sorted[i - 1].From == edge.From && sorted[i - 1].To == edge.To)
            {
                continue;
            }

            ends[count] = edge.To;
            requested?[count] = edge.Requested;
            count++;
            rows[edge.From + 1] = count;
        }

        for (var node = 1; node < rows.Length; node++)
        {
            rows[node] = Math.Max(rows[node], rows[node - 1]);
        }

        return new DependencyGraph(
            [.. nodes],
            rows,
            count == ends.Length ? ends : ends[..count],
            count == ends.Length ? requested : requested?[..count],
            edgeSource,
            dropped.IsDefault ? [] : dropped);
    }

    private sealed class EdgeOrder : IComparer<Edge>
    {
        public static readonly EdgeOrder Instance = new();

        public int Compare(Edge x, Edge y) => x.From != y.From ? x.From.CompareTo(y.From) : x.To.CompareTo(y.To);
    }
}
