using System.Collections.Concurrent;
using System.Collections.Immutable;
using DepRisk.Packages;
using DepRisk.Packages.Feeds;
using DepRisk.Rules;
using DepRisk.Tool.Rendering;
using NuGet.Common;
using NuGet.Configuration;
using NuGet.Credentials;
using NuGet.Protocol.Core.Types;
using NuGet.Versioning;

namespace DepRisk.Tool.Registry;

/// <summary>One run of <c>fetch</c> on the far side of <see cref="RegistryContext"/>.</summary>
internal sealed class FeedFetcher
{
    private const int Parallelism = 8;

    private readonly FeedRequest _request;
    private readonly ImmutableArray<Feed> _feeds;
    private readonly FeedRoutes _routes;
    private readonly SourceCacheContext _cache;
    private readonly PackageDownload _download;
    private readonly ConcurrentBag<FetchedPackage> _answers = [];
    private readonly ConcurrentBag<string> _problems = [];
    private VulnerabilityIndex _vulnerabilities = new();
    private int _downloaded;
    private int _unasked;

    private FeedFetcher(FeedRequest request, ISettings settings, SourceCacheContext cache)
    {
        _request = request;
        _cache = cache;
        _feeds = [.. SettingsUtility.GetEnabledSources(settings).Select(source => new Feed(source))];
        _routes = new FeedRoutes(_feeds, PackageSourceMapping.GetPackageSourceMapping(settings));
        _download = new PackageDownload(settings, cache);
    }

    /// <summary>The one method that the other side calls, as a <see cref="FeedFetch"/>.</summary>
    public static async Task<FeedAnswer> FetchAsync(FeedRequest request, Action<string, int> announce, Action advance, CancellationToken cancellation)
    {
        using var cache = new SourceCacheContext();
        ISettings settings;
        FeedFetcher run;
        ImmutableArray<Feed> auditFeeds;
        try
        {
            settings = Settings.LoadDefaultSettings(request.Folder);
            run = new FeedFetcher(request, settings, cache);
            auditFeeds = [.. new PackageSourceProvider(settings).LoadAuditSources().Where(source => source.IsEnabled).Select(source => new Feed(source))];
        }
        catch (Exception e) when (e is NuGetConfigurationException or ArgumentException or UriFormatException)
        {
            return FeedAnswer.Misconfigured($"a nuget.config cannot be used: {Commands.DotnetRestore.Printable(e.Message, request.Folder)}");
        }

        if (run._feeds.IsEmpty)
        {
            return FeedAnswer.Misconfigured("no feed is configured; 'dotnet nuget list source' shows what nuget.config says");
        }

        DefaultCredentialServiceUtility.SetupDefaultCredentialService(NullLogger.Instance, nonInteractive: true);
        UserAgent.SetUserAgentString(new UserAgentStringBuilder("DepRisk"));
        var httpCache = Directory.CreateTempSubdirectory("deprisk-");
        try
        {
            return await run.RunAsync(auditFeeds, httpCache.FullName, announce, advance, cancellation);
        }
        finally
        {
            httpCache.Delete(recursive: true);
        }
    }

    private async Task<FeedAnswer> RunAsync(ImmutableArray<Feed> auditFeeds, string httpCache, Action<string, int> announce, Action advance, CancellationToken cancellation)
    {
        announce($"Asking {string.Join(", ", _feeds.Select(feed => feed.Address).Distinct(StringComparer.Ordinal))} about {Phrase.Count(_request.Packages.Length, "package")}", _request.Packages.Length);
        ImmutableArray<Feed> all = [.. _feeds, .. auditFeeds];
        await Task.WhenAll(all.Select(feed => feed.ReachAsync(_cache, httpCache, _request.Timeout, cancellation)));
        _vulnerabilities = await VulnerabilityIndex.ReadAsync(auditFeeds.IsEmpty ? _feeds : auditFeeds, _cache, cancellation);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation };
        await Parallel.ForEachAsync(_request.Packages, options, async (package, token) =>
        {
            await AskAsync(package, token);
            advance();
        });
        if (_unasked > 0)
        {
            _problems.Add($"{Phrase.Count(_unasked, "package")} not asked about: source mapping allows no configured feed, or the package came from a folder that is none");
        }

