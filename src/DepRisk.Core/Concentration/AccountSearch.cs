using System.Collections.Immutable;

namespace DepRisk.Concentration;

/// <summary>Branch and bound over sets of accounts, first of size one, then two and so on, so that the first hit is smallest.</summary>
internal sealed class AccountSearch
{
    /// <summary>Branches. Counted and not timed, so that the answer is the same everywhere.</summary>
    private const int Bound = 100_000;

    /// <summary>Accounts and owners that all branches look at: 100,000 branches over 20,000 accounts would take minutes.</summary>
    private const long StepBound = 100_000_000;

    private readonly bool _isCapture;
    private readonly string[] _accounts;
    private readonly int[][] _owners;
    private readonly int[][] _owned;
    private readonly double[] _weights;
    private readonly double _half;
    private readonly bool[] _chosen;

    // Of each owner set, how many of its owners are chosen.
    private readonly int[] _held;
    private readonly long _steps;
    private int _branches;

    public AccountSearch(IReadOnlyList<OwnedPackages> packages, bool isCapture)
    {
        _isCapture = isCapture;
        OwnedPackages[] sets = [.. packages
            .OrderByDescending(set => set.Weight)
            .ThenBy(set => string.Join('\n', set.Owners.Order(StringComparer.Ordinal)), StringComparer.Ordinal)];
        _weights = [.. sets.Select(set => set.Weight)];
        _half = _weights.Order().Sum() / 2;
        var weightOf = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var set in sets)
        {
            foreach (var owner in set.Owners)
            {
                weightOf[owner] = weightOf.GetValueOrDefault(owner) + set.Weight;
            }
        }

        _accounts = [.. weightOf.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key)];
        var indexes = _accounts.Select((account, i) => (account, i)).ToDictionary(pair => pair.account, pair => pair.i, StringComparer.Ordinal);
        _owners = [.. sets.Select(set => set.Owners.Select(owner => indexes[owner]).Order().ToArray())];
        _owned = Owned(_owners, _accounts.Length);
        _steps = _accounts.Length + _owners.Sum(owners => (long)owners.Length);
        _chosen = new bool[_accounts.Length];
        _held = new int[sets.Length];
    }

    private bool IsSpent => _branches >= Bound || _branches * _steps >= StepBound;

    public AccountSet Smallest()
    {
        // Nobody owns what has no owners, whoever vanishes.
        if (Range(_owners.Length).Where(set => _owners[set].Length > 0).Sum(set => _weights[set]) <= _half)
        {
            return new AccountSet([], IsExact: true);
        }

        for (var size = 1; size <= _accounts.Length; size++)
        {
            if (Search(0, size, 0))
            {
                return new AccountSet([.. Range(_accounts.Length).Where(account => _chosen[account]).Select(account => _accounts[account]).Order(StringComparer.Ordinal)], IsExact: true);
            }

            if (IsSpent)
            {
                return Greedy();
            }
        }

        return Greedy();
    }

    /// <summary>Of each account its owner sets, ascending.</summary>
    private static int[][] Owned(int[][] owners, int accounts)
    {
        var owned = new List<int>[accounts];
        for (var account = 0; account < accounts; account++)
        {
            owned[account] = [];
        }

        for (var set = 0; set < owners.Length; set++)
        {
            foreach (var owner in owners[set])
            {
                owned[owner].Add(set);
            }
        }

        return [.. owned.Select(sets => sets.ToArray())];
    }

    /// <param name="from">Accounts before it are decided.</param>
    /// <param name="more">How many may still be chosen.</param>
    private bool Search(int from, int more, double weight)
    {
        if (weight > _half)
        {
            return true;
        }

        if (more is 0)
        {
            return false;
        }

        _branches++;
        if (IsSpent || weight + Best(from, more) <= _half)
        {
            return false;
        }

        for (var account = from; account <= _accounts.Length - more; account++)
        {
            var gained = Choose(account);
            if (Search(account + 1, more - 1, weight + gained))
            {
                return true;
            }

            Drop(account);
        }

        return false;
    }

    /// <summary>
    /// More than can be gained. For capture the largest gains as if they did not overlap. For loss a set gives its weight only when all of its missing owners are
    /// chosen, so that it may be shared out among them in equal parts: the largest sums of such parts, as many as may still be chosen, are never less than the truth.
    /// </summary>
    private double Best(int from, int more)
    {
        if (_isCapture)
        {
            return Range(_accounts.Length).Skip(from).Select(Gain).OrderDescending().Take(more).Sum();
        }

        var (whole, parts) = (0.0, new double[_accounts.Length]);
        for (var set = 0; set < _owners.Length; set++)
        {
            var missing = _owners[set].Length - _held[set];
            if (missing is 0 || missing > more || Array.Exists(_owners[set], owner => owner < from && !_chosen[owner]))
            {
                continue;
            }

            whole += _weights[set];
            foreach (var owner in _owners[set])
            {
                parts[owner] += _chosen[owner] ? 0 : _weights[set] / missing;
            }
        }

        // Parts such as thirds do not add up to the whole exactly; a hair too much prunes nothing that it should not.
        return Math.Min(whole, parts.OrderDescending().Take(more).Sum() * (1 + 1e-9));
    }

    private double Gain(int account)
    {
        var gain = 0.0;
        foreach (var set in _owned[account])
        {
            gain += _held[set] is 0 ? _weights[set] : 0;
        }

        return gain;
    }

    private double Choose(int account)
    {
        var gained = 0.0;
        _chosen[account] = true;
        foreach (var set in _owned[account])
        {
            _held[set]++;
            gained += Counts(set) ? _weights[set] : 0;
        }

        return gained;

        bool Counts(int set) => _isCapture ? _held[set] is 1 : _held[set] == _owners[set].Length;
    }

    private void Drop(int account)
    {
        _chosen[account] = false;
        foreach (var set in _owned[account])
        {
            _held[set]--;
        }
    }

    /// <summary>One account after the other, each the one that gains most; for loss, whole owner sets by weight for each account that is missing.</summary>
    private AccountSet Greedy()
    {
        Array.Clear(_chosen);
        Array.Clear(_held);
        var weight = 0.0;
        while (weight <= _half)
        {
            int[] next = _isCapture
                ? [Range(_accounts.Length).MaxBy(account => _chosen[account] ? double.MinValue : Gain(account))]
                : [.. _owners[Range(_owners.Length).MaxBy(Worth)].Where(owner => !_chosen[owner])];
            foreach (var account in next)
            {
                weight += Choose(account);
            }
        }

        return new AccountSet([.. Range(_accounts.Length).Where(account => _chosen[account]).Select(account => _accounts[account]).Order(StringComparer.Ordinal)], IsExact: false);

        double Worth(int set) => _owners[set].Length - _held[set] is > 0 and var missing ? _weights[set] / missing : double.MinValue;
    }

    private static IEnumerable<int> Range(int count) => Enumerable.Range(0, count);
}
