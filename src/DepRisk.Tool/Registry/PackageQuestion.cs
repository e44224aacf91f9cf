using System.Collections.Immutable;
using DepRisk.Input;
using DepRisk.Packages;
using DepRisk.Packages.Feeds;
using NuGet.Common;
using NuGet.Protocol;
using NuGet.Protocol.Core.Types;
using NuGet.Versioning;

namespace DepRisk.Tool.Registry;

/// <summary>Asks one feed about one package.</summary>
internal static class PackageQuestion
{
    // A version that is unlisted gets this date on the public feed; its real one is gone.
    private const int YearOfUnlisted = 1900;

    /// <returns>Null where the feed answers that it does not have this version.</returns>
    public static async Task<FetchedPackage?> AskAsync(Feed feed, string id, NuGetVersion version, SourceCacheContext cache, CancellationToken cancellation)
    {
        var metadata = await feed.ResourceAsync<PackageMetadataResource>(cancellation);
        var all = (await metadata.GetMetadataAsync(id, includePrerelease: true, includeUnlisted: true, cache, NullLogger.Instance, cancellation)).ToArray();
        if (Array.Find(all, one => one.Identity.Version == version) is not { } resolved)
        {
            return null;
        }

        var facts = new FetchedPackage(resolved.Identity.Id, version.ToNormalizedString()) { Feed = feed.Address, AsOf = feed.Today };
        var newest = Newest(all, _ => true);
        facts = facts with { Newest = Text(newest), NewestOfMajor = Text(Newest(all, other => other.Major == version.Major)) };
        if (feed.IsLocal)
        {
            // The dates of a folder are those of its files, and it can neither unlist nor deprecate.
            return facts;
        }

        facts = facts with { IsListed = resolved.IsListed, Published = Date(resolved), NewestPublished = newest is null ? null : Date(newest) };
        return feed.HasIndex ? await WithDeprecationAsync(facts, resolved) : facts;
    }

    /// <summary>The accounts that own an id, by a search for it; null where the feed has no search or its search does not say.</summary>
    public static async Task<ImmutableArray<string>?> OwnersAsync(Feed feed, string id, CancellationToken cancellation)
    {
        if (!feed.HasSearch)
        {
            return null;
        }

        var search = await feed.ResourceAsync<PackageSearchResource>(cancellation);

        // The public feed can be asked for one id; others take it for words and rank, so more of their answer is looked at.
        var isPublic = feed.Source.SourceUri.Host.EndsWith(".nuget.org", StringComparison.OrdinalIgnoreCase);
        var hits = await search.SearchAsync(
            isPublic ? $"packageid:{id}" : id, new SearchFilter(includePrerelease: true), 0, isPublic ? 1 : 20, NullLogger.Instance, cancellation);
        var owners = hits.FirstOrDefault(hit => hit.Identity.Id.Equals(id, StringComparison.OrdinalIgnoreCase))?.OwnersList;
        return owners is { Count: > 0 and <= Limits.SignatureOwners } && owners.All(owner => owner.Length <= Limits.OwnerCharacters) ? [.. owners.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] : null;
    }

    private static async Task<FetchedPackage> WithDeprecationAsync(FetchedPackage facts, IPackageSearchMetadata resolved)
    {
        if (await resolved.GetDeprecationMetadataAsync() is not { } stated)
        {
            return facts with { IsDeprecated = false };
        }

        var deprecation = new PackageDeprecation(
            [.. (stated.Reasons ?? []).Take(Limits.FeedTexts).Select(Cut).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Cut(stated.Message),
            stated.AlternatePackage?.PackageId is { Length: <= Limits.NuGetIdCharacters } id ? id : null,
            Cut(stated.AlternatePackage?.Range?.OriginalString));
        return facts with { IsDeprecated = true, Deprecation = deprecation };
    }

    /// <summary>What is longer than anybody writes would make a facts file that no reader takes.</summary>
    private static string? Cut(string? text) => text is not { Length: > 0 } ? null
        : text.Length <= Limits.FeedTextCharacters ? text
        : text[..(Limits.FeedTextCharacters - (char.IsHighSurrogate(text[Limits.FeedTextCharacters - 1]) ? 1 : 0))];

    private static IPackageSearchMetadata? Newest(IPackageSearchMetadata[] all, Func<NuGetVersion, bool> isAsked)
    {
        IPackageSearchMetadata? newest = null;
        foreach (var one in all)
        {
            if (one is { IsListed: true, Identity.Version.IsPrerelease: false } && isAsked(one.Identity.Version)
                && (newest is null || one.Identity.Version > newest.Identity.Version))
            {
                newest = one;
            }
        }

        return newest;
    }

    private static string? Text(IPackageSearchMetadata? one) => one?.Identity.Version.ToNormalizedString();

    private static DateTimeOffset? Date(IPackageSearchMetadata one) =>
        one.Published is { } date && date.Year > YearOfUnlisted ? new DateTimeOffset(date.UtcTicks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero) : null;
}
