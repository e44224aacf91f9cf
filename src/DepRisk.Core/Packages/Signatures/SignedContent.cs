using System.Buffers;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace DepRisk.Packages.Signatures;

/// <summary>
/// What an author or a repository signs of a package: <c>Version:1</c>, an empty line, <c>OID-Hash:BASE64</c>, an empty line.
/// </summary>
internal sealed record SignedContent(HashAlgorithmName Algorithm, ImmutableArray<byte> Hash)
{
    /// <returns>Null where it says something else, or names a weak algorithm.</returns>
    public static SignedContent? Parse(ReadOnlySpan<byte> text)
    {
        SignedContent? content = null;
        var isFirst = true;
        var rest = text;
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = (end < 0 ? rest : rest[..end]).TrimEnd((byte)'\r');
            rest = end < 0 ? default : rest[(end + 1)..];
            if (isFirst != line.SequenceEqual("Version:1"u8))
            {
                return null;
            }

            isFirst = false;
            var dash = line.IndexOf("-Hash:"u8);
            if (dash < 0)
            {
                continue;
            }

            if (content is not null || (content = ParseHash(line[..dash], line[(dash + "-Hash:".Length)..])) is null)
            {
                return null;
            }
        }

        return content;
    }

    private static SignedContent? ParseHash(ReadOnlySpan<byte> oid, ReadOnlySpan<byte> base64)
    {
        Span<byte> hash = stackalloc byte[SHA512.HashSizeInBytes];
        return SignatureHash.Of(Encoding.ASCII.GetString(oid)) is { } algorithm
            && Base64.DecodeFromUtf8(base64, hash, out var consumed, out var length) is OperationStatus.Done
            && consumed == base64.Length
            && length == (algorithm == HashAlgorithmName.SHA256 ? SHA256.HashSizeInBytes : algorithm == HashAlgorithmName.SHA384 ? SHA384.HashSizeInBytes : SHA512.HashSizeInBytes)
                ? new SignedContent(algorithm, [.. hash[..length]])
                : null;
    }
}
