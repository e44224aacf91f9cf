using DepRisk.Graph;

namespace DepRisk.Restore;

/// <summary>What an assets file says of one node before its class is known.</summary>
/// <param name="ProvidedBy">The shared framework that replaces the package at run time.</param>
/// <param name="IsExcluded">NuGet put a placeholder where the package has a file: somebody excluded its runtime assets.</param>
internal sealed record NodeFacts(bool Ships, bool Compiles, bool Builds, bool IsExcluded, string? ProvidedBy);

/// <summary>
/// Classes by the assets that really ship, then by closure. The order of the questions is the definition:
/// <list type="number">
/// <item>does a shared framework replace it: pruned;</item>
/// <item>are its runtime assets excluded: excluded;</item>
/// <item>does it ship a file, or nothing itself but brings in what ships: runtime, unless only development dependencies lead to it: build;</item>
/// <item>has it props, targets, analyzers or tools: build;</item>
/// <item>has it something to compile against: compile;</item>
/// <item>nothing at all, for example a package that only shapes the restore: build.</item>
/// </list>
/// </summary>
internal static class NodeClasses
{
    /// <param name="facts">By node; node 0 is the project.</param>
    /// <param name="forward">Dependencies by node.</param>
    /// <param name="backward">Dependents by node.</param>
    /// <param name="developmentRoots">Direct references that are development dependencies.</param>
    public static DependencyClass[] Of(ReadOnlySpan<NodeFacts> facts, Rows forward, Rows backward, HashSet<int> developmentRoots)
    {
        var delivered = Reached(forward, developmentRoots);
        var brings = BringsWhatShips(facts, backward);
        var classes = new DependencyClass[facts.Length];
        classes[0] = DependencyClass.Runtime;
        for (var node = 1; node < facts.Length; node++)
        {
            classes[node] = Class(facts[node], brings[node], delivered[node]);
        }

        return classes;
    }

    /// <summary>Nodes that the project reaches without passing one of <paramref name="barred"/> as its own reference.</summary>
    public static bool[] Reached(Rows forward, HashSet<int> barred)
    {
        var reached = new bool[forward.Count];
        var pending = new Stack<int>();
        reached[0] = true;
        pending.Push(0);
        while (pending.TryPop(out var node))
        {
            foreach (var end in forward[node])
            {
                if (!reached[end] && !(node is 0 && barred.Contains(end)))
                {
                    reached[end] = true;
                    pending.Push(end);
                }
            }
        }

        return reached;
    }

    private static DependencyClass Class(NodeFacts facts, bool brings, bool delivered)
    {
        if (facts.ProvidedBy is not null)
        {
            return DependencyClass.Pruned;
        }

        if (facts.IsExcluded)
        {
            return DependencyClass.Excluded;
        }

        if (facts.Ships || brings)
        {
            return delivered ? DependencyClass.Runtime : DependencyClass.Build;
        }

        return facts.Compiles && !facts.Builds ? DependencyClass.Compile : DependencyClass.Build;
    }

    // Upwards from what ships, through packages that have no say of their own: a package that is replaced or excluded passes nothing on.
    private static bool[] BringsWhatShips(ReadOnlySpan<NodeFacts> facts, Rows backward)
    {
        var brings = new bool[facts.Length];
        var pending = new Stack<int>();
        for (var node = 1; node < facts.Length; node++)
        {
            if (facts[node] is { Ships: true, IsExcluded: false, ProvidedBy: null })
            {
                pending.Push(node);
            }
        }

        while (pending.TryPop(out var node))
        {
            foreach (var parent in backward[node])
            {
                if (!brings[parent] && facts[parent] is { IsExcluded: false, ProvidedBy: null })
                {
                    brings[parent] = true;
                    pending.Push(parent);
                }
            }
        }

        return brings;
    }
}

/// <summary>Neighbours by node, in one array.</summary>
internal readonly struct Rows
{
    private readonly int[] _starts;
    private readonly int[] _ends;

    public Rows(int count, List<Edge> edges, bool forward)
    {
        _starts = new int[count + 1];
        _ends = new int[edges.Count];
        foreach (var edge in edges)
        {
            _starts[(forward ? edge.From : edge.To) + 1]++;
        }

        for (var node = 0; node < count; node++)
        {
            _starts[node + 1] += _starts[node];
        }

        var next = _starts.AsSpan(0, count).ToArray();
        foreach (var edge in edges)
        {
            _ends[next[forward ? edge.From : edge.To]++] = forward ? edge.To : edge.From;
        }
    }

    public int Count => _starts.Length - 1;

    public ReadOnlySpan<int> this[int node] => _ends.AsSpan(_starts[node].._starts[node + 1]);
}
