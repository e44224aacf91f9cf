using System.Security.Cryptography;
using DepRisk.Input;

namespace DepRisk.Binding;

/// <summary>Compares source files with what symbols say of them; each file is read once a hash algorithm. For one thread.</summary>
internal sealed class SourceHashes
{
    private readonly Dictionary<(string Path, DocumentHash Algorithm), byte[]?> _hashes = [];

    /// <returns>False also where the symbols have no hash or the file cannot be read.</returns>
    public bool Match(string path, SourceDocument document) =>
        !document.Hash.IsEmpty && Of(path, document.Algorithm) is { } hash && document.Hash.AsSpan().SequenceEqual(hash);

    private byte[]? Of(string path, DocumentHash algorithm)
    {
        if (!_hashes.TryGetValue((path, algorithm), out var hash))
        {
            using var file = PooledFile.Read(path);
            hash = file.Error is null ? Compute(file.Bytes.Span, algorithm) : null;
            _hashes.Add((path, algorithm), hash);
        }

        return hash;
    }

    // CA5350: Do Not Use Weak Cryptographic Algorithms. Compilers of older projects wrote it; it only finds which file is meant.
#pragma warning disable CA5350
    private static byte[] Compute(ReadOnlySpan<byte> bytes, DocumentHash algorithm) =>
        algorithm is DocumentHash.Sha1 ? SHA1.HashData(bytes) : SHA256.HashData(bytes);
#pragma warning restore CA5350
}
