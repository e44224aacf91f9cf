using System.Collections.Immutable;
using System.Globalization;
using DepRisk.Concentration;
using DepRisk.Tool.Commands;

namespace DepRisk.Tool.Rendering;

/// <summary>Who can publish what ships, in three lines; <c>power</c> has the whole answer.</summary>
internal static class PublisherLines
{
    public static void Write(Terminal terminal, ScopeConcentration concentration)
    {
        var groups = concentration.Groups;
        var packages = groups.Sum(group => group.Group.Packages.Length);
        if (packages is 0)
        {
            return;
        }

        terminal.Line();
        terminal.Line($"Who can publish what your {(concentration.Uses.DeliversApps ? "apps run" : "projects ship")} ({Words.Count(packages, "package")})", Tone.Strong);
        var rows = Rows(concentration);
        var (names, counts) = (rows.Max(row => row.Name.Length), rows.Max(row => Number(row.Packages).Length));
        foreach (var (name, count, text) in rows)
        {
            terminal.Line($"  {name.PadRight(names)}   {Number(count).PadLeft(counts)}   {text}".TrimEnd());
        }

        WriteHalf(terminal, groups);
    }

    private static List<(string Name, int Packages, string Text)> Rows(ScopeConcentration concentration)
    {
        var rows = new List<(string, int, string)>(3);
        GroupConcentration[] platform = [.. concentration.Groups.Where(group => group.Group.IsPlatform)];
        GroupConcentration[] others = [.. concentration.Groups.Where(group => group.Group is { IsPlatform: false, IsVerified: true })];
        GroupConcentration[] unknown = [.. concentration.Groups.Where(group => group.Group is { IsPlatform: false, IsVerified: false })];
        if (platform.Length > 0)
        {
            var hidden = platform.Sum(group => group.Group.Packages.Count(package => concentration.Uses.Packages.Any(use => ReferenceEquals(use.Component, package) && !use.IsDirect)));
            rows.Add(("the platform", Count(platform), hidden > 0 ? $"{Number(hidden)} of them referenced by nobody here" : ""));
        }

        if (others.Length > 0)
        {
            var largest = others.OrderByDescending(group => group.Group.Packages.Length).ThenByDescending(group => group.Apps.Length).ThenBy(group => group.Index).First();
            rows.Add((
                Words.Count(others.Length, "other"),
                Count(others),
                $"largest: {Words.List(largest.Group.Accounts, 2)}, {Words.Count(largest.Group.Packages.Length, "package")}, {Number(largest.Apps.Length)} of {Words.Count(concentration.Scope.Apps.Length, concentration.Uses.DeliversApps ? "app" : "project")}"));
        }

        if (unknown.Length > 0)
        {
            rows.Add(("not proven", Count(unknown), "no verified signature names an account"));
        }

        return rows;
    }

    private static void WriteHalf(Terminal terminal, ImmutableArray<GroupConcentration> groups)
    {
        OwnedPackages[] owned = [.. groups.Where(group => group.Group is { IsPlatform: false, IsVerified: true }).Select(group => new OwnedPackages(group.Group.Accounts, group.Group.Packages.Length))];
        if (owned.Length > 1 && AccountSet.Capture(owned) is { Accounts: { Length: > 0 } accounts } set)
        {
            terminal.Line($"  {(set.IsExact ? "" : "at most ")}{Words.Count(accounts.Length, "account")} outside the platform can publish more than half of the others");
        }
    }

    private static int Count(GroupConcentration[] groups) => groups.Sum(group => group.Group.Packages.Length);

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
