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

    /// <summary>What our own projects refer to is known; of what packages refer to only a part is: absence of an edge between packages proves nothing.</summary>
    Direct,
}

/// <param name="Requested">The range that was asked for, as written; null where unknown.</param>
public readonly record struct Edge(int From, int To, string? Requested = null);

/// <summary>An edge whose end is not in the graph: pruned, excluded, or lost by whoever wrote the file.</summary>
/// <param name="Reason"><see cref="Pruned"/> or <see cref="Missing"/>.</param>
public sealed record DroppedEdge(int From, string Id, string? Requested, string Reason)
{
    /// <summary>A shared framework provides it, so the restore left it out.</summary>
    public const string Pruned = "pruned";

    /// <summary>The file has the edge and not its end.</summary>
    public const string Missing = "missing";
}

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
        ImmutableArray<DroppedEdge> dropped = default) =>
        Create(nodes, edges as List<Edge> ?? [.. edges], edgeSource, dropped);

    private static DependencyGraph Create(IReadOnlyCollection<Node> nodes, List<Edge> edges, EdgeSource edgeSource, ImmutableArray<DroppedEdge> dropped)
    {
        var rows = new int[nodes.Count + 1];
        foreach (var edge in edges)
        {
            rows[edge.From + 1]++;
        }

        for (var node = 1; node < rows.Length; node++)
        {
            rows[node] += rows[node - 1];
        }

        var ends = new int[edges.Count];
        var requested = new string?[edges.Count];
        var next = rows.AsSpan(0, nodes.Count).ToArray();
        foreach (var edge in edges)
        {
            var at = next[edge.From]++;
            (ends[at], requested[at]) = (edge.To, edge.Requested);
        }

        var count = SortRows(rows, ends, requested);
        if (count < ends.Length)
        {
            Array.Resize(ref ends, count);
            Array.Resize(ref requested, count);
        }

        var hasRequests = Array.Exists(requested, static range => range is not null);
        return new DependencyGraph([.. nodes], rows, ends, hasRequests ? requested : null, edgeSource, dropped.IsDefault ? [] : dropped);
    }

    // Each row ascending and without repetitions, closed up to the front. Rows are short: insertion sort is stable and allocates nothing.
    private static int SortRows(int[] rows, int[] ends, string?[] requested)
    {
        var count = 0;
        for (var node = 0; node + 1 < rows.Length; node++)
        {
            var (start, end) = (rows[node], rows[node + 1]);
            SortRow(ends.AsSpan(start, end - start), requested.AsSpan(start, end - start));
            rows[node] = count;
            for (var i = start; i < end; i++)
            {
                if (i == start || ends[i] != ends[count - 1])
                {
                    (ends[count], requested[count]) = (ends[i], requested[i]);
                    count++;
                }
            }
        }

        rows[^1] = count;
        return count;
    }

    private static void SortRow(Span<int> ends, Span<string?> requested)
    {
        // A star of a million edges is legal; there the order of ranges among equal edges may be any.
        if (ends.Length > 64)
        {
            MemoryExtensions.Sort(ends, requested);
            return;
        }

        for (var i = 1; i < ends.Length; i++)
        {
            var (end, range) = (ends[i], requested[i]);
            var at = i;
            for (; at > 0 && ends[at - 1] > end; at--)
            {
                (ends[at], requested[at]) = (ends[at - 1], requested[at - 1]);
            }

            (ends[at], requested[at]) = (end, range);
        }
    }
}
