using DepRisk.Packages.Signatures;

namespace DepRisk.Concentration;

/// <summary>
/// The vendor that is part of the stack by choice: Microsoft, by signature alone. A prefix of an id decides nothing: before prefixes were reserved anybody could
/// take <c>Microsoft.</c> and <c>System.</c>, and other feeds still let everybody.
/// </summary>
public static class Platform
{
    private const string Account = "Microsoft";
    private const string Organization = "Microsoft Corporation";

    public static bool Contains(PackageSignature signature) =>
        signature.Verdict is SignatureVerdict.Verified
        && ((signature.Repository is { } repository && IsOfficial(repository) && signature.Owners.Contains(Account, StringComparer.OrdinalIgnoreCase))
            || signature.Author is { Verdict: SignatureVerdict.Verified, Organization: Organization });

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
