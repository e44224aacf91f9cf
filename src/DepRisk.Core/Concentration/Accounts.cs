using System.Collections.Immutable;
using DepRisk.Packages.Signatures;

namespace DepRisk.Concentration;

/// <summary>Whose hands a signature proves.</summary>
public static class Accounts
{
    private const string PublicRepository = ".nuget.org";

    /// <returns>
    /// Ordinal; empty where nothing is verified. An account is one of its repository: those of another than the public one carry its host, <c>ann at feed.example</c>.
    /// </returns>
    public static ImmutableArray<string> Of(PackageSignature signature) => signature switch
    {
        { Verdict: not SignatureVerdict.Verified } or { Owners.IsEmpty: true } => [],
        { Repository.ServiceIndex: { } index } when Uri.TryCreate(index, UriKind.Absolute, out var feed) && !feed.Host.EndsWith(PublicRepository, StringComparison.OrdinalIgnoreCase)
            => [.. signature.Owners.Select(owner => $"{owner} at {feed.Host}")],
        _ => signature.Owners,
    };

    /// <returns>The holder of the author's verified certificate; null where there is none.</returns>
    public static string? EntityOf(PackageSignature signature) =>
        signature is { Verdict: SignatureVerdict.Verified, Author: { Verdict: SignatureVerdict.Verified } author } ? author.Entity : null;

    internal static bool IsOfPublicRepository(PackageSignature signature) =>
        Uri.TryCreate(signature.Repository?.ServiceIndex, UriKind.Absolute, out var feed) && feed.Host.EndsWith(PublicRepository, StringComparison.OrdinalIgnoreCase);
}
