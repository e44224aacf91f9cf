using System.Numerics;

namespace DepRisk.Graph;

/// <summary>A set of node indexes of one graph, one bit a node.</summary>
public sealed class NodeSet(int nodes)
{
    private readonly ulong[] _words = new ulong[(nodes + 63) >> 6];

    public int Count
    {
        get
        {
            var count = 0;
            foreach (var word in _words)
            {
                count += BitOperations.PopCount(word);
            }

            return count;
        }
    }

    public bool Contains(int node) => (_words[node >> 6] & (1UL << (node & 63))) != 0;

    /// <returns>False where the node was in the set already.</returns>
    public bool Add(int node)
    {
        ref var word = ref _words[node >> 6];
        var bit = 1UL << (node & 63);
        var isNew = (word & bit) == 0;
        word |= bit;
        return isNew;
    }
}
