using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DepRisk.Packages;
using DepRisk.Packages.Signatures;

namespace DepRisk.Tests.Packages.Signatures;

public sealed class SignerVerificationTests
{
    private static readonly TestAuthority Authority = TestAuthority.Default;
    private static readonly TestSigner Signer = new(Authority);

    [Fact]
    public void Weak_hashes_are_invalid_wherever_they_stand()
    {
        Says(Signer with { Hash = HashAlgorithmName.SHA1 }, SignatureVerdict.Invalid, "the repository's signature: it uses a weak hash");
        Says(Signer with { ContentHash = HashAlgorithmName.SHA1 }, SignatureVerdict.Invalid, "what the signature signs is not the strong hash of a package");
        Says(Signer with { Hash = HashAlgorithmName.SHA512 }, SignatureVerdict.Verified, null);
    }

    [Fact]
    public void Short_keys_are_invalid() =>
        Says(Signer with { Repository = Authority.Certify("CN=Short", keyBits: 1024) }, SignatureVerdict.Invalid, "the repository's signature: its key is weak or not RSA");

    [Fact]
    public void A_certificate_that_is_not_for_code_is_invalid() =>
        Says(Signer with { Repository = Authority.Certify("CN=Server", usage: "1.3.6.1.5.5.7.3.1") }, SignatureVerdict.Invalid, "the repository's signature: the chain of its certificate does not hold (NotValidForUsage)");

    [Fact]
    public void A_certificate_whose_signatures_end_with_it_is_invalid() =>
        Says(
            Signer with { Repository = Authority.Certify("CN=Lifetime", secondUsage: "1.3.6.1.4.1.311.10.3.13") },
            SignatureVerdict.Invalid,
            "the repository's signature: its certificate is for signatures that end with it");

    [Fact]
    public void An_author_s_flaw_spoils_the_package_whatever_the_repository_says()
    {
        using var package = TestPackage.Of(bytes => (Signer with { Author = Authority.Certify("CN=Short", keyBits: 1024) }).SignAsAuthorAndRepository(bytes));
        Assert.Equal((SignatureVerdict.Invalid, "the author's signature: its key is weak or not RSA"), Said(package.Read()));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("Version:2\n\n2.16.840.1.101.3.4.2.1-Hash:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n")]
    [InlineData("Version:1\n\n2.16.840.1.101.3.4.2.1-Hash:AAAA\n\n")]
    [InlineData("Version:1\n\n2.16.840.1.101.3.4.2.1-Hash:not base64\n\n")]
    [InlineData("Version:1\n\n1.2.3-Hash:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n")]
    [InlineData("Version:1\n\n2.16.840.1.101.3.4.2.1-Hash:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n2.16.840.1.101.3.4.2.1-Hash:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n")]
    public void Content_that_is_not_one_hash_signs_nothing(string content) =>
        Says(Signer with { Content = System.Text.Encoding.UTF8.GetBytes(content) }, SignatureVerdict.Invalid, "what the signature signs is not the strong hash of a package");

    [Fact]
    public void Another_hash_than_the_content_s_is_invalid() => Says(
        Signer with { Content = "Version:1\n\n2.16.840.1.101.3.4.2.1-Hash:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n"u8.ToArray() },
        SignatureVerdict.Invalid,
        "the content is not what was signed");

    private static void Says(TestSigner signer, SignatureVerdict verdict, string? reason)
    {
        using var package = TestPackage.Repository(signer);
        Assert.Equal((verdict, reason), Said(package.Read(Authority.Trust(TestAuthority.Known(signer.Repository)))));
    }

    private static (SignatureVerdict Verdict, string? Reason) Said(PackageSignature signature) => (signature.Verdict, signature.Reason);
}