        return new FeedAnswer(
            [.. _answers],
            [.. all.Select(feed => feed.Problem()).OfType<string>().Concat(_problems).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            _feeds.Length,
            _feeds.Count(feed => feed.IsReached),
            _downloaded);
    }

    private async Task AskAsync(FeedPackage package, CancellationToken cancellation)
    {
        var isVersion = NuGetVersion.TryParse(package.Version, out var version);
        package = package.RecordedFeed is null && isVersion ? package with { RecordedFeed = _download.RecordedFeed(package.Id, version!) } : package;
        if (!isVersion || _routes.For(package) is not { Length: > 0 } feeds)
        {
            Interlocked.Increment(ref _unasked);
            return;
        }

        if (_request.Downloads && package.IsMissing && !_download.IsThere(package.Id, version!))
        {
            var from = await DownloadAsync(package, version!, feeds, cancellation);
            feeds = from is null ? feeds : _routes.For(package with { RecordedFeed = from });
        }

        var isAnswered = true;
        foreach (var feed in feeds)
        {
            var (facts, problem) = feed.IsGivenUp
                ? (null, "")
                : await FeedProblem.Guard(() => PackageQuestion.AskAsync(feed, package.Id, version!, _cache, cancellation), cancellation);
            isAnswered &= problem is null;
            Note(feed, problem);
            if (facts is not null)
            {
                _answers.Add(await CompletedAsync(facts with { Id = package.Id }, feed, version!, cancellation));
                return;
            }
        }

        if (isAnswered)
        {
            _answers.Add(WithVulnerabilities(new FetchedPackage(package.Id, package.Version) { AsOf = _request.AsOf ?? feeds[0].Today }, version!));
        }
    }

    private async Task<FetchedPackage> CompletedAsync(FetchedPackage facts, Feed feed, NuGetVersion version, CancellationToken cancellation)
    {
        var (owners, problem) = await FeedProblem.Guard(() => PackageQuestion.OwnersAsync(feed, facts.Id, cancellation), cancellation);
        Note(feed, problem is null ? null : $"of its search {problem}");
        return WithVulnerabilities(facts with { Owners = owners, AsOf = _request.AsOf ?? facts.AsOf }, version);
    }

    private FetchedPackage WithVulnerabilities(FetchedPackage facts, NuGetVersion version) =>
        facts with { Vulnerabilities = _vulnerabilities.Find(facts.Id, version), VulnerabilityFeeds = _vulnerabilities.Feeds };

    /// <returns>The printable address of the feed that had it; null where none did.</returns>
    private async Task<string?> DownloadAsync(FeedPackage package, NuGetVersion version, Feed[] feeds, CancellationToken cancellation)
    {
        foreach (var feed in feeds.Where(feed => !feed.IsGivenUp))
        {
            try
            {
                var (isThere, problem) = await FeedProblem.Guard(() => _download.FromAsync(feed, package, version, cancellation), cancellation);
                Note(feed, problem is null ? null : $"of the file of a package {problem}");
                if (isThere)
                {
                    Interlocked.Increment(ref _downloaded);
                    return feed.Address;
                }
            }
            catch (PackageHashException)
            {
                _problems.Add($"{package.Id} {package.Version}: {feed.Address} serves another file than the one that was restored (content hash); it was not extracted");
                return null;
            }
        }

        // NuGet's client tries several times, then logs why and says that it is not there; the log may carry credentials.
        _problems.Add($"{package.Id} {package.Version}: no feed gave its file; 'dotnet restore' says why");
        return null;
    }

    private static void Note(Feed feed, string? problem)
    {
        if (problem is null)
        {
            feed.Succeeded();
        }
        else if (problem.Length > 0)
        {
            feed.Failed(problem);
        }
    }
}
