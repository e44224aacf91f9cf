using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using DepRisk.Graph;

namespace DepRisk.Sbom;

/// <summary>
/// A hash per node of everything that makes it what it is in its graph: identity, class, files, dropped edges and, recursively,
/// the nodes that it depends on. Equal hashes in two graphs mean that one component serves both. Cycles are legal: members of one
/// strongly connected component are told apart by refinement, then bound to the whole of it.
/// </summary>
internal static class VariantHash
{
    /// <summary>Real cycles need one round or two. A file made to need as many as it has nodes gets its nodes told apart by position instead.</summary>
    private const int MostRounds = 64;

    public static byte[][] Of(DependencyGraph graph)
    {
        var hashes = Local(graph);
        var components = StronglyConnected.In(graph);
        for (var component = 0; component < components.Count; component++)
        {
            var members = components.MembersOf(component);
            if (members.Length is 1 && graph.DependenciesOf(members[0]).IndexOf(members[0]) < 0)
            {
                hashes[members[0]] = Combine(hashes[members[0]], graph.DependenciesOf(members[0]), hashes);
            }
            else
            {
                HashCycle(graph, members.ToArray(), hashes);
            }
        }

        return hashes;
    }

    private static byte[] Combine(byte[] own, ReadOnlySpan<int> ends, byte[][] hashes)
    {
        // Sorted by hash, not by index: the order of nodes is the graph's own business.
        var children = new byte[ends.Length][];
        for (var i = 0; i < ends.Length; i++)
        {
            children[i] = hashes[ends[i]];
        }

        return Combine(own, children);
    }

    private static byte[] Combine(byte[] own, byte[][] others)
    {
        Array.Sort(others, static (x, y) => x.AsSpan().SequenceCompareTo(y));
        var length = own.Length + others.Sum(static other => other.Length);
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        own.CopyTo(buffer, 0);
        var at = own.Length;
        foreach (var other in others)
        {
            other.CopyTo(buffer, at);
            at += other.Length;
        }

        var hash = SHA256.HashData(buffer.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(buffer);
        return hash;
    }

    /// <summary>
    /// Each round lets a member know one step more of its surroundings; once no round separates more members, none ever will.
    /// At least one round is needed to take the edges in, and the digest of all members then spreads them to each.
    /// </summary>
    private static void HashCycle(DependencyGraph graph, int[] members, byte[][] hashes)
    {
        var distinct = Distinct(members, hashes);
        for (var round = 0; ; round++)
        {
            if (round is MostRounds)
            {
                SeparateByPosition(members, hashes);
                break;
            }

            var next = new byte[members.Length][];
            for (var i = 0; i < members.Length; i++)
            {
                next[i] = Combine(hashes[members[i]], graph.DependenciesOf(members[i]), hashes);
            }

            for (var i = 0; i < members.Length; i++)
            {
                hashes[members[i]] = next[i];
            }

            var now = Distinct(members, hashes);
            if (now == distinct)
            {
                break;
            }

            distinct = now;
        }

        var whole = Combine([], [.. members.Select(member => hashes[member])]);
        foreach (var member in members)
        {
            hashes[member] = Combine(hashes[member], [whole]);
        }
    }

    private static void SeparateByPosition(int[] members, byte[][] hashes)
    {
        foreach (var member in members)
        {
            hashes[member] = Combine(hashes[member], [BitConverter.GetBytes(member)]);
        }
    }

    private static int Distinct(int[] members, byte[][] hashes)
    {
        var seen = new HashSet<UInt128>(members.Length);
        foreach (var member in members)
        {
            seen.Add(BinaryPrimitives.ReadUInt128BigEndian(hashes[member]));
        }

        return seen.Count;
    }

    private static byte[][] Local(DependencyGraph graph)
    {
        var nodes = graph.Nodes;
        var dropped = graph.Dropped.ToLookup(edge => edge.From);
        var hashes = new byte[nodes.Length][];
        var text = new StringBuilder();
        for (var i = 0; i < nodes.Length; i++)
        {
            var node = nodes[i];
            text.Clear();
            text.Append(ComponentRef.Of(node.Component)).Append('\n')
                .Append((int)node.Component.Type).Append(' ')
                .Append((int)node.Class).Append(' ')
                .Append((int)(node.Traits & (NodeTraits.Pinned | NodeTraits.NotPublished))).Append(' ')
                .Append((int)graph.EdgeSource).Append('\n')
                .Append(node.ProvidedBy);
            foreach (var file in node.Files.IsDefault ? [] : node.Files)
            {
                text.Append('\n').Append(file.Path).Append('\t').Append((int)file.Type);
            }

            foreach (var line in dropped[i].Select(DroppedText).Order(StringComparer.Ordinal))
            {
                text.Append("\n-").Append(line);
            }

            hashes[i] = SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
        }

        return hashes;
    }

    public static string DroppedText(DroppedEdge edge) =>
        string.IsNullOrEmpty(edge.Requested) ? $"{edge.Id}: {edge.Reason}" : $"{edge.Id} {edge.Requested}: {edge.Reason}";
}
