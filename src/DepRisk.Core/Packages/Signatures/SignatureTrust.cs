using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace DepRisk.Packages.Signatures;

/// <summary>A certificate with which a repository signs.</summary>
/// <param name="Name">The repository, for people: nuget.org.</param>
/// <param name="ServiceIndex">Host suffix (it begins with a dot; official repositories alone) or address that its signatures name.</param>
/// <param name="Fingerprint">SHA-256 of the certificate, lower-case hex.</param>
/// <param name="Source">Where this fingerprint was published, and when it was read there.</param>
public sealed record RepositoryCertificate(string Name, string ServiceIndex, string Fingerprint, string Source)
{
    /// <summary>Whether a signature that names this address is one of this repository.</summary>
    public bool Serves(string? serviceIndex) => ServiceIndex switch
    {
        ['.', ..] => Uri.TryCreate(serviceIndex, UriKind.Absolute, out var uri) && uri.Host.EndsWith(ServiceIndex, StringComparison.OrdinalIgnoreCase),
        _ => string.Equals(ServiceIndex, serviceIndex, StringComparison.OrdinalIgnoreCase),
    };
}

/// <summary>What verification may rest on. The host brings the roots; without them every verdict that needs a chain is unknown.</summary>
/// <param name="Repositories">The official ones and those that the configuration adds.</param>
public sealed record SignatureTrust(TrustedRoots Roots, ImmutableArray<RepositoryCertificate> Repositories)
{
    /// <summary>SHA-256 over all of it, lower-case hex: a cached verdict holds for the trust that it was made with and for no other.</summary>
    public string Digest { get; } = DigestOf(Roots, Repositories);

    private static string DigestOf(TrustedRoots roots, ImmutableArray<RepositoryCertificate> repositories)
    {
        var text = new StringBuilder();
        text.Append("code\t").Append(roots.CodeSigning.Digest).Append("\ntime\t").Append(roots.Timestamping.Digest).Append('\n');
        foreach (var line in repositories.Select(repository => $"{repository.Fingerprint}\t{repository.ServiceIndex}\t{repository.Name}").Order(StringComparer.Ordinal))
        {
            text.Append(line).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
