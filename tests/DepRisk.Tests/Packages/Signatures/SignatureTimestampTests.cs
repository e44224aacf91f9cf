using System.Security.Cryptography;
using DepRisk.Packages;
using DepRisk.Packages.Signatures;

namespace DepRisk.Tests.Packages.Signatures;

/// <summary>A signature counts from the time that an authority stamped, and from no other: no clock is asked.</summary>
public sealed class SignatureTimestampTests
{
    private static readonly TestAuthority Authority = TestAuthority.Default;
    private static readonly TestSigner Signer = new(Authority);

    [Fact]
    public void Without_a_timestamp_nobody_knows_whether_the_certificate_was_valid() =>
        Says(Signer with { Time = null }, SignatureVerdict.Unknown, "it has no timestamp, and we ask no clock");

    [Fact]
    public void A_timestamp_after_the_certificate_s_end_or_before_its_begin_makes_the_signature_invalid()
    {
        Says(Signer with { Time = TestAuthority.Until.AddDays(1) }, SignatureVerdict.Invalid, "the repository's signature: its certificate was not valid at the time of its timestamp");
        Says(Signer with { Time = TestAuthority.From.AddDays(-1), }, SignatureVerdict.Invalid, "the repository's signature: its timestamp is no valid RFC 3161 token");
    }

    [Fact]
    public void A_timestamp_of_another_signature_does_not_hold() =>
        Says(Signer with { Imprint = [1, 2, 3] }, SignatureVerdict.Invalid, "the repository's signature: its timestamp does not hold");

    [Fact]
    public void Only_a_certificate_for_timestamps_makes_them() =>
        Says(Signer with { Timestamper = Authority.Author }, SignatureVerdict.Invalid, "the repository's signature: its timestamp is no valid RFC 3161 token");

    [Fact]
    public void A_weak_hash_or_key_makes_no_timestamp()
    {
        Says(Signer with { ImprintHash = HashAlgorithmName.SHA1 }, SignatureVerdict.Invalid, "the repository's signature: its timestamp uses a weak hash");
        Says(
            Signer with { Timestamper = Authority.Certify("CN=Weak Clock", TestAuthority.Timestamping, keyBits: 1024) },
            SignatureVerdict.Invalid,
            "the repository's signature: its timestamp is signed with a weak key");
    }

    [Fact]
    public void An_authority_that_leads_to_no_root_stamps_no_time()
    {
        var other = new TestAuthority("Other");
        Says(Signer with { Timestamper = other.Timestamper, Carried = [Authority.Intermediate, other.Intermediate] }, SignatureVerdict.Unknown, "its timestamp is not verified: its certificate leads to no trusted root");
    }

    [Fact]
    public void A_token_that_is_none_is_invalid()
    {
        using var package = TestPackage.Of(bytes => TestSigner.WithCertificates(
            (Signer with { Time = null }).SignAsRepository(bytes),
            cms => cms.SignerInfos[0].AddUnsignedAttribute(new AsnEncodedData("1.2.840.113549.1.9.16.2.14", [0x30, 0]))));
        Assert.Equal("the repository's signature: its timestamp is no valid RFC 3161 token", package.Read().Reason);
    }

    [Fact]
    public void The_earliest_of_several_counts()
    {
        using var package = TestPackage.Of(bytes => TestSigner.WithCertificates(
            Signer.SignAsRepository(bytes),
            cms => cms.SignerInfos[0].AddUnsignedAttribute(new AsnEncodedData(
                "1.2.840.113549.1.9.16.2.14",
                TestAuthority.Timestamp(cms.SignerInfos[0].GetSignature(), Authority.Timestamper, [Authority.Timestamper, Authority.Intermediate], TestAuthority.Signing.AddDays(-9))))));
        Assert.Equal(TestAuthority.Signing.AddDays(-9), package.Read().Repository!.SignedAt);
    }

    private static void Says(TestSigner signer, SignatureVerdict verdict, string reason)
    {
        using var package = TestPackage.Repository(signer);
        var read = package.Read();
        Assert.Equal((verdict, reason), (read.Verdict, read.Reason));
        Assert.Empty(read.Owners);
    }
}
