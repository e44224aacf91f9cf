using System.Collections.Immutable;

namespace DepRisk.Concentration;

/// <summary>
/// Control groups that are one family: the accounts of one are all among those of the other, and the same holder signs both as the author, or none does. Real families rarely have
/// identical owners: of the four accounts that can publish Npgsql two can publish its provider for Entity Framework. Whoever chose the one chose hands of the other, so that a family
/// is no route to itself; who can publish what is still counted by group.
/// </summary>
internal static class ControlFamily
{
    /// <returns>By group, the indexes of the others of its family, ascending. The platform is nobody's family, and what is not proven is nobody's either.</returns>
    public static ImmutableArray<ImmutableArray<int>> Of(ImmutableArray<ControlGroup> groups)
    {
        var byAccount = new Dictionary<string, List<int>>(StringComparer.OrdinalIgnoreCase);
        for (var group = 0; group < groups.Length; group++)
        {
            foreach (var account in groups[group].IsPlatform ? [] : groups[group].Accounts)
            {
                (byAccount.TryGetValue(account, out var owned) ? owned : byAccount[account] = []).Add(group);
            }
        }

        var families = ImmutableArray.CreateBuilder<ImmutableArray<int>>(groups.Length);
        for (var group = 0; group < groups.Length; group++)
        {
            families.Add(OthersOf(groups, group, byAccount));
        }

        return families.MoveToImmutable();
    }

    private static ImmutableArray<int> OthersOf(ImmutableArray<ControlGroup> groups, int group, Dictionary<string, List<int>> byAccount)
    {
        if (groups[group] is not { IsPlatform: false, IsVerified: true } one)
        {
            return [];
        }

        var others = new SortedSet<int>();
        foreach (var candidate in one.Accounts.SelectMany(account => byAccount[account]))
        {
            if (candidate != group && IsFamily(one, groups[candidate]))
            {
                others.Add(candidate);
            }
        }

        return [.. others];
    }

    private static bool IsFamily(ControlGroup one, ControlGroup other) =>
        string.Equals(one.Entity, other.Entity, StringComparison.Ordinal) && (IsAmong(one, other) || IsAmong(other, one));

    private static bool IsAmong(ControlGroup one, ControlGroup other) => one.Accounts.All(account => other.Accounts.Contains(account, StringComparer.OrdinalIgnoreCase));
}
