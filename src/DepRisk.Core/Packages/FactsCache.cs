using System.Security.Cryptography;
using System.Text;

namespace DepRisk.Packages;

/// <summary>What a package's facts depend on.</summary>
/// <param name="ContentHash">As the package's folder states it.</param>
/// <param name="Folder">Absolute, of the extracted package.</param>
/// <param name="Trust">See <see cref="SignatureTrust.Digest"/>.</param>
public sealed record FactsKey(string Id, string Version, string ContentHash, string Folder, string Trust);

/// <summary>
/// Facts of immutable packages, computed once a machine: one file a package. An entry serves as long as its key and the listing of the
/// package's folder are what they were; everything else, a broken entry above all, counts as absent. Nothing of the cache is ever visible in results.
/// </summary>
/// <param name="folder">Absolute; null where nothing is kept.</param>
public sealed class FactsCache(string? folder)
{
    /// <summary>Of our own facts: raised with every change of what is read from a package or how it is understood.</summary>
    internal const int FormatVersion = 1;

    private const int EntryBytes = 64 * 1024 * 1024;

    public static FactsCache None { get; } = new(null);

    /// <returns>Null where the cache has none that are valid for this key and stamp.</returns>
    public CachedFacts? Find(FactsKey key, FolderStamp stamp)
    {
        if (folder is null)
        {
            return null;
        }

        var path = PathOf(key);
        try
        {
            using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
            var length = RandomAccess.GetLength(file);
            // A file that was written in the same moment as the entry, or after it, may have changed again since it was read.
            if (length > EntryBytes || stamp.Newest >= File.GetLastWriteTimeUtc(file).Ticks)
            {
                return null;
            }

            var bytes = GC.AllocateUninitializedArray<byte>((int)length);
            return RandomAccess.Read(file, bytes, 0) == bytes.Length ? FactsFormat.Read(bytes, KeyText(key), stamp.Digest) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Without effect where the folder cannot be written: the facts are computed again the next time.</summary>
    public void Store(FactsKey key, FolderStamp stamp, CachedFacts facts)
    {
        if (folder is null)
        {
            return;
        }

        var path = PathOf(key);
        // Several processes may write the same entry; each brings a whole file of its own, and they are all the same.
        var temporary = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            try
            {
                File.WriteAllBytes(temporary, FactsFormat.Write(facts, KeyText(key), stamp.Digest));
                File.Move(temporary, path, overwrite: true);
            }
            finally
            {
                File.Delete(temporary);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            // A cache that cannot be written costs time and nothing else.
        }
    }

    private string PathOf(FactsKey key)
    {
        // A hash: ids and versions come from files that anybody can write, and what they may hold depends on the file system.
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(KeyText(key))).AsSpan(0, 16));
        return Path.Combine(folder!, "facts", name[..2], name[2..]);
    }

#pragma warning disable CA1308 // Normalize strings to uppercase: as NuGet's own folders.
    private static string KeyText(FactsKey key) => string.Join(
        '\n', FormatVersion.ToString(System.Globalization.CultureInfo.InvariantCulture), key.Id.ToLowerInvariant(), key.Version.ToLowerInvariant(), key.ContentHash, key.Folder, key.Trust);
#pragma warning restore CA1308
}
