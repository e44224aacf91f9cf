using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using DepRisk.Input;

namespace DepRisk.Packages.Signatures;

/// <summary>When a signature existed, by the word of a timestamp authority (RFC 3161).</summary>
/// <param name="Time">UTC; null unless verified.</param>
internal sealed record SignatureTimestamp(SignatureVerdict Verdict, string? Reason, DateTimeOffset? Time)
{
    /// <summary>The earliest of a signature's timestamps that lead to a trusted root. One that does not hold spoils all: somebody tampered.</summary>
    /// <exception cref="CryptographicException">A token is broken in a way that its decoder does not expect.</exception>
    public static SignatureTimestamp Of(SignerInfo signer, CertificateChains chains)
    {
        var (best, count) = (Unknown("it has no timestamp, and we ask no clock"), 0);
        foreach (var attribute in signer.UnsignedAttributes)
        {
            if (!string.Equals(attribute.Oid.Value, SignatureOids.Timestamp, StringComparison.Ordinal))
            {
                continue;
            }

            foreach (var value in attribute.Values)
            {
                var found = ++count > Limits.SignatureParts
                    ? Invalid($"it has more than {Limits.SignatureParts} timestamps")
                    : Verify(signer, value.RawData, chains);
                if (found.Verdict is SignatureVerdict.Invalid)
                {
                    return found;
                }

                best = best.Time is null || found.Time < best.Time ? found : best;
            }
        }

        return best;
    }

    private static SignatureTimestamp Verify(SignerInfo signer, byte[] encoded, CertificateChains chains)
    {
        // Also checks the signer's certificate: named by the token, for timestamps, valid at the time.
        if (!Rfc3161TimestampToken.TryDecode(encoded, out var token, out var length) || length != encoded.Length)
        {
            return Invalid("its timestamp is no valid RFC 3161 token");
        }

        var cms = token.AsSignedCms();
        if (!SignatureHash.IsStrong(token.TokenInfo.HashAlgorithmId.Value) || !SignatureHash.IsStrong(cms.SignerInfos[0].DigestAlgorithm.Value))
        {
            return Invalid("its timestamp uses a weak hash");
        }

        // The imprint over the signature's value, and the token's own signature.
        if (!token.VerifySignatureForSignerInfo(signer, out var certificate))
        {
            return Invalid("its timestamp does not hold");
        }

        var carried = cms.Certificates;
        try
        {
            if (!SignerKey.IsStrong(certificate))
            {
                return Invalid("its timestamp is signed with a weak key");
            }

            var time = token.TokenInfo.Timestamp.ToUniversalTime();
            var chain = chains.ForTimestamping(certificate, carried, time);
            return chain.Verdict is SignatureVerdict.Verified
                ? new SignatureTimestamp(SignatureVerdict.Verified, null, time)
                : new SignatureTimestamp(chain.Verdict, "its timestamp is not verified: " + chain.Reason, null);
        }
        finally
        {
            certificate.Dispose();
            SignerKey.Dispose(carried);
        }
    }

    private static SignatureTimestamp Unknown(string reason) => new(SignatureVerdict.Unknown, reason, null);

    private static SignatureTimestamp Invalid(string reason) => new(SignatureVerdict.Invalid, reason, null);
}
