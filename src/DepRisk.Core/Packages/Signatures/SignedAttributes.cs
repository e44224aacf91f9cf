using System.Collections.Immutable;
using System.Formats.Asn1;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using DepRisk.Input;

namespace DepRisk.Packages.Signatures;

internal enum SignerKind : byte
{
    /// <summary>Neither an author nor a repository.</summary>
    Other,
    Author,
    Repository,
}

/// <summary>What a signer signed beside the content. Unsigned attributes, which anybody can add, are never looked at here.</summary>
internal static class SignedAttributes
{
    /// <exception cref="AsnContentException">The attribute is broken, or claims to be both.</exception>
    public static SignerKind Kind(SignerInfo signer)
    {
        if (Value(signer, SignatureOids.CommitmentType, isSingle: false) is not { } first)
        {
            return SignerKind.Other;
        }

        var kind = SignerKind.Other;
        foreach (var encoded in first)
        {
            // CommitmentTypeIndication ::= SEQUENCE { commitmentTypeId OBJECT IDENTIFIER, ... }
            var found = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence().ReadObjectIdentifier() switch
            {
                SignatureOids.Origin => SignerKind.Author,
                SignatureOids.Receipt => SignerKind.Repository,
                _ => SignerKind.Other,
            };
            if (found is not SignerKind.Other && kind is not SignerKind.Other && kind != found)
            {
                throw new AsnContentException("claims to be of an author and of a repository");
            }

            kind = found is SignerKind.Other ? kind : found;
        }

        return kind;
    }

    /// <summary>Whether the signature says itself, under its own protection, which certificate made it: issuer and serial number alone can be forged.</summary>
    /// <exception cref="AsnContentException">The attribute is broken.</exception>
    public static bool NamesCertificate(SignerInfo signer, X509Certificate2 certificate)
    {
        if (Value(signer, SignatureOids.SigningCertificateV2) is not [var encoded])
        {
            return false;
        }

        // SigningCertificateV2 ::= SEQUENCE { certs SEQUENCE OF SEQUENCE { hashAlgorithm DEFAULT sha256, certHash OCTET STRING, issuerSerial OPTIONAL }, ... }; the first is the signer's.
        var id = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence().ReadSequence().ReadSequence();
        var algorithm = id.PeekTag() == Asn1Tag.Sequence ? SignatureHash.Of(id.ReadSequence().ReadObjectIdentifier()) : HashAlgorithmName.SHA256;
        return algorithm is { } name && certificate.GetCertHash(name).AsSpan().SequenceEqual(id.ReadOctetString());
    }

    /// <summary>The address of the feed that signed; null where the signature names none.</summary>
    /// <exception cref="AsnContentException">The attribute is broken.</exception>
    public static string? ServiceIndex(SignerInfo signer) =>
        Value(signer, SignatureOids.ServiceIndex) is [var encoded] ? new AsnReader(encoded, AsnEncodingRules.DER).ReadCharacterString(UniversalTagNumber.IA5String) : null;

    /// <summary>Ordinal, each once; empty where the signature names none.</summary>
    /// <param name="flaw">What is wrong with them; null where nothing is.</param>
    /// <exception cref="AsnContentException">The attribute is broken.</exception>
    public static ImmutableArray<string> Owners(SignerInfo signer, out string? flaw)
    {
        flaw = null;
        if (Value(signer, SignatureOids.Owners) is not [var encoded])
        {
            return [];
        }

        // Accounts compare without case.
        var owners = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var sequence = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence(); sequence.HasData;)
        {
            var owner = sequence.ReadCharacterString(UniversalTagNumber.UTF8String);
            if (!IsAccount(owner))
            {
                flaw = "it names an owner that is no account";
                return [];
            }

            if (owners.Add(owner) && owners.Count > Limits.SignatureOwners)
            {
                flaw = $"it names more than {Limits.SignatureOwners} owners";
                return [];
            }
        }

        return [.. owners.Order(StringComparer.Ordinal)];
    }

    /// <summary>No name that is empty, that cannot be seen, or that reads as two where names are listed.</summary>
    private static bool IsAccount(string owner)
    {
        if (string.IsNullOrWhiteSpace(owner) || owner.Length > Limits.OwnerCharacters)
        {
            return false;
        }

        foreach (var rune in owner.EnumerateRunes())
        {
            if (rune.Value is ',' || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
            {
                return false;
            }
        }

        return true;
    }

    private static byte[][]? Value(SignerInfo signer, string oid, bool isSingle = true)
    {
        byte[][]? found = null;
        foreach (var attribute in signer.SignedAttributes)
        {
            if (!string.Equals(attribute.Oid.Value, oid, StringComparison.Ordinal))
            {
                continue;
            }

            if (found is not null || (isSingle && attribute.Values.Count is not 1))
            {
                throw new AsnContentException($"has the attribute {oid} more than once");
            }

            found = new byte[attribute.Values.Count][];
            for (var i = 0; i < found.Length; i++)
            {
                found[i] = attribute.Values[i].RawData;
            }
        }

        return found;
    }
}
