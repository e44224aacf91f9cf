using System.Collections.Immutable;
using DepRisk.Graph;
using DepRisk.Packages.Feeds;

namespace DepRisk.Rules;

/// <summary>Which feeds a project may take a package from.</summary>
/// <param name="Feeds">For people, without credentials, folders by their name alone; each once, in the order in which they are configured.</param>
/// <param name="Ids">Ids of its packages that more than one of them could serve, sorted.</param>
internal sealed record FeedChoice(ImmutableArray<string> Feeds, ImmutableArray<string> Ids)
{
    /// <summary>
    /// What the restore recorded decides, because it includes what a user's configuration adds; where nothing was restored, what our own files say.
    /// </summary>
    public static FeedChoice Of(Project project, FeedSettings settings)
    {
        var recorded = Recorded(project);
        var feeds = recorded.IsEmpty ? [.. settings.Sources.Select(Text).Distinct(StringComparer.Ordinal)] : Named(recorded, settings);
        if (feeds.Length < 2 || !IsRestored(project))
        {
            return new FeedChoice(feeds, []);
        }

        var ids = project.Targets.SelectMany(target => target.Graph.Nodes.ToArray())
            .Where(node => node.Component.Type is ComponentType.Package && node.Class is not DependencyClass.Pruned)
            .Select(node => node.Component.Id)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(id => settings.Mapping.IsEmpty || Served(id, recorded, settings) > 1);
        return new FeedChoice(feeds, [.. ids.Order(StringComparer.OrdinalIgnoreCase)]);
    }

    // A document of somebody else's build says nothing of our feeds, wherever it lies.
    private static bool IsRestored(Project project) => project is { Feeds.IsEmpty: false } or { IsLocked: true } || project.Targets.Any(target => target.IsPackagesConfig);

    /// <summary>How many of the sources that an id is mapped to can exist: those of our files, and those whose name only a user's configuration can explain.</summary>
    private static int Served(string id, ImmutableArray<string> recorded, FeedSettings settings)
    {
        var foreign = recorded.Length - recorded.Count(address => settings.Sources.Any(source => IsAddress(source, address)));
        var (ours, others) = (0, 0);
        foreach (var key in settings.MappedTo(id))
        {
            if (settings.Sources.Any(source => source.Key.Equals(key, StringComparison.OrdinalIgnoreCase)))
            {
                ours++;
            }
            else if (!settings.Disabled.Contains(key, StringComparer.OrdinalIgnoreCase))
            {
                others++;
            }
        }

        return ours + Math.Min(others, foreign);
    }

    // The SDK adds a folder of its own, and Visual Studio one for work without a network; neither takes part in a choice.
    private static ImmutableArray<string> Recorded(Project project) =>
    [
        .. project.Feeds.Where(address => FeedAddress.Printable(address) is not FeedAddress.Local || LastSegment(address) is not ("library-packs" or "NuGetPackages")).Select(address => address.TrimEnd('/')).Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    private static ImmutableArray<string> Named(ImmutableArray<string> recorded, FeedSettings settings) =>
    [
        .. recorded.Select(address => settings.Sources.FirstOrDefault(source => IsAddress(source, address)) is { } source ? Text(source) : FeedAddress.Printable(address)),
    ];

    private static string Text(FeedSource source) =>
        FeedAddress.Printable(source.Address) is var address && address is FeedAddress.Local ? $"{source.Key} (a folder)" : $"{source.Key} ({address})";

    /// <summary>A folder is recorded by its whole path, and is written relative to its file.</summary>
    private static bool IsAddress(FeedSource source, string recorded)
    {
        var address = source.Address.TrimEnd('/', '\\');
        return address.Equals(recorded, StringComparison.OrdinalIgnoreCase)
            || (FeedAddress.Printable(address) is FeedAddress.Local && FeedAddress.Printable(recorded) is FeedAddress.Local && LastSegment(address).Equals(LastSegment(recorded), StringComparison.OrdinalIgnoreCase));
    }

    private static string LastSegment(string address)
    {
        var trimmed = address.TrimEnd('/', '\\');
        return trimmed[(trimmed.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
    }
}
