using DepRisk.Packages;
using DepRisk.Packages.Feeds;
using NuGet.Common;
using NuGet.Configuration;
using NuGet.Protocol;
using NuGet.Protocol.Core.Types;

namespace DepRisk.Tool.Registry;

/// <summary>One configured feed, and how it fares in this run.</summary>
internal sealed class Feed
{
    /// <summary>So many packages in a row without an answer, and it is left alone: each costs minutes.</summary>
    private const int Patience = 5;

    private readonly System.Threading.Lock _lock = new();
    private int _failures;
    private int _failuresInARow;
    private string? _problem;

    public Feed(PackageSource source)
    {
        Source = source;
        Repository = NuGet.Protocol.Core.Types.Repository.Factory.GetCoreV3(source);
        Address = FeedAddress.Printable(source.Source);
    }

    public PackageSource Source { get; }

    public SourceRepository Repository { get; }

    /// <summary>Printable.</summary>
    public string Address { get; }

    public bool IsLocal => Source.IsLocal;

    /// <summary>Version 3 of the protocol, which knows deprecations, search and vulnerabilities.</summary>
    public bool HasIndex { get; private set; }

    /// <summary>NuGet's client offers a search for every feed, and fails at the first one where the feed has none.</summary>
    public bool HasSearch { get; private set; }

    /// <summary>The day by the feed's own clock; null for a folder, and where it sends none.</summary>
    public DateOnly? Today { get; private set; }

    public bool IsReached { get; private set; }

    /// <summary>It was not reached, or too much in a row failed.</summary>
    public bool IsGivenUp { get; private set; }

    /// <summary>Asks for the feed's index, which tells whether it answers, and what day it is there.</summary>
    /// <param name="httpCache">NuGet's own keeps answers for half an hour, but facts are dated today; so each run has a folder of its own.</param>
    public async Task ReachAsync(SourceCacheContext cache, string httpCache, TimeSpan timeout, CancellationToken cancellation)
    {
        if (Source is { IsHttp: true, IsHttps: false, AllowInsecureConnections: false })
        {
            GiveUp("it uses http, which restore refuses as well; set allowInsecureConnections in nuget.config or use https");
            return;
        }

        var (_, problem) = await FeedProblem.Guard(() => ReachedAsync(cache, httpCache, timeout, cancellation), cancellation);
        if (problem is not null)
        {
            GiveUp(problem);
        }
    }

    /// <exception cref="NotSupportedException">The feed does not offer it.</exception>
    public async Task<T> ResourceAsync<T>(CancellationToken cancellation)
        where T : class, INuGetResource => await Repository.GetResourceAsync<T>(cancellation) ?? throw new NotSupportedException();

    public void Succeeded()
    {
        lock (_lock)
        {
            _failuresInARow = 0;
        }
    }

    public void Failed(string problem)
    {
        lock (_lock)
        {
            _problem ??= problem;
            _failures++;
            IsGivenUp |= ++_failuresInARow >= Patience;
        }
    }

    /// <returns>One sentence for people; null where all went well.</returns>
    public string? Problem() => _problem is null ? null
        : !IsReached ? $"{Address}: {_problem}; what it knows stays unknown"
        : $"{Address}: {_problem}; {_failures} of the questions to it stay unanswered{(IsGivenUp ? ", and the rest was not asked" : "")}";

    private async Task<bool> ReachedAsync(SourceCacheContext cache, string httpCache, TimeSpan timeout, CancellationToken cancellation)
    {
        if (IsLocal)
        {
            var folder = Source.TrySourceAsUri is { IsFile: true } uri ? uri.LocalPath : Source.Source;
            return IsReached = Directory.Exists(folder) ? true : throw new DirectoryNotFoundException();
        }

        var http = (await ResourceAsync<HttpSourceResource>(cancellation)).HttpSource;
        http.RetryHandler = new BoundedRetry(timeout);
        http.HttpCacheDirectory = httpCache;
        await http.ProcessResponseAsync(
            new HttpSourceRequest(Source.SourceUri, NullLogger.Instance),
            response =>
            {
                Today = response.Headers.Date is { } date ? DateOnly.FromDateTime(date.UtcDateTime) : null;
                return Task.FromResult(response.EnsureSuccessStatusCode().IsSuccessStatusCode);
            },
            cache,
            NullLogger.Instance,
            cancellation);
        var index = await Repository.GetResourceAsync<ServiceIndexResourceV3>(cancellation);
        HasIndex = index is not null;
        HasSearch = index?.GetServiceEntries(ServiceTypes.SearchQueryService) is { Count: > 0 };
        return IsReached = true;
    }

    private void GiveUp(string problem)
    {
        _problem = problem;
        IsGivenUp = true;
    }
}
