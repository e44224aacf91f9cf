using System.Collections.Immutable;

namespace DepRisk.Concentration;

/// <summary>The fewest elements of which each of some sets has one. NP-hard in general (Karp 1972); branch and bound at the sizes of dependency routes.</summary>
internal sealed class HittingSet
{
    /// <summary>Branches looked at for one answer.</summary>
    private const int WorkLimit = 20_000;

    private readonly List<int[]> _sets;
    private readonly bool[] _chosen;
    private readonly bool[] _refused;
    private readonly List<int> _current = [];
    private int[] _best;
    private int _work;

    private HittingSet(List<int[]> sets, int elements)
    {
        _sets = sets;
        _chosen = new bool[elements];
        _refused = new bool[elements];
        _best = Greedy();
    }

    /// <param name="sets">None is empty.</param>
    /// <param name="elements">Elements are 0 to <paramref name="elements"/> - 1.</param>
    /// <returns>Ascending; not exact where the search was given up: then fewer may do.</returns>
    public static (ImmutableArray<int> Elements, bool IsExact) Smallest(List<int[]> sets, int elements)
    {
        var search = new HittingSet(sets, elements);
        search.Branch();
        return ([.. search._best.Order()], search._work <= WorkLimit);
    }

    private int[] Greedy()
    {
        var chosen = new List<int>();
        while (_sets.Exists(set => !IsHit(set)))
        {
            var counts = Counts();
            var most = Array.IndexOf(counts, counts.Max());
            _chosen[most] = true;
            chosen.Add(most);
        }

        Array.Clear(_chosen);
        return [.. chosen];
    }

    private void Branch()
    {
        if (++_work > WorkLimit)
        {
            return;
        }

        if (FewestChoices(out var bound) is not { } set)
        {
            _best = _current.Count < _best.Length ? [.. _current] : _best;
            return;
        }

        // One of the set must be taken: each in turn, those that were tried before left out.
        var counts = Counts();
        var open = set.Where(element => !_refused[element]).OrderByDescending(element => counts[element]).ThenBy(element => element).ToArray();
        foreach (var element in _current.Count + bound < _best.Length ? open : [])
        {
            _chosen[element] = true;
            _current.Add(element);
            Branch();
            _current.RemoveAt(_current.Count - 1);
            _chosen[element] = false;
            _refused[element] = true;
        }

        foreach (var element in open)
        {
            _refused[element] = false;
        }
    }

    /// <param name="bound">As many must be added at least: sets without a common element need one each.</param>
    /// <returns>Of the sets that have none yet the one with the fewest choices; null where there is no such set.</returns>
    private int[]? FewestChoices(out int bound)
    {
        bound = 0;
        var (fewest, choices) = ((int[]?)null, int.MaxValue);
        var taken = new bool[_chosen.Length];
        foreach (var set in _sets)
        {
            if (IsHit(set))
            {
                continue;
            }

            if (!Array.Exists(set, element => taken[element]))
            {
                bound++;
                Array.ForEach(set, element => taken[element] = true);
            }

            if (set.Count(element => !_refused[element]) is var open && open < choices)
            {
                (fewest, choices) = (set, open);
            }
        }

        return fewest;
    }

    /// <summary>By element, how many of the sets that have none yet it is in.</summary>
    private int[] Counts()
    {
        var counts = new int[_chosen.Length];
        foreach (var set in _sets)
        {
            foreach (var element in IsHit(set) ? [] : set)
            {
                counts[element]++;
            }
        }

        return counts;
    }

    private bool IsHit(int[] set) => Array.Exists(set, element => _chosen[element]);
}
