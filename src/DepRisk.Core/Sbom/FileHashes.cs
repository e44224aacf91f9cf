using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;

namespace DepRisk.Sbom;

/// <summary>Hashes each file once a scope, however many documents name it.</summary>
internal sealed class FileHashes(bool sha256)
{
    private const int BufferBytes = 128 * 1024;

    private readonly ConcurrentDictionary<string, Lazy<ImmutableArray<BomHash>>> _hashes = new(StringComparer.Ordinal);

    /// <returns>SHA-512, and SHA-256 where asked for; empty where the file is not there or cannot be read.</returns>
    public ImmutableArray<BomHash> Of(string path) =>
        _hashes.GetOrAdd(path, static (key, self) => new Lazy<ImmutableArray<BomHash>>(() => self.Compute(key)), this).Value;

    /// <summary>A path inside a package comes from a file that anybody can write; nothing outside the folder is opened for it.</summary>
    public ImmutableArray<BomHash> Of(string? folder, string relativePath) =>
        folder is null || relativePath.Length is 0 || Path.IsPathRooted(relativePath) || relativePath.Split('/', '\\').Contains("..")
            ? []
            : Of(Path.Combine(folder, relativePath));

    private ImmutableArray<BomHash> Compute(string path)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            using var handle = File.OpenHandle(path, options: FileOptions.SequentialScan);
            using var long512 = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
            using var short256 = sha256 ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
            long offset = 0;
            while (RandomAccess.Read(handle, buffer.AsSpan(0, BufferBytes), offset) is var count and > 0)
            {
                long512.AppendData(buffer, 0, count);
                short256?.AppendData(buffer, 0, count);
                offset += count;
            }

            var first = new BomHash("SHA-512", Convert.ToHexStringLower(long512.GetHashAndReset()));
            return short256 is null ? [first] : [new BomHash("SHA-256", Convert.ToHexStringLower(short256.GetHashAndReset())), first];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            // Unknown stays unknown: an SBOM without this hash is still true.
            return [];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
