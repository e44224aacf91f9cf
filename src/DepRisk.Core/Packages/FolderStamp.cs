using System.IO.Enumeration;

namespace DepRisk.Packages;

/// <summary>
/// What a folder's listing says: names, lengths and times of all files below it. As long as it is the same, facts that were read from
/// the files hold; whoever can change a file and give it back its length and its time can write into the cache as well.
/// </summary>
/// <param name="Newest">
/// The newest write time of a file, ticks UTC; 0 for a folder without files. The end of time where a link is among them: what it leads to changes without a trace here.
/// </param>
public readonly record struct FolderStamp(ulong Digest, long Newest)
{
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;

    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    /// <returns>Null where the folder cannot be listed.</returns>
    public static FolderStamp? Of(string folder)
    {
        try
        {
            var prefix = Path.TrimEndingDirectorySeparator(folder).Length;
            var entries = new FileSystemEnumerable<FileStamp>(folder, (ref FileSystemEntry entry) => FileStamp.Of(ref entry, prefix), Everything)
            {
                ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory || IsLink(ref entry),
                // A link to a folder is a file of the listing: what it leads to is no part of the package.
                ShouldRecursePredicate = (ref FileSystemEntry entry) => !IsLink(ref entry),
            };
            var (digest, newest) = (0UL, 0L);
            foreach (var entry in entries)
            {
                // A sum: the order in which a file system lists is its own.
                digest += entry.Digest;
                newest = Math.Max(newest, entry.Time);
            }

            return new FolderStamp(digest, newest);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private static bool IsLink(ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) is not FileAttributes.None;

    private sealed record FileStamp(ulong Digest, long Time)
    {
        public static FileStamp Of(ref FileSystemEntry entry, int prefix)
        {
            var time = IsLink(ref entry) ? DateTime.MaxValue.Ticks : entry.LastWriteTimeUtc.UtcTicks;
            var digest = Mix(Mix(Mix(Mix(FnvOffset, entry.Directory[prefix..]), entry.FileName), (ulong)entry.Length), (ulong)time);
            return new FileStamp(digest, time);
        }

        private static ulong Mix(ulong digest, ReadOnlySpan<char> text)
        {
            foreach (var c in text)
            {
                digest = (digest ^ c) * FnvPrime;
            }

            return (digest ^ '/') * FnvPrime;
        }

        private static ulong Mix(ulong digest, ulong number)
        {
            for (var shift = 0; shift < 64; shift += 8)
            {
                digest = (digest ^ ((number >> shift) & 0xFF)) * FnvPrime;
            }

            return digest;
        }
    }
}
