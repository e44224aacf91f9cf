using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace DepRisk.Packages;

/// <summary>
/// Files of the user's cache, one an entry, safe with several processes at once. An entry that is broken, or is that of another key, counts as absent;
/// a cache that cannot be written costs time and nothing else. Nothing of it is ever visible in results.
/// </summary>
/// <param name="folder">Absolute; null where nothing is kept.</param>
public sealed class CacheEntries(string? folder)
{
    private const int Limit = 64 * 1024 * 1024;

    /// <summary>
    /// Of the code that computes what is kept, by the identity of its build: a version that somebody must remember to raise is forgotten once, and
    /// then an old fact looks like a new one.
    /// </summary>
    public static string ReaderVersion { get; } = typeof(CacheEntries).Module.ModuleVersionId.ToString("N");

    private static ReadOnlySpan<byte> Magic => "DEPRISK1"u8;

    /// <param name="kind">Of entry: a folder of the cache.</param>
    /// <param name="name">What the entry is about: one file for each.</param>
    /// <param name="state">What it was when the entry was made; an entry of another state is none.</param>
    /// <param name="newest">Ticks UTC of the newest file that the entry was computed from; 0 where its content is part of the key.</param>
    /// <returns>What was stored; empty where there is nothing that may be used.</returns>
    public ReadOnlyMemory<byte> Find(string kind, string name, string state = "", long newest = 0)
    {
        if (folder is null)
        {
            return default;
        }

        try
        {
            using var file = File.OpenHandle(PathOf(kind, name), options: FileOptions.SequentialScan);
            var length = RandomAccess.GetLength(file);
            // What was written in the same moment as the entry, or after it, may have changed again since it was read.
            if (length > Limit || newest >= File.GetLastWriteTimeUtc(file).Ticks)
            {
                return default;
            }

            var bytes = GC.AllocateUninitializedArray<byte>((int)length);
            return RandomAccess.Read(file, bytes, 0) == bytes.Length ? Payload(bytes, Key(name, state)) : default;
        }
        catch (Exception e) when (IsExpected(e))
        {
            return default;
        }
    }

    public void Store(string kind, string name, string state, ReadOnlySpan<byte> payload)
    {
        if (folder is null)
        {
            return;
        }

        var path = PathOf(kind, name);
        // Several processes may write the same entry; each brings a whole file of its own, and they are all the same.
        var temporary = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            try
            {
                File.WriteAllBytes(temporary, Entry(Key(name, state), payload));
                File.Move(temporary, path, overwrite: true);
            }
            finally
            {
                File.Delete(temporary);
            }

            DeleteLeftovers(path);
        }
        catch (Exception e) when (IsExpected(e))
        {
            // See above: it costs time.
        }
    }

    /// <summary>
    /// Temporary files that a killed process left beside an entry that was written right now: with a dot in the name, and so old that nobody writes them
    /// any more. The file system's own clock says so.
    /// </summary>
    private static void DeleteLeftovers(string entry)
    {
        var old = File.GetLastWriteTimeUtc(entry).AddHours(-1);
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(entry)!))
        {
            if (Path.GetFileName(file.AsSpan()).Contains('.') && File.GetLastWriteTimeUtc(file) < old)
            {
                File.Delete(file);
            }
        }
    }

    /// <summary>Magic, length of the key, key, payload, and SHA-256 over all of them.</summary>
    private static byte[] Entry(string key, ReadOnlySpan<byte> payload)
    {
        var keyBytes = Encoding.UTF8.GetBytes(key);
        var entry = new byte[Magic.Length + sizeof(int) + keyBytes.Length + payload.Length + SHA256.HashSizeInBytes];
        Magic.CopyTo(entry);
        BinaryPrimitives.WriteInt32LittleEndian(entry.AsSpan(Magic.Length), keyBytes.Length);
        keyBytes.CopyTo(entry.AsSpan(Magic.Length + sizeof(int)));
        payload.CopyTo(entry.AsSpan(Magic.Length + sizeof(int) + keyBytes.Length));
        SHA256.HashData(entry.AsSpan(..^SHA256.HashSizeInBytes), entry.AsSpan(^SHA256.HashSizeInBytes..));
        return entry;
    }

    private static ReadOnlyMemory<byte> Payload(byte[] entry, string key)
    {
        var keyBytes = Encoding.UTF8.GetBytes(key);
        var start = Magic.Length + sizeof(int) + keyBytes.Length;
        var end = entry.Length - SHA256.HashSizeInBytes;
        return end >= start
            && entry.AsSpan().StartsWith(Magic)
            && BinaryPrimitives.ReadInt32LittleEndian(entry.AsSpan(Magic.Length)) == keyBytes.Length
            && entry.AsSpan(Magic.Length + sizeof(int), keyBytes.Length).SequenceEqual(keyBytes)
            && SHA256.HashData(entry.AsSpan(0, end)).AsSpan().SequenceEqual(entry.AsSpan(end))
                ? entry.AsMemory(start, end - start)
                : default;
    }

    private string PathOf(string kind, string name)
    {
        // A hash: ids and versions come from files that anybody can write, and what they may hold depends on the file system.
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
        return Path.Combine(folder!, kind, hash[..2], hash[2..]);
    }

    private static string Key(string name, string state) => $"{name}\n\n{state}";

    private static bool IsExpected(Exception e) => e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException;
}
