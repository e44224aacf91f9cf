using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using DepRisk.Packages;
using DepRisk.Packages.Signatures;

namespace DepRisk.Tests.Packages.Signatures;

/// <summary>
/// A public key infrastructure of our own, in the year 2020: a root, a certificate authority below it, and whom it certifies. Keys are fresh for every test run,
/// dates are fixed, so that no test depends on today.
/// </summary>
public sealed class TestAuthority
{
    public static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Until = new(2021, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Signing = new(2020, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public const string CodeSigning = "1.3.6.1.5.5.7.3.3";
    public const string Timestamping = "1.3.6.1.5.5.7.3.8";

    private static readonly Lazy<TestAuthority> Shared = new(() => new TestAuthority("Test"));

    private int _serial = 100;

    public TestAuthority(string name)
    {
        Root = SelfSigned($"CN={name} Root,O=Test");
        Intermediate = Issue(Root, $"CN={name} CA,O=Test", isAuthority: true, keyBits: 2048, usage: null, extension: null, From.AddYears(-5), Until.AddYears(5));
        Repository = Certify("CN=Feed Repository,O=Feed Inc.,C=US");
        Author = Certify("CN=Ann Author,O=Ann & Sons,C=CH");
        Timestamper = Certify("CN=Clock,O=Test", usage: Timestamping, until: Until.AddYears(4));
    }

    public static TestAuthority Default => Shared.Value;

    public X509Certificate2 Root { get; }

    public X509Certificate2 Intermediate { get; }

    public X509Certificate2 Repository { get; }

    public X509Certificate2 Author { get; }

    public X509Certificate2 Timestamper { get; }

    /// <summary>Trusts this root and the given repositories, by default ours.</summary>
    public SignatureTrust Trust(params RepositoryCertificate[] repositories) =>
        new(Roots(), repositories.Length > 0 ? [.. repositories] : [Known(Repository)]);

    public TrustedRoots Roots() => new(Bundle(Root), Bundle(Root));

    public static RootBundle Bundle(params X509Certificate2[] roots)
    {
        var pem = string.Join('\n', roots.Select(root => root.ExportCertificatePem()));
        Assert.True(RootBundle.Parse("roots.pem", Encoding.ASCII.GetBytes(pem)).Succeeded(out var bundle, out var error), error?.Message);
        return bundle;
    }

    public static RepositoryCertificate Known(X509Certificate2 certificate, string serviceIndex = ".example") =>
        new("feed", serviceIndex, Fingerprint(certificate), "test");

    public static string Fingerprint(X509Certificate2 certificate) => Convert.ToHexStringLower(SHA256.HashData(certificate.RawData));

    public X509Certificate2 Certify(
        string subject, string usage = CodeSigning, int keyBits = 2048, DateTimeOffset? until = null, X509Extension? extension = null, string? secondUsage = null) =>
        Issue(Intermediate, subject, isAuthority: false, keyBits, usage, extension, From, until ?? Until, secondUsage);

    /// <summary>Another certificate with the same key, issuer and serial number.</summary>
    public X509Certificate2 Twin(X509Certificate2 original, string subject)
    {
        using var key = original.GetRSAPrivateKey()!;
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(CodeSigning)], critical: true));
        using var twin = request.Create(Intermediate, From, Until, original.SerialNumberBytes.Span);
        return twin.CopyWithPrivateKey(key);
    }

    private static X509Certificate2 SelfSigned(string subject)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request.CreateSelfSigned(From.AddYears(-10), Until.AddYears(10));
    }

    private X509Certificate2 Issue(
        X509Certificate2 issuer, string subject, bool isAuthority, int keyBits, string? usage, X509Extension? extension, DateTimeOffset from, DateTimeOffset until, string? secondUsage = null)
    {
        using var key = RSA.Create(keyBits);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        if (usage is not null)
        {
            OidCollection usages = [new Oid(usage)];
            if (secondUsage is not null)
            {
                usages.Add(new Oid(secondUsage));
            }

            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(usages, critical: true));
        }

        if (extension is not null)
        {
            request.CertificateExtensions.Add(extension);
        }

        using var certificate = request.Create(issuer, from, until, [1, (byte)(_serial >> 8), (byte)_serial++]);
        return certificate.CopyWithPrivateKey(key);
    }

    /// <summary>An RFC 3161 token over the signature of a signer.</summary>
    public static byte[] Timestamp(byte[] signature, X509Certificate2 authority, X509Certificate2Collection carried, DateTimeOffset time, HashAlgorithmName? hash = null)
    {
        var algorithm = hash ?? HashAlgorithmName.SHA256;
        var info = new Rfc3161TimestampTokenInfo(
            new Oid("1.2.3.4"), CryptoConfigOid(algorithm), CryptographicOperations.HashData(algorithm, signature), new byte[] { 7 }, time);
        var cms = new SignedCms(new ContentInfo(new Oid("1.2.840.113549.1.9.16.1.4"), info.Encode()));
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, authority)
        {
            DigestAlgorithm = new Oid("2.16.840.1.101.3.4.2.1"),
            IncludeOption = X509IncludeOption.None,
        };
        signer.Certificates.AddRange(carried);
        signer.SignedAttributes.Add(SigningCertificateV2(authority));
        cms.ComputeSignature(signer);
        return cms.Encode();
    }

    /// <summary>SEQUENCE { SEQUENCE OF { SEQUENCE { OCTET STRING } } }, with the default algorithm SHA-256 left out.</summary>
    public static AsnEncodedData SigningCertificateV2(X509Certificate2 certificate)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteOctetString(SHA256.HashData(certificate.RawData));
        }

        return new AsnEncodedData("1.2.840.113549.1.9.16.2.47", writer.Encode());
    }

    public static Oid CryptoConfigOid(HashAlgorithmName algorithm) => new(algorithm.Name switch
    {
        "SHA256" => "2.16.840.1.101.3.4.2.1",
        "SHA384" => "2.16.840.1.101.3.4.2.2",
        "SHA512" => "2.16.840.1.101.3.4.2.3",
        "SHA1" => "1.3.14.3.2.26",
        _ => throw new ArgumentException(algorithm.Name, nameof(algorithm)),
    });
}
