using System.Globalization;
using DepRisk.Packages.Signatures;

namespace DepRisk.Packages;

/// <summary>What a package's facts depend on.</summary>
/// <param name="ContentHash">As the package's folder states it.</param>
/// <param name="Folder">Absolute, of the extracted package.</param>
/// <param name="Trust">See <see cref="SignatureTrust.Digest"/>.</param>
public sealed record FactsKey(string Id, string Version, string ContentHash, string Folder, string Trust);

/// <summary>
/// Facts of immutable packages, computed once a machine: one file a package. An entry serves as long as its key and the listing of the
/// package's folder are what they were.
/// </summary>
public sealed class FactsCache(CacheEntries entries)
{
    private const string Kind = "facts";

    public static FactsCache None { get; } = new(new CacheEntries(null));

    /// <returns>Null where the cache has none that are valid for this key and stamp.</returns>
    public CachedFacts? Find(FactsKey key, FolderStamp stamp) =>
        entries.Find(Kind, Name(key), State(stamp), stamp.Newest) is { IsEmpty: false } payload ? FactsFormat.Read(payload) : null;

    public void Store(FactsKey key, FolderStamp stamp, CachedFacts facts) => entries.Store(Kind, Name(key), State(stamp), FactsFormat.Write(facts));

#pragma warning disable CA1308 // Normalize strings to uppercase: as NuGet's own folders.
    private static string Name(FactsKey key) => string.Join(
        '\n', key.Id.ToLowerInvariant(), key.Version.ToLowerInvariant(), key.ContentHash, key.Folder, key.Trust);
#pragma warning restore CA1308

    private static string State(FolderStamp stamp) => $"{CacheEntries.ReaderVersion}\n{stamp.Digest.ToString(CultureInfo.InvariantCulture)}";
}
