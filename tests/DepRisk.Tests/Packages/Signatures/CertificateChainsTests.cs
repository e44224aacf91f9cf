using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DepRisk.Packages;
using DepRisk.Packages.Signatures;

namespace DepRisk.Tests.Packages.Signatures;

public sealed class CertificateChainsTests
{
    private static readonly TestAuthority Authority = TestAuthority.Default;

    [Fact]
    public void A_chain_holds_while_all_of_its_certificates_are_valid_and_the_memory_of_it_no_longer()
    {
        var chains = new CertificateChains(Authority.Roots());
        Assert.Equal(SignatureVerdict.Verified, Verdict(TestAuthority.Signing));
        Assert.Equal(SignatureVerdict.Verified, Verdict(TestAuthority.From));
        Assert.Equal(SignatureVerdict.Verified, Verdict(TestAuthority.Until));
        Assert.Equal(SignatureVerdict.Unknown, Verdict(TestAuthority.From.AddSeconds(-1)));
        Assert.Equal(SignatureVerdict.Unknown, Verdict(TestAuthority.Until.AddSeconds(1)));

        SignatureVerdict Verdict(DateTimeOffset time) => chains.ForCodeSigning(Authority.Repository, [Authority.Intermediate], time).Verdict;
    }

    [Fact]
    public void What_held_with_its_intermediate_does_not_hold_without()
    {
        var chains = new CertificateChains(Authority.Roots());
        Assert.Equal(SignatureVerdict.Verified, chains.ForCodeSigning(Authority.Repository, [Authority.Intermediate], TestAuthority.Signing).Verdict);
        Assert.Equal(SignatureVerdict.Unknown, chains.ForCodeSigning(Authority.Repository, [], TestAuthority.Signing).Verdict);
        Assert.Equal(SignatureVerdict.Invalid, chains.ForTimestamping(Authority.Repository, [Authority.Intermediate], TestAuthority.Signing).Verdict);
    }

    [Fact]
    public void An_authority_of_the_same_name_signs_nothing_in_the_other_s_place()
    {
        var imitation = new TestAuthority("Test");
        var chains = new CertificateChains(Authority.Roots());
        Assert.NotEqual(SignatureVerdict.Verified, chains.ForCodeSigning(imitation.Repository, [imitation.Intermediate], TestAuthority.Signing).Verdict);
        Assert.NotEqual(SignatureVerdict.Verified, chains.ForCodeSigning(imitation.Repository, [imitation.Intermediate, imitation.Root], TestAuthority.Signing).Verdict);
        Assert.NotEqual(SignatureVerdict.Verified, chains.ForCodeSigning(imitation.Repository, [Authority.Intermediate], TestAuthority.Signing).Verdict);
        Assert.Equal(SignatureVerdict.Verified, chains.ForCodeSigning(Authority.Repository, [imitation.Intermediate, Authority.Intermediate], TestAuthority.Signing).Verdict);
    }

    [Fact]
    public void A_certificate_that_an_ordinary_one_issued_is_invalid()
    {
        var request = new CertificateRequest(new X500DistinguishedName("CN=Child"), Authority.Timestamper.PublicKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new(TestAuthority.CodeSigning)], critical: true));
        using var key = Authority.Author.GetRSAPrivateKey()!;
        using var child = request.Create(
            Authority.Author.SubjectName, X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1), TestAuthority.From, TestAuthority.Until, [9]);
        var verdict = new CertificateChains(Authority.Roots()).ForCodeSigning(child, [Authority.Author, Authority.Intermediate], TestAuthority.Signing);
        Assert.Equal(SignatureVerdict.Invalid, verdict.Verdict);
    }

    /// <summary>
    /// The certificate says where its issuer and its revocation list can be downloaded, and a listener waits there. The second half proves that the framework
    /// would ask it, were it not told otherwise.
    /// </summary>
    [Fact]
    public void No_chain_opens_a_socket()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var certificate = Authority.Certify("CN=Caller", extension: IssuerAt($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/issuer.cer"));
        var verdict = new CertificateChains(Authority.Roots()).ForCodeSigning(certificate, [], TestAuthority.Signing);
        Assert.Equal((SignatureVerdict.Unknown, "its certificate leads to no trusted root"), (verdict.Verdict, verdict.Reason));
        Assert.False(listener.Pending());

        using var signed = TestPackage.Repository(new TestSigner(Authority) { Repository = certificate, Carried = [] });
        Assert.Equal(SignatureVerdict.Unknown, signed.Read().Verdict);
        Assert.False(listener.Pending());

        using var online = new X509Chain();
        online.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        online.ChainPolicy.UrlRetrievalTimeout = TimeSpan.FromSeconds(1);
        online.Build(certificate);
        Assert.True(listener.Pending(), "the certificate leads nobody to the listener: this test proves nothing");
    }

    /// <summary>Authority information access (RFC 5280, 4.2.2.1): id-ad-caIssuers and a URI.</summary>
    private static X509AuthorityInformationAccessExtension IssuerAt(string uri) => new([], [uri]);
}
