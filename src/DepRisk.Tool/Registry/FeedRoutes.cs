using DepRisk.Packages;
using DepRisk.Packages.Feeds;
using NuGet.Configuration;

namespace DepRisk.Tool.Registry;

/// <summary>
/// Which feeds may hear the name of a package. Source mapping decides where there is one, as for restore. Otherwise the feed that the package
/// came from is asked alone, so that a private id never reaches another; where nobody knows it, or it is no longer configured, all are, as
/// restore would ask them on a clean machine. What came from a folder is not asked over the network.
/// </summary>
internal sealed class FeedRoutes(IReadOnlyList<Feed> feeds, PackageSourceMapping mapping)
{
    /// <returns>In the order of the configuration; empty where nobody may be asked.</returns>
    public Feed[] For(FeedPackage package)
    {
        var allowed = Allowed(package.Id);
        if (package.RecordedFeed is not { } recorded)
        {
            return allowed;
        }

        Feed[] same = [.. allowed.Where(feed => IsSame(feed.Address, recorded))];
        return same.Length > 0 || (recorded is FeedAddress.Local && !mapping.IsEnabled) ? same : allowed;
    }

    private Feed[] Allowed(string id)
    {
        if (!mapping.IsEnabled)
        {
            return [.. feeds];
        }

        var names = mapping.GetConfiguredPackageSources(id);
        return [.. feeds.Where(feed => names.Contains(feed.Source.Name, StringComparer.OrdinalIgnoreCase))];
    }

    private static bool IsSame(string address, string recorded) =>
        address.TrimEnd('/').Equals(recorded.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);
}
