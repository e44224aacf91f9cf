using System.Collections.Immutable;

namespace DepRisk.Concentration;

/// <summary>
/// Control groups that are one family with another one: the accounts of one are all among those of the other, the same holder signs both as the author, or none does, and they refer to it,
/// directly or over others of the family. Real families rarely have identical owners: of the four accounts that can publish Npgsql two can publish its provider for Entity
/// Framework. Whoever chose that chose hands of Npgsql, and it is no route to itself. Who can publish what is still counted by group (docs/decisions/0015).
/// </summary>
internal sealed class ControlFamily
{
    // By group, those whose hands are related to its own.
    private readonly HashSet<int>?[] _related;

    // By group, those of related hands anywhere that refer to it.
    private readonly HashSet<int>?[] _referring;

    private ControlFamily(int groups)
    {
        _related = new HashSet<int>?[groups];
        _referring = new HashSet<int>?[groups];
    }

    /// <returns>By group, the indexes of the others of its family, ascending; mostly none. The platform is nobody's family, and what is not proven is nobody's either.</returns>
    public static ImmutableArray<ImmutableArray<int>> In(ImmutableArray<ControlGroup> groups, ImmutableArray<GroupedTarget> targets)
    {
        var family = new ControlFamily(groups.Length);
        if (family.Relate(groups))
        {
            foreach (var target in targets)
            {
                family.Count(target);
            }
        }

        return [.. Enumerable.Range(0, groups.Length).Select(family.Of)];
    }

    /// <returns>By group, those whose hands are related to its own, whether or not anything is known to refer to it; null where there are none.</returns>
    public static HashSet<int>?[] RelatedIn(ImmutableArray<ControlGroup> groups)
    {
        var family = new ControlFamily(groups.Length);
        family.Relate(groups);
        return family._related;
    }

    /// <returns>False where no two groups are related.</returns>
    private bool Relate(ImmutableArray<ControlGroup> groups)
    {
        var byAccount = new Dictionary<string, List<int>>(StringComparer.OrdinalIgnoreCase);
        var isAny = false;
        for (var group = 0; group < groups.Length; group++)
        {
            foreach (var account in groups[group].IsPlatform ? [] : groups[group].Accounts)
            {
                if (!byAccount.TryGetValue(account, out var owned))
                {
                    byAccount.Add(account, owned = []);
                }

                foreach (var other in owned)
                {
                    if (other != group && AreRelated(groups[group], groups[other]))
                    {
                        (_related[group] ??= []).Add(other);
                        (_related[other] ??= []).Add(group);
                        isAny = true;
                    }
                }

                owned.Add(group);
            }
        }

        return isAny;
    }

    private static bool AreRelated(ControlGroup one, ControlGroup other) =>
        string.Equals(one.Entity, other.Entity, StringComparison.Ordinal) && (IsAmong(one, other) || IsAmong(other, one));

    private static bool IsAmong(ControlGroup one, ControlGroup other) => one.Accounts.All(account => other.Accounts.Contains(account, StringComparer.OrdinalIgnoreCase));

    private void Count(GroupedTarget target)
    {
        var graph = target.Target.Graph;
        for (var from = 0; from < graph.Nodes.Length; from++)
        {
            if (target.GroupOf[from] is GroupedScope.NoGroup || _related[target.GroupOf[from]] is null)
            {
                continue;
            }

            foreach (var to in graph.DependenciesOf(from))
            {
                if (target.GroupOf[to] is not GroupedScope.NoGroup and var group && group != target.GroupOf[from] && _related[group] is not null)
                {
                    (_referring[group] ??= []).Add(target.GroupOf[from]);
                }
            }
        }
    }

    private ImmutableArray<int> Of(int group)
    {
        if (_related[group] is not { } related || _referring[group] is null)
        {
            return [];
        }

        var family = new SortedSet<int>();
        var pending = new Stack<int>([group]);
        while (pending.TryPop(out var member))
        {
            foreach (var referring in _referring[member] ?? [])
            {
                if (related.Contains(referring) && family.Add(referring))
                {
                    pending.Push(referring);
                }
            }
        }

        return [.. family];
    }
}
