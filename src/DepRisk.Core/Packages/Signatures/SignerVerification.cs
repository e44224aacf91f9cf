using System.Collections.Immutable;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;

namespace DepRisk.Packages.Signatures;

/// <summary>One signer of a package held against its certificate, its timestamp and what the run trusts.</summary>
internal sealed class SignerVerification(CertificateChains chains, ImmutableArray<RepositoryCertificate> repositories)
{
    /// <param name="carried">All certificates of the signature.</param>
    /// <exception cref="CryptographicException">Something of the signature is broken beyond what its decoder expects.</exception>
    /// <exception cref="AsnContentException">An attribute or a name is broken.</exception>
    public PackageSigner Verify(SignerInfo signer, SignerKind kind, X509Certificate2Collection carried)
    {
        if (CertificateOf(signer, carried) is not { } certificate)
        {
            return Nobody("it does not carry the certificate that made it");
        }

        var (verdict, reason, time) = Judge(signer, certificate, carried);
        var serviceIndex = kind is SignerKind.Repository ? SignedAttributes.ServiceIndex(signer) : null;
        var described = Describe(certificate) with { SignedAt = time, ServiceIndex = serviceIndex };
        if (kind is SignerKind.Repository && verdict is not SignatureVerdict.Invalid)
        {
            // NuGet refuses such a signature as well. Whose accounts its owners are would be anybody's guess.
            (verdict, reason) = !IsFeed(serviceIndex) ? (SignatureVerdict.Invalid, "it names no feed by an https address")
                : Distrust(described) is { } distrust ? (SignatureVerdict.Unknown, distrust)
                : (verdict, reason);
        }

        return described with { Verdict = verdict, Reason = reason };
    }

    private (SignatureVerdict Verdict, string? Reason, DateTimeOffset? Time) Judge(SignerInfo signer, X509Certificate2 certificate, X509Certificate2Collection carried)
    {
        if (Flaw(signer, certificate) is { } flaw)
        {
            return (SignatureVerdict.Invalid, flaw, null);
        }

        var timestamp = SignatureTimestamp.Of(signer, chains);
        if (timestamp.Time is not { } time)
        {
            return (timestamp.Verdict, timestamp.Reason, null);
        }

        if (time.UtcDateTime < certificate.NotBefore.ToUniversalTime() || time.UtcDateTime > certificate.NotAfter.ToUniversalTime())
        {
            return (SignatureVerdict.Invalid, "its certificate was not valid at the time of its timestamp", time);
        }

        var chain = chains.ForCodeSigning(certificate, carried, time);
        return (chain.Verdict, chain.Reason, time);
    }

    /// <returns>What is wrong with the signature itself, whoever made it and whenever; null where it holds.</returns>
    private static string? Flaw(SignerInfo signer, X509Certificate2 certificate)
    {
        if (!SignatureHash.IsStrong(signer.DigestAlgorithm.Value))
        {
            return "it uses a weak hash";
        }

        if (!SignerKey.IsStrong(certificate))
        {
            return "its key is weak or not RSA";
        }

        if (!SignedAttributes.NamesCertificate(signer, certificate))
        {
            return "it was not made with the certificate that it carries";
        }

        foreach (var extension in certificate.Extensions)
        {
            if (extension is X509EnhancedKeyUsageExtension usage && usage.EnhancedKeyUsages[SignatureOids.LifetimeSigning] is not null)
            {
                return "its certificate is for signatures that end with it";
            }
        }

        try
        {
            signer.CheckSignature([certificate], verifySignatureOnly: true);
            return null;
        }
        catch (CryptographicException)
        {
            return "it does not hold";
        }
    }

    private static X509Certificate2? CertificateOf(SignerInfo signer, X509Certificate2Collection carried)
    {
        foreach (var certificate in carried)
        {
            var isNamed = signer.SignerIdentifier.Value switch
            {
                X509IssuerSerial name => certificate.SerialNumber.Equals(name.SerialNumber, StringComparison.OrdinalIgnoreCase)
                    && certificate.IssuerName.Name.Equals(name.IssuerName, StringComparison.Ordinal),
                string key => HasKey(certificate, key),
                _ => false,
            };
            if (isNamed)
            {
                return certificate;
            }
        }

        return null;
    }

    /// <summary>By the framework's own rule, which knows certificates without that extension as well.</summary>
    private static bool HasKey(X509Certificate2 certificate, string identifier)
    {
        var found = new X509Certificate2Collection(certificate).Find(X509FindType.FindBySubjectKeyIdentifier, identifier, validOnly: false);
        SignerKey.Dispose(found);
        return found.Count > 0;
    }

    private static bool IsFeed(string? serviceIndex) =>
        Uri.TryCreate(serviceIndex, UriKind.Absolute, out var address) && address.Scheme.Equals(Uri.UriSchemeHttps, StringComparison.Ordinal);

    private string? Distrust(PackageSigner signer)
    {
        RepositoryCertificate? known = null;
        foreach (var repository in repositories)
        {
            if (!string.Equals(repository.Fingerprint, signer.Fingerprint, StringComparison.Ordinal))
            {
                continue;
            }

            if (repository.Serves(signer.ServiceIndex))
            {
                return null;
            }

            known = repository;
        }

        return known is null
            ? $"signed by a repository whose certificate is not known: {signer.CommonName ?? signer.Subject}"
            : $"signed with the certificate of {known.Name} for another feed";
    }

    private static PackageSigner Describe(X509Certificate2 certificate)
    {
        ReadOnlyMemory<byte> subject = certificate.SubjectName.RawData;
        return new PackageSigner(
            SignatureVerdict.Unknown,
            null,
            DistinguishedName.Rfc2253(subject),
            DistinguishedName.First(subject, DistinguishedName.CommonName),
            DistinguishedName.First(subject, DistinguishedName.Organization),
            DistinguishedName.Rfc2253(certificate.IssuerName.RawData),
            Convert.ToHexStringLower(SHA256.HashData(certificate.RawDataMemory.Span)),
            null,
            null);
    }

    private static PackageSigner Nobody(string reason) => new(SignatureVerdict.Invalid, reason, "", null, null, "", "", null, null);
}
