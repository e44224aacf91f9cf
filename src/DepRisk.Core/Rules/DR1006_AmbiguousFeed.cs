using System.Collections.Immutable;
using DepRisk.Concentration;
using DepRisk.Graph;
using DepRisk.Packages.Feeds;

namespace DepRisk.Rules;

/// <summary>
/// Several feeds could serve a package and nothing decides which: whoever can publish an id on any of them can answer first. One finding for each nuget.config
/// of ours that adds sources. Where a policy names the feeds that packages may come from, each other one is a finding too.
/// </summary>
internal static class DR1006_AmbiguousFeed
{
    private const int Shown = 3;

    public static ImmutableArray<Finding> Find(RuleInput input, AppReach apps)
    {
        return [.. Ambiguous(input, apps), .. NotAllowed(input, apps)];
    }

    private static IEnumerable<Finding> Ambiguous(RuleInput input, AppReach apps)
    {
        var choices = new List<(string Home, Project Project, FeedChoice Choice)>();
        for (var i = 0; i < input.Evidence.Feeds.Length; i++)
        {
            var (project, settings) = (input.Scope.Projects[i], input.Evidence.Feeds[i]);
            if (HomeOf(settings) is { } home && FeedChoice.Of(project, settings) is { Ids.IsEmpty: false } choice)
            {
                choices.Add((home, project, choice));
            }
        }

        return choices.GroupBy(choice => choice.Home, StringComparer.Ordinal)
            .Select(group => Of(group.Key, [.. group.Select(choice => choice.Project)], [.. group.Select(choice => choice.Choice)], input, apps));
    }

    /// <summary>The nuget.config nearest to the scope's folder that adds a source: fewest folders away, then by path.</summary>
    internal static string? HomeOf(FeedSettings settings) => settings.Files
        .Where(file => file.AddsSource)
        .Select(file => file.Path)
        .OrderBy(path => path.Count(character => character is '/'))
        .ThenBy(path => path, StringComparer.Ordinal)
        .FirstOrDefault();

    private static Finding Of(string home, ImmutableArray<Project> projects, ImmutableArray<FeedChoice> choices, RuleInput input, AppReach apps)
    {
        ImmutableArray<string> feeds = [.. choices.SelectMany(choice => choice.Feeds).Distinct(StringComparer.Ordinal)];
        ImmutableArray<string> ids = [.. choices.SelectMany(choice => choice.Ids).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];
        int[] reached = [.. projects.SelectMany(apps.Containing).Distinct()];
        var all = projects.SelectMany(Ids).Distinct(StringComparer.OrdinalIgnoreCase).Count();
        var isMapped = input.Evidence.Feeds.Any(settings => !settings.Mapping.IsEmpty && settings.Files.Any(file => file.Path.Equals(home, StringComparison.Ordinal)));
        var text = $"{Phrase.Number(ids.Length)} of {Phrase.Count(all, "package")} may come from any of several feeds: {Phrase.List(feeds, 5)}";
        return new Finding(
            RuleCatalog.AmbiguousFeed,
            home,
            $"{home}: {Phrase.Count(feeds.Length, "feed")}, and {(isMapped ? "the mapping leaves some packages open" : "nothing says which package comes from which")}",
            $"{text}; {(isMapped ? $"packageSourceMapping leaves {Phrase.List(ids, Shown)} open" : "no packageSourceMapping decides")}. Whoever can publish one of these ids on any of them can answer first.",
            new FindingHome(home, null),
            [],
            apps.Paths(reached),
            [new Condition("ambiguous", Truth.True, text)],
            [
                new FindingFact("feeds", Phrase.List(feeds, 10)),
                new FindingFact("packages", $"{Phrase.Number(ids.Length)} of {Phrase.Number(all)}: {Phrase.List(ids, 5)}"),
                new FindingFact("projects", Phrase.List([.. projects.Select(project => project.Path)], 5)),
            ],
            [
                new WayOut(WayOutKind.Clears, isMapped ? "give each of these ids to one source in packageSourceMapping" : "add packageSourceMapping that gives each id to one source", "all", [new FindingHome(home, null)]),
                new WayOut(WayOutKind.Clears, "use one feed that mirrors the others", "all", [new FindingHome(home, null)]),
            ],
            [],
            apps.Share(reached));
    }

    private static IEnumerable<string> Ids(Project project) => project.Targets
        .SelectMany(target => target.Graph.Nodes.ToArray())
        .Where(node => node.Component.Type is ComponentType.Package && node.Class is not DependencyClass.Pruned)
        .Select(node => node.Component.Id);

    private static IEnumerable<Finding> NotAllowed(RuleInput input, AppReach apps)
    {
        if (input.Policy.AllowedFeeds.IsEmpty)
        {
            return [];
        }

        var allowed = input.Policy.AllowedFeeds.Select(Compared).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Restored(input)
            .Select(use => (use.Component, Feed: input.Evidence.Of(use.Component).Folder.Feed))
            .Where(package => package.Feed is { } feed && !allowed.Contains(Compared(feed)))
            .GroupBy(package => package.Feed!, package => package.Component, StringComparer.OrdinalIgnoreCase)
            .Select(group => NotAllowed(input, group.Key, [.. group.Order(ComponentOrder.Instance)], apps));
    }

    private static Finding NotAllowed(RuleInput input, string feed, ImmutableArray<Component> packages, AppReach apps)
    {
        int[] reached = [.. packages.SelectMany(package => apps.Shipping(package)).Distinct()];
        var names = Phrase.List([.. packages.Select(package => package.ToString())], Shown);
        var text = $"{Phrase.Number(packages.Length)} of {Phrase.Count(Restored(input).Count(), "package")} ({names}) came from {feed}, which the policy does not allow";
        return new Finding(
            RuleCatalog.AmbiguousFeed,
            $"feed:{feed}",
            $"{feed}: no feed that the policy allows",
            $"{text}; {apps.Of(reached)} {(reached.Length is 1 ? "ships" : "ship")} one of them.",
            apps.Homes.Of(packages[0]),
            packages,
            apps.Paths(reached),
            [new Condition("not-allowed", Truth.True, text)],
            [new FindingFact("packages", Phrase.List([.. packages.Select(package => package.ToString())], 10)), new FindingFact("reaches", apps.Named(reached))],
            [
                new WayOut(WayOutKind.Clears, "restore them from an allowed feed, with the packages folder emptied before", "all", []),
                new WayOut(WayOutKind.Clears, "add the feed to allowedFeeds in deprisk.json", "all", []),
            ],
            [],
            apps.Share(reached));
    }

    private static IEnumerable<PackageUse> Restored(RuleInput input) => input.Concentration.Uses.Packages.Where(use => use.Class is not DependencyClass.Pruned);

    private static string Compared(string feed) => FeedAddress.Printable(feed).TrimEnd('/');
}
