using System.Collections.Immutable;

namespace DepRisk.Packages.Signatures;

public enum SignatureVerdict : byte
{
    /// <summary>Something that the verdict needs is missing; the reason says what.</summary>
    Unknown,

    /// <summary>Everything that can be checked offline holds. Revocation is not part of it: it cannot be known without a network.</summary>
    Verified,

    /// <summary>The package carries no signature. On a feed that does not sign that is the rule and no suspicion.</summary>
#pragma warning disable CA1720 // Identifier contains type name: it is the field's word.
    Unsigned,
#pragma warning restore CA1720

    /// <summary>A signature is there and does not hold, or the .nupkg is not the one that its folder records.</summary>
    Invalid,
}

/// <summary>What the signatures of one package prove, after verification. Nothing that is not verified is kept.</summary>
/// <param name="Reason">Why invalid, or what is missing where unknown; null otherwise. A phrase for people, without paths.</param>
/// <param name="Owners">
/// The accounts that the repository signed into the package, ordinal; frozen when the version was published. Empty where no verified repository signature names any.
/// </param>
/// <param name="Author">Null where the package has no author signature.</param>
/// <param name="Repository">Null where the package has no repository signature or countersignature.</param>
public sealed record PackageSignature(
    SignatureVerdict Verdict,
    string? Reason,
    ImmutableArray<string> Owners,
    PackageSigner? Author,
    PackageSigner? Repository)
{
    /// <summary>
    /// The owners, each with the host of its repository where that is not an official one: an account is one of its repository, and a name that somebody
    /// well known has elsewhere is free on all others.
    /// </summary>
    public IEnumerable<string> Accounts =>
        Repository is { ServiceIndex: { } address } && Uri.TryCreate(address, UriKind.Absolute, out var feed) && !RepositoryCertificates.IsOfficial(feed)
            ? Owners.Select(owner => $"{owner} at {feed.Host}")
            : Owners;

    public static PackageSignature Of(SignatureVerdict verdict, string? reason = null) => new(verdict, reason, [], null, null);
}

/// <summary>One signer with the certificate's own words.</summary>
/// <param name="Verdict">Of this signer alone: an author's chain may be unknown where the repository's is verified.</param>
/// <param name="Subject">The whole distinguished name, as RFC 2253 writes it.</param>
/// <param name="Organization">The field O. It may hold a person's name, so nothing may conclude from it that an organisation stands behind a package.</param>
/// <param name="Issuer">The whole distinguished name.</param>
/// <param name="Fingerprint">SHA-256 of the certificate, lower-case hex.</param>
/// <param name="SignedAt">From a timestamp that was verified, UTC; null where there is none.</param>
/// <param name="ServiceIndex">Of a repository signature: the feed that it names; null otherwise.</param>
public sealed record PackageSigner(
    SignatureVerdict Verdict,
    string? Reason,
    string Subject,
    string? CommonName,
    string? Organization,
    string Issuer,
    string Fingerprint,
    DateTimeOffset? SignedAt,
    string? ServiceIndex)
{
    /// <summary>What a renewed certificate of the same holder says as well; a certificate without any name stands for itself.</summary>
    public string Entity => Organization ?? CommonName ?? Fingerprint;
}
