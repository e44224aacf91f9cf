using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace DepRisk.Packages;

/// <summary>A certificate with which a repository signs.</summary>
/// <param name="Name">The repository, for people: nuget.org.</param>
/// <param name="ServiceIndex">Host suffix or address that its signatures name; null where any.</param>
/// <param name="Fingerprint">SHA-256 of the certificate, lower-case hex.</param>
/// <param name="Source">Where this fingerprint was published, and when it was read there.</param>
public sealed record RepositoryCertificate(string Name, string? ServiceIndex, string Fingerprint, string Source);

/// <summary>What verification may rest on. The host brings the roots; without them every verdict that needs a chain is unknown.</summary>
/// <param name="CodeSigningRoots">Roots that may end the chain of an author or a repository.</param>
/// <param name="TimestampRoots">Roots that may end the chain of a timestamp.</param>
/// <param name="Repositories">The official ones and those that the configuration adds.</param>
public sealed record SignatureTrust(
    ImmutableArray<X509Certificate2> CodeSigningRoots,
    ImmutableArray<X509Certificate2> TimestampRoots,
    ImmutableArray<RepositoryCertificate> Repositories)
{
    /// <summary>SHA-256 over all of it, lower-case hex: a cached verdict holds for the trust that it was made with and for no other.</summary>
    public string Digest { get; } = DigestOf(CodeSigningRoots, TimestampRoots, Repositories);

    private static string DigestOf(
        ImmutableArray<X509Certificate2> code, ImmutableArray<X509Certificate2> time, ImmutableArray<RepositoryCertificate> repositories)
    {
        var text = new StringBuilder();
        foreach (var (kind, roots) in (ReadOnlySpan<(string, ImmutableArray<X509Certificate2>)>)[("code", code), ("time", time)])
        {
            foreach (var thumbprint in roots.Select(root => root.GetCertHashString(HashAlgorithmName.SHA256)).Order(StringComparer.Ordinal))
            {
                text.Append(kind).Append('\t').Append(thumbprint).Append('\n');
            }
        }

        foreach (var line in repositories.Select(repository => $"{repository.Fingerprint}\t{repository.ServiceIndex}").Order(StringComparer.Ordinal))
        {
            text.Append(line).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
