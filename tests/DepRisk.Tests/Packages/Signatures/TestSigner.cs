using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace DepRisk.Tests.Packages.Signatures;

/// <summary>Signs packages as NuGet does: an author, a repository, or a repository on top of an author. What a field says can be made wrong.</summary>
public sealed record TestSigner(TestAuthority Authority)
{
    public string[] Owners { get; init; } = ["zoe", "Adam", "bob"];

    public string ServiceIndex { get; init; } = "https://feed.example/v3/index.json";

    public DateTimeOffset? Time { get; init; } = TestAuthority.Signing;

    public HashAlgorithmName Hash { get; init; } = HashAlgorithmName.SHA256;

    public HashAlgorithmName ContentHash { get; init; } = HashAlgorithmName.SHA256;

    public HashAlgorithmName ImprintHash { get; init; } = HashAlgorithmName.SHA256;

    public X509Certificate2 Repository { get; init; } = Authority.Repository;

    public X509Certificate2 Author { get; init; } = Authority.Author;

    public X509Certificate2 Timestamper { get; init; } = Authority.Timestamper;

    /// <summary>Whom the signed attribute names instead of the certificate that signs.</summary>
    public X509Certificate2? Named { get; init; }

    public X509Certificate2Collection Carried { get; init; } = [Authority.Intermediate];

    /// <summary>What the timestamp is made over instead of the signature.</summary>
    public byte[]? Imprint { get; init; }

    public byte[]? Content { get; init; }

    public byte[] SignAsRepository(byte[] package)
    {
        var cms = Sign(package, Repository, RepositoryAttributes());
        AddTimestamp(cms);
        return cms.Encode();
    }

    public byte[] SignAsAuthor(byte[] package)
    {
        var cms = Sign(package, Author, [Commitment(1)]);
        AddTimestamp(cms);
        return cms.Encode();
    }

    public byte[] SignAsAuthorAndRepository(byte[] package, int countersignatures = 1) => Countersign(SignAsAuthor(package), countersignatures);

    public byte[] Countersign(byte[] signature, int countersignatures = 1)
    {
        var cms = new SignedCms();
        cms.Decode(signature);
        for (var i = 0; i < countersignatures; i++)
        {
            cms.SignerInfos[0].AddUnsignedAttribute(new AsnEncodedData("1.2.840.113549.1.9.6", Countersignature(cms)));
        }

        if (!cms.Certificates.Contains(Repository))
        {
            cms.AddCertificate(Repository);
        }

        return cms.Encode();
    }

    /// <summary>The same signature, of which <paramref name="change"/> has changed the certificates.</summary>
    public static byte[] WithCertificates(byte[] signature, Action<SignedCms> change)
    {
        var cms = new SignedCms();
        cms.Decode(signature);
        change(cms);
        return cms.Encode();
    }

    private SignedCms Sign(byte[] package, X509Certificate2 certificate, AsnEncodedData[] attributes)
    {
        var text = $"Version:1\n\n{TestAuthority.CryptoConfigOid(ContentHash).Value}-Hash:{Convert.ToBase64String(CryptographicOperations.HashData(ContentHash, package))}\n\n";
        var cms = new SignedCms(new ContentInfo(Content ?? Encoding.UTF8.GetBytes(text)));
        cms.ComputeSignature(Signer(certificate, attributes));
        return cms;
    }

    private CmsSigner Signer(X509Certificate2 certificate, AsnEncodedData[] attributes)
    {
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, certificate)
        {
            DigestAlgorithm = TestAuthority.CryptoConfigOid(Hash),
            IncludeOption = X509IncludeOption.None,
        };
        signer.Certificates.Add(certificate);
        signer.Certificates.AddRange(Carried);
        foreach (var attribute in attributes.Append(TestAuthority.SigningCertificateV2(Named ?? certificate)))
        {
            signer.SignedAttributes.Add(attribute);
        }

        return signer;
    }

    private void AddTimestamp(SignedCms cms)
    {
        if (Time is { } time)
        {
            cms.SignerInfos[0].AddUnsignedAttribute(new AsnEncodedData("1.2.840.113549.1.9.16.2.14", Token(cms.SignerInfos[0].GetSignature(), time)));
        }
    }

    private byte[] Token(byte[] signature, DateTimeOffset time) =>
        TestAuthority.Timestamp(Imprint ?? signature, Timestamper, [Timestamper, .. Carried], time, ImprintHash);

    /// <summary>
    /// The framework makes a countersignature but cannot put a timestamp on it: a copy makes it, and the timestamp is written behind its signature,
    /// <c>SignerInfo ::= SEQUENCE { ..., signature OCTET STRING, unsignedAttrs [1] IMPLICIT SET OF Attribute }</c>.
    /// </summary>
    private byte[] Countersignature(SignedCms cms)
    {
        var copy = new SignedCms();
        copy.Decode(cms.Encode());
        while (copy.SignerInfos[0].CounterSignerInfos.Count > 0)
        {
            copy.SignerInfos[0].RemoveCounterSignature(0);
        }

        copy.SignerInfos[0].ComputeCounterSignature(Signer(Repository, RepositoryAttributes()));
        var signature = copy.SignerInfos[0].CounterSignerInfos[0].GetSignature();
        var made = copy.SignerInfos[0].UnsignedAttributes.Cast<CryptographicAttributeObject>().Single(attribute => attribute.Oid.Value is "1.2.840.113549.1.9.6").Values[0].RawData;
        var fields = new AsnReader(made, AsnEncodingRules.DER).ReadSequence();
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            while (fields.HasData)
            {
                writer.WriteEncodedValue(fields.ReadEncodedValue().Span);
            }

            if (Time is { } time)
            {
                using var attributes = writer.PushSetOf(new Asn1Tag(TagClass.ContextSpecific, 1));
                using var attribute = writer.PushSequence();
                writer.WriteObjectIdentifier("1.2.840.113549.1.9.16.2.14");
                using var values = writer.PushSetOf();
                writer.WriteEncodedValue(Token(signature, time));
            }
        }

        return writer.Encode();
    }

    private AsnEncodedData[] RepositoryAttributes()
    {
        var index = new AsnWriter(AsnEncodingRules.DER);
        index.WriteCharacterString(UniversalTagNumber.IA5String, ServiceIndex);
        var owners = new AsnWriter(AsnEncodingRules.DER);
        using (owners.PushSequence())
        {
            foreach (var owner in Owners)
            {
                owners.WriteCharacterString(UniversalTagNumber.UTF8String, owner);
            }
        }

        return [Commitment(2), new AsnEncodedData("1.3.6.1.4.1.311.84.2.1.1.1", index.Encode()), new AsnEncodedData("1.3.6.1.4.1.311.84.2.1.1.2", owners.Encode())];
    }

    /// <param name="proof">1: of origin, an author. 2: of receipt, a repository.</param>
    private static AsnEncodedData Commitment(int proof)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier("1.2.840.113549.1.9.16.6." + proof);
        }

        return new AsnEncodedData("1.2.840.113549.1.9.16.2.16", writer.Encode());
    }
}
