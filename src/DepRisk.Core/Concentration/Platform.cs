using System.Collections.Immutable;
using DepRisk.Packages.Signatures;

namespace DepRisk.Concentration;

/// <summary>
/// Who is part of the stack by choice: Microsoft, by signature alone, and whom a policy adds, by signature alone. A prefix of an id decides nothing: before prefixes were reserved anybody could
/// take <c>Microsoft.</c> and <c>System.</c>, and other feeds still let everybody.
/// </summary>
public static class Platform
{
    private const string Account = "Microsoft";
    private const string Organization = "Microsoft Corporation";

    private const string OwnerPrefix = "owner:";
    private const string CertificatePrefix = "certificate:";

    public static bool Contains(PackageSignature signature) => Contains(signature, []);

    /// <param name="platforms">
    /// Further ones that a team chose: <c>owner:NAME</c>, compared without case, of another repository than the public one <c>owner:NAME at HOST</c>;
    /// <c>certificate:HOLDER</c>, compared exactly. Each holds for verified signatures alone.
    /// </param>
    public static bool Contains(PackageSignature signature, ImmutableArray<string> platforms) =>
        signature.Verdict is SignatureVerdict.Verified
        && ((signature.Repository is { } repository && IsOfficial(repository) && signature.Owners.Contains(Account, StringComparer.OrdinalIgnoreCase))
            || (signature.Author is { Verdict: SignatureVerdict.Verified } author && (author.Organization is Organization || ContainsHolder(platforms, author.Entity)))
            || (!platforms.IsEmpty && signature.Accounts.Any(account => ContainsOwner(platforms, account))));

    /// <summary>Unknown where nobody could verify who signed.</summary>
    public static Truth Holds(PackageSignature signature, ImmutableArray<string> platforms) => signature switch
    {
        _ when Contains(signature, platforms) => Truth.True,
        { Verdict: SignatureVerdict.Unknown } => Truth.Unknown,
        // A repository vouches for it, and who the author is could not be found out: it matters only where that would decide.
        { Verdict: SignatureVerdict.Verified, Author: { Verdict: SignatureVerdict.Unknown } author } when author.Organization is Organization || ContainsHolder(platforms, author.Entity) => Truth.Unknown,
        _ => Truth.False,
    };

    private static bool ContainsOwner(ImmutableArray<string> platforms, string account)
    {
        foreach (var platform in platforms)
        {
            if (platform.StartsWith(OwnerPrefix, StringComparison.Ordinal) && platform.AsSpan(OwnerPrefix.Length).Equals(account, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool ContainsHolder(ImmutableArray<string> platforms, string holder)
    {
        foreach (var platform in platforms)
        {
            if (platform.StartsWith(CertificatePrefix, StringComparison.Ordinal) && platform.AsSpan(CertificatePrefix.Length).SequenceEqual(holder))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOfficial(PackageSigner repository)
    {
        if (!Uri.TryCreate(repository.ServiceIndex, UriKind.Absolute, out var feed) || !RepositoryCertificates.IsOfficial(feed))
        {
            return false;
        }

        foreach (var certificate in RepositoryCertificates.Official)
        {
            if (certificate.Fingerprint.Equals(repository.Fingerprint, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
