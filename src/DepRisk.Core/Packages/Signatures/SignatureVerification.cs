using System.Collections.Immutable;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using DepRisk.Input;

namespace DepRisk.Packages.Signatures;

/// <summary>The signers of one package signature. The content that they sign is compared elsewhere.</summary>
internal sealed class SignatureVerification(SignatureTrust trust)
{
    private readonly SignerVerification _signers = new(new CertificateChains(trust.Roots), trust.Repositories);

    /// <returns>The decoded signature; null where it is none.</returns>
    public static SignedCms? Decode(ReadOnlySpan<byte> signature)
    {
        try
        {
            var cms = new SignedCms();
            cms.Decode(signature);
            return string.Equals(cms.ContentInfo.ContentType.Value, SignatureOids.Data, StringComparison.Ordinal) && !cms.Detached ? cms : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public PackageSignature Verify(SignedCms cms)
    {
        X509Certificate2Collection? carried = null;
        try
        {
            carried = cms.Certificates;
            foreach (var certificate in carried)
            {
                // Each signer would make all of them again, to find its own; that is a third of what a signature costs.
                cms.RemoveCertificate(certificate);
            }

            return cms.SignerInfos.Count is not 1 ? Invalid("the signature has no signer, or several")
                : carried.Count > Limits.SignatureParts ? Invalid($"the signature carries more than {Limits.SignatureParts} certificates")
                : Verify(cms.SignerInfos[0], carried);
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException)
        {
            return Invalid("the signature is broken inside");
        }
        finally
        {
            SignerKey.Dispose(carried ?? []);
        }
    }

    private PackageSignature Verify(SignerInfo primary, X509Certificate2Collection carried) => SignedAttributes.Kind(primary) switch
    {
        SignerKind.Author or SignerKind.Repository => Countersigned(primary, SignedAttributes.Kind(primary), carried),
        _ => PackageSignature.Of(SignatureVerdict.Unknown, "the signature is neither of an author nor of a repository"),
    };

    private PackageSignature Countersigned(SignerInfo primary, SignerKind kind, X509Certificate2Collection carried)
    {
        var countersigners = primary.CounterSignerInfos;
        if (countersigners.Count > Limits.SignatureParts)
        {
            return Invalid($"the signature has more than {Limits.SignatureParts} countersignatures");
        }

        var repository = kind is SignerKind.Repository ? primary : null;
        foreach (var countersigner in countersigners)
        {
            if (SignedAttributes.Kind(countersigner) is SignerKind.Repository && repository is not null)
            {
                return Invalid("two repositories claim to have signed it");
            }

            repository = SignedAttributes.Kind(countersigner) is SignerKind.Repository ? countersigner : repository;
        }

        return Verdict(
            kind is SignerKind.Author ? _signers.Verify(primary, SignerKind.Author, carried) : null,
            repository is null ? null : (repository, _signers.Verify(repository, SignerKind.Repository, carried)));
    }

    private static PackageSignature Verdict(PackageSigner? author, (SignerInfo Info, PackageSigner Signer)? repository)
    {
        if (author?.Verdict is SignatureVerdict.Invalid)
        {
            return Invalid("the author's signature: " + author.Reason);
        }

        if (repository?.Signer.Verdict is SignatureVerdict.Invalid)
        {
            return Invalid("the repository's signature: " + repository.Value.Signer.Reason);
        }

        var decisive = repository?.Signer ?? author!;
        var (owners, flaw) = (ImmutableArray<string>.Empty, (string?)null);
        if (repository is { Signer.Verdict: SignatureVerdict.Verified } verified)
        {
            owners = SignedAttributes.Owners(verified.Info, out flaw);
        }

        return flaw is not null ? Invalid("the repository's signature: " + flaw) : new PackageSignature(decisive.Verdict, decisive.Reason, owners, author, repository?.Signer);
    }

    private static PackageSignature Invalid(string reason) => PackageSignature.Of(SignatureVerdict.Invalid, reason);
}
