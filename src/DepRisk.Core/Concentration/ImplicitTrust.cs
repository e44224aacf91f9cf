using System.Collections.Immutable;
using System.Numerics;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Packages.Signatures;

namespace DepRisk.Concentration;

/// <summary>
/// How many others one trusts with a package: <c>ITP(p)</c>, the packages in its closure, itself left out, and <c>ITM(p)</c>, the distinct accounts that own one of them or
/// itself. Zimmermann et al., "Small World with High Risks", USENIX Security 2019: of npm packages 79 packages and 39 accounts on average. The target with most counts.
/// </summary>
/// <remarks>Bit sets over the condensation of the graph, in the order in which dependencies come first: edges times nodes / 64.</remarks>
internal sealed class ImplicitTrust
{
    /// <summary>Nodes of a target, above which nothing is computed: the bit sets would need more than 32 MiB.</summary>
    public const int MostNodes = 16_384;

    // Bit 0 of a set of accounts: somebody whom nobody knows.
    private const int Nobody = 0;

    private readonly Dictionary<Component, int> _indexes = new(ReferenceEqualityComparer.Instance);
    private readonly int[][] _accountsOf;
    private readonly int _accountWords;
    private readonly (int? Packages, int? Accounts)[] _trust;
    private readonly bool[] _isUnknown;
    private int[] _indexOf = [];
    private ulong[] _packageSets = [];
    private ulong[] _accountSets = [];

    private ImplicitTrust(ImmutableArray<PackageUse> packages, ScopeEvidence evidence)
    {
        var accounts = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        _accountsOf = new int[packages.Length][];
        _trust = new (int?, int?)[packages.Length];
        _isUnknown = new bool[packages.Length];
        for (var i = 0; i < packages.Length; i++)
        {
            _indexes.Add(packages[i].Component, i);
            _accountsOf[i] = AccountsOf(evidence.Of(packages[i].Component).Signature, accounts);
        }

        _accountWords = Words(accounts.Count + 1);
    }

    /// <returns>In the order of <see cref="PackageUses.Packages"/>; null where a target is too large, accounts also where one of them is not known.</returns>
    public static (int? Packages, int? Accounts)[] Of(Scope scope, PackageUses uses, ScopeEvidence evidence)
    {
        var trust = new ImplicitTrust(uses.Packages, evidence);
        foreach (var project in scope.Projects)
        {
            if (!project.IsTest)
            {
                foreach (var target in project.Targets)
                {
                    trust.Count(target.Graph);
                }
            }
        }

        return trust._trust;
    }

    private static int Words(int bits) => (bits + 63) >> 6;

    private static int[] AccountsOf(PackageSignature signature, Dictionary<string, int> accounts)
    {
        if (signature is not { Verdict: SignatureVerdict.Verified, Owners.IsEmpty: false })
        {
            return [Nobody];
        }

        var owners = new List<int>();
        foreach (var account in signature.Accounts)
        {
            if (!accounts.TryGetValue(account, out var index))
            {
                accounts.Add(account, index = accounts.Count + 1);
            }

            owners.Add(index);
        }

        return [.. owners];
    }

    private void Count(DependencyGraph graph)
    {
        if (graph.Nodes.Length > MostNodes)
        {
            Forget(graph);
            return;
        }

        Index(graph.Nodes);
        var components = StronglyConnected.In(graph);
        var words = Words(graph.Nodes.Length);
        Clear(ref _packageSets, components.Count * words);
        Clear(ref _accountSets, components.Count * _accountWords);
        for (var component = 0; component < components.Count; component++)
        {
            var packages = _packageSets.AsSpan(component * words, words);
            var accounts = _accountSets.AsSpan(component * _accountWords, _accountWords);
            foreach (var node in components.MembersOf(component))
            {
                AddSelf(node, packages, accounts);
                foreach (var to in graph.DependenciesOf(node))
                {
                    // Whoever has a package has all that is behind it.
                    if (!Has(packages, to) && components.ComponentOf(to) is var below && below != component)
                    {
                        Unite(packages, _packageSets.AsSpan(below * words, words));
                        Unite(accounts, _accountSets.AsSpan(below * _accountWords, _accountWords));
                    }
                }
            }

            foreach (var node in components.MembersOf(component))
            {
                Keep(node, packages, accounts);
            }
        }
    }

    /// <summary>Of each node the index of its package; -1 for what is none.</summary>
    private void Index(ReadOnlySpan<Node> nodes)
    {
        if (_indexOf.Length < nodes.Length)
        {
            _indexOf = new int[nodes.Length];
        }

        for (var node = 0; node < nodes.Length; node++)
        {
            _indexOf[node] = nodes[node].Component is { Type: ComponentType.Package } package ? _indexes.GetValueOrDefault(package, -1) : -1;
        }
    }

    private void AddSelf(int node, Span<ulong> packages, Span<ulong> accounts)
    {
        if (_indexOf[node] is >= 0 and var index)
        {
            Add(packages, node);
            foreach (var account in _accountsOf[index])
            {
                Add(accounts, account);
            }
        }
    }

    private void Keep(int node, ReadOnlySpan<ulong> packages, ReadOnlySpan<ulong> accounts)
    {
        var index = _indexOf[node];
        if (index < 0 || _isUnknown[index])
        {
            return;
        }

        ref var trust = ref _trust[index];
        var hasNobody = (accounts[0] & 1UL) is not 0;
        var isFirst = trust.Packages is null;
        trust = (
            Math.Max(trust.Packages ?? 0, Count(packages) - 1),
            hasNobody || (!isFirst && trust.Accounts is null) ? null : Math.Max(trust.Accounts ?? 0, Count(accounts)));
    }

    private void Forget(DependencyGraph graph)
    {
        foreach (ref readonly var node in graph.Nodes)
        {
            if (_indexes.TryGetValue(node.Component, out var index))
            {
                _isUnknown[index] = true;
                _trust[index] = default;
            }
        }
    }

    private static void Clear(ref ulong[] sets, int length)
    {
        if (sets.Length < length)
        {
            sets = new ulong[length];
        }
        else
        {
            Array.Clear(sets, 0, length);
        }
    }

    private static void Add(Span<ulong> set, int bit) => set[bit >> 6] |= 1UL << (bit & 63);

    private static bool Has(ReadOnlySpan<ulong> set, int bit) => (set[bit >> 6] & (1UL << (bit & 63))) is not 0;

    private static void Unite(Span<ulong> set, ReadOnlySpan<ulong> other)
    {
        for (var i = 0; i < set.Length; i++)
        {
            set[i] |= other[i];
        }
    }

    private static int Count(ReadOnlySpan<ulong> set)
    {
        var count = 0;
        foreach (var word in set)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }
}
