using System.Collections.Immutable;
using System.Globalization;
using DepRisk.Concentration;
using DepRisk.Rules;
using DepRisk.Tool.Commands;

namespace DepRisk.Tool.Rendering;

/// <summary>Who can publish what ships, in three lines; <c>power</c> has the whole answer.</summary>
internal static class PublisherLines
{
    public static void Write(Terminal terminal, RuleInput input)
    {
        var concentration = input.Concentration;
        var groups = concentration.Groups;
        var packages = groups.Sum(group => group.Group.Packages.Length);
        if (packages is 0)
        {
            return;
        }

        terminal.Line();
        terminal.Line($"Who can publish what your {(concentration.Uses.DeliversApps ? "apps run" : "projects ship")} ({Phrase.Count(packages, "package")})", Tone.Strong);
        var rows = Rows(concentration, input.Policy.Platforms.IsEmpty ? "Microsoft (platform)" : "the platform");
        var (names, counts) = (rows.Max(row => row.Name.Length), rows.Max(row => Number(row.Packages).Length));
        foreach (var (name, count, text) in rows)
        {
            terminal.Line($"  {name.PadRight(names)}   {Number(count).PadLeft(counts)}   {text}".TrimEnd());
        }

        WriteHalf(terminal, groups);
    }

    private static List<(string Name, int Packages, string Text)> Rows(ScopeConcentration concentration, string platformName)
    {
        var rows = new List<(string, int, string)>(3);
        GroupConcentration[] platform = [.. concentration.Groups.Where(group => group.Group.IsPlatform)];
        GroupConcentration[] others = [.. concentration.Groups.Where(group => group.Group is { IsPlatform: false, IsVerified: true })];
        GroupConcentration[] unknown = [.. concentration.Groups.Where(group => group.Group is { IsPlatform: false, IsVerified: false })];
        if (platform.Length > 0)
        {
            var hidden = platform.Sum(group => group.Group.Packages.Count(package => concentration.Uses.Packages.Any(use => ReferenceEquals(use.Component, package) && use is { IsDirect: false, Depth: >= 0 })));
            rows.Add((platformName, Count(platform), hidden > 0 ? $"{Number(hidden)} of them referenced by nobody here" : ""));
        }

        if (others.Length > 0)
        {
            var largest = others.OrderByDescending(group => group.Group.Packages.Length).ThenByDescending(group => group.Apps.Length).ThenBy(group => group.Index).First();
            rows.Add((
                Phrase.Count(others.Length, "other"),
                Count(others),
                $"largest: {Phrase.List(largest.Group.Accounts, 2)}, {Phrase.Count(largest.Group.Packages.Length, "package")}, {Number(largest.Apps.Length)} of {Phrase.Count(concentration.Scope.Apps.Length, concentration.Uses.DeliversApps ? "app" : "project")}"));
        }

        if (unknown.Length > 0)
        {
            rows.Add(("not proven", Count(unknown), "no verified signature names an account"));
        }

        return rows;
    }

    private static void WriteHalf(Terminal terminal, ImmutableArray<GroupConcentration> groups)
    {
        ImmutableArray<ControlGroup> others = [.. groups.Select(group => group.Group).Where(group => !group.IsPlatform)];
        var spread = AccountSpread.Of(others);
        if (others.Length > 1 && !spread.Capture.Accounts.IsEmpty)
        {
            terminal.Line($"  {(spread.IsSmallest(spread.Capture) ? "" : "at most ")}{Phrase.Count(spread.Capture.Accounts.Length, "account")} outside the platform can publish more than half of the others");
        }
        else if (others.Length > 1 && spread.Unproven < spread.Packages)
        {
            // Accounts that hold most of the few that are proven need not hold half of what ships.
            terminal.Line($"  who can publish more than half of the {Phrase.Count(spread.Packages, "package")} outside the platform is not known: nobody is proven for {Number(spread.Unproven)}", Tone.Quiet);
        }
    }

    private static int Count(GroupConcentration[] groups) => groups.Sum(group => group.Group.Packages.Length);

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
