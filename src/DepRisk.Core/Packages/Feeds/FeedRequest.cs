using System.Collections.Immutable;

namespace DepRisk.Packages.Feeds;

/// <summary>
/// What <c>fetch</c> wants to know. These values stand in Core, which never asks anybody, because NuGet's client lives in a load context of
/// its own, and what passes its border must be the same type on both sides.
/// </summary>
/// <param name="Folder">Absolute: where the search for nuget.config starts.</param>
/// <param name="AsOf">In the place of the feeds' own dates.</param>
/// <param name="Timeout">Of one attempt of one request.</param>
/// <param name="Downloads">Whether packages that are missing on this disk are downloaded.</param>
public sealed record FeedRequest(string Folder, ImmutableArray<FeedPackage> Packages, DateOnly? AsOf, TimeSpan Timeout, bool Downloads);

/// <param name="Version">Normalised.</param>
/// <param name="RecordedFeed">Where the restore took it from, printable; null where nothing says so.</param>
/// <param name="ContentHash">What the restore demands of the file (<see cref="RestoredPackage.ContentHash"/>); null where nothing does.</param>
/// <param name="IsMissing">The restore output names it and it is not on this disk.</param>
public sealed record FeedPackage(string Id, string Version, string? RecordedFeed, string? ContentHash, bool IsMissing);

/// <param name="Packages">What is known now; a package that no feed could answer for is not among them.</param>
/// <param name="Problems">One a feed or package, printable: no credentials and no path of the machine.</param>
/// <param name="Feeds">How many feeds there were to ask.</param>
/// <param name="Reached">How many of them answered at all.</param>
/// <param name="Downloaded">Packages that were added to the global packages folder.</param>
/// <param name="ConfigurationError">Why nobody could be asked: the configuration is wrong. Null otherwise.</param>
public sealed record FeedAnswer(
    ImmutableArray<FetchedPackage> Packages,
    ImmutableArray<string> Problems,
    int Feeds,
    int Reached,
    int Downloaded,
    string? ConfigurationError = null)
{
    public static FeedAnswer Misconfigured(string error) => new([], [], 0, 0, 0, error);
}

/// <summary>Asks the feeds. Never throws for what a feed does; throws where it is cancelled.</summary>
/// <param name="announce">A step that uses the network, for people, with the number of its pieces.</param>
/// <param name="advance">A piece is done; called from any thread.</param>
public delegate Task<FeedAnswer> FeedFetch(FeedRequest request, Action<string, int> announce, Action advance, CancellationToken cancellation);
