using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DepRisk.Packages;
using DepRisk.Packages.Signatures;

namespace DepRisk.Tests.Packages.Signatures;

/// <summary>What holds, what is unknown and what is tampered with, on packages that our own authority signed.</summary>
public sealed class PackageSignatureReaderTests
{
    private static readonly TestAuthority Authority = TestAuthority.Default;
    private static readonly TestSigner Signer = new(Authority);

    [Fact]
    public void A_repository_s_signature_proves_owners_feed_and_time()
    {
        using var package = TestPackage.Repository(Signer);
        var signature = package.Record(package.Nupkg).Read();
        Assert.Equal((SignatureVerdict.Verified, null), (signature.Verdict, signature.Reason));
        Assert.Equal(["Adam", "bob", "zoe"], signature.Owners.AsEnumerable());
        Assert.Null(signature.Author);
        Assert.Equal(
            new PackageSigner(
                SignatureVerdict.Verified, null, "CN=Feed Repository,O=Feed Inc.,C=US", "Feed Repository", "Feed Inc.", "CN=Test CA,O=Test",
                TestAuthority.Fingerprint(Authority.Repository), TestAuthority.Signing, "https://feed.example/v3/index.json"),
            signature.Repository);
    }

    [Fact]
    public void A_countersignature_proves_the_same_beside_the_author()
    {
        using var package = TestPackage.Of(bytes => Signer.SignAsAuthorAndRepository(bytes));
        var signature = package.Read();
        Assert.Equal((SignatureVerdict.Verified, null), (signature.Verdict, signature.Reason));
        Assert.Equal(["Adam", "bob", "zoe"], signature.Owners.AsEnumerable());
        Assert.Equal((SignatureVerdict.Verified, "Ann & Sons", TestAuthority.Fingerprint(Authority.Author), null), (signature.Author!.Verdict, signature.Author.Organization, signature.Author.Fingerprint, signature.Author.ServiceIndex));
        Assert.Equal((SignatureVerdict.Verified, TestAuthority.Fingerprint(Authority.Repository), TestAuthority.Signing), (signature.Repository!.Verdict, signature.Repository.Fingerprint, signature.Repository.SignedAt));
    }

    [Fact]
    public void An_author_alone_decides_where_no_repository_signed()
    {
        using var package = TestPackage.Of(Signer.SignAsAuthor);
        var signature = package.Read();
        Assert.Equal(SignatureVerdict.Verified, signature.Verdict);
        Assert.Empty(signature.Owners);
        Assert.Null(signature.Repository);
    }

    [Fact]
    public void An_author_whose_root_is_unknown_stays_unknown_beside_a_verified_repository()
    {
        var other = new TestAuthority("Other");
        using var package = TestPackage.Of(bytes => (Signer with { Author = other.Author }).SignAsAuthorAndRepository(bytes));
        var signature = package.Read();
        Assert.Equal(SignatureVerdict.Verified, signature.Verdict);
        Assert.Equal((SignatureVerdict.Unknown, "its certificate leads to no trusted root"), (signature.Author!.Verdict, signature.Author.Reason));
    }

    [Theory]
    [InlineData("SHA256", false)]
    [InlineData("SHA384", false)]
    [InlineData("SHA512", true)]
    public void Content_is_hashed_as_it_was_before_the_signature_came(string hash, bool isFirst)
    {
        var bare = TestPackage.Bare(entries: 500);
        var signature = (Signer with { ContentHash = new HashAlgorithmName(hash) }).SignAsRepository(bare);
        using var package = new TestPackage().Lay(TestPackage.WithSignature(bare, signature, isFirst), signature);
        Assert.Equal((SignatureVerdict.Verified, null), Said(package.Read()));
        Assert.Equal(Convert.ToBase64String(SHA512.HashData(bare)), PackageSignatureReader.ContentHash(package.Folder, TestPackage.Id, TestPackage.Version));
    }

    [Fact]
    public void A_directory_longer_than_the_tail_that_is_read_first_is_hashed_whole()
    {
        var bare = TestPackage.Bare(entries: 3000);
        using var package = new TestPackage().Lay(TestPackage.WithSignature(bare, Signer.SignAsRepository(bare)));
        Assert.True(bare.Length > 3 * 128 * 1024, "the package is too small to prove anything");
        Assert.Equal((SignatureVerdict.Verified, null), Said(package.Read()));
    }

    [Fact]
    public void Without_the_nupkg_nothing_is_known()
    {
        using var folder = new TestPackage();
        var reader = new PackageSignatureReader(Authority.Trust());
        Assert.Equal((SignatureVerdict.Unknown, "the .nupkg is not there"), Said(reader.Read(null, "A", "1.0.0")));
        Assert.Equal((SignatureVerdict.Unknown, "the .nupkg is not there"), Said(folder.Read()));
        Assert.Equal((SignatureVerdict.Unknown, "the .nupkg is not there"), Said(reader.Read(folder.Folder, "../A", "1.0.0")));
        Assert.Null(PackageSignatureReader.ContentHash(folder.Folder, TestPackage.Id, TestPackage.Version));
    }

    [Fact]
    public void An_unsigned_package_is_unsigned_unless_something_says_that_it_was_signed()
    {
        using var package = new TestPackage().Lay(TestPackage.Bare());
        Assert.Equal((SignatureVerdict.Unsigned, null), Said(package.Read()));
        Assert.Equal((SignatureVerdict.Invalid, "the .nupkg is not the one that .nupkg.sha512 states"), Said(package.Record([1]).Read()));
        Assert.Equal(
            (SignatureVerdict.Invalid, "the folder holds a .signature.p7s that the .nupkg does not carry: it was stripped"),
            Said(package.Lay(TestPackage.Bare(), Signer.SignAsRepository(TestPackage.Bare())).Read()));
    }

    [Fact]
    public void A_changed_owner_is_no_owner()
    {
        using var package = TestPackage.Repository(Signer);
        var (nupkg, signature) = (package.Nupkg, package.Signature);
        nupkg[nupkg.AsSpan().IndexOf("Adam"u8)] = (byte)'E';
        signature[signature.AsSpan().IndexOf("Adam"u8)] = (byte)'E';
        var read = package.Lay(nupkg, signature).Read();
        Assert.Equal((SignatureVerdict.Invalid, "the repository's signature: it does not hold"), Said(read));
        Assert.Empty(read.Owners);
        Assert.Null(read.Repository);
    }

    [Fact]
    public void A_changed_owner_in_a_countersignature_is_no_owner()
    {
        using var package = TestPackage.Of(bytes => Signer.SignAsAuthorAndRepository(bytes));
        var nupkg = package.Nupkg;
        nupkg[nupkg.AsSpan().IndexOf("Adam"u8)] = (byte)'E';
        Assert.Equal((SignatureVerdict.Invalid, "the repository's signature: it does not hold"), Said(package.Lay(nupkg).Read()));
    }

    [Fact]
    public void Changed_content_and_the_signature_of_another_package_are_found()
    {
        using var package = TestPackage.Repository(Signer);
        var nupkg = package.Nupkg;
        nupkg[60] ^= 1;
        Assert.Equal((SignatureVerdict.Invalid, "the content is not what was signed"), Said(package.Lay(nupkg, package.Signature).Read()));
        var other = TestPackage.WithSignature(TestPackage.Bare(seed: 2), Signer.SignAsRepository(TestPackage.Bare(seed: 1)));
        Assert.Equal((SignatureVerdict.Invalid, "the content is not what was signed"), Said(package.Lay(other).Read()));
    }

    [Fact]
    public void Files_beside_the_nupkg_must_not_contradict_it()
    {
        using var package = TestPackage.Repository(Signer);
        var nupkg = package.Nupkg;
        Assert.Equal(
            (SignatureVerdict.Invalid, "the .signature.p7s in the folder is not the one that the .nupkg carries"),
            Said(package.Lay(nupkg, (Signer with { Owners = ["eve"] }).SignAsRepository(TestPackage.Bare())).Read()));
        Assert.Equal((SignatureVerdict.Invalid, "the .nupkg is not the one that .nupkg.sha512 states"), Said(package.Lay(nupkg).Record([1]).Read()));
        Assert.Equal(SignatureVerdict.Verified, package.Record(nupkg).Read().Verdict);
    }

    [Fact]
    public void A_certificate_of_the_same_issuer_and_number_does_not_pass_for_the_one_that_signed()
    {
        var twin = Authority.Twin(Authority.Repository, "CN=Somebody Else");
        using var package = TestPackage.Of(bytes => TestSigner.WithCertificates(Signer.SignAsRepository(bytes), cms =>
        {
            cms.RemoveCertificate(Authority.Repository);
            cms.AddCertificate(twin);
        }));
        Assert.Equal((SignatureVerdict.Invalid, "the repository's signature: it was not made with the certificate that it carries"), Said(package.Read()));
    }

    [Fact]
    public void A_signature_without_its_certificate_or_with_another_one_named_is_invalid()
    {
        using var without = TestPackage.Of(bytes => TestSigner.WithCertificates(Signer.SignAsRepository(bytes), cms => cms.RemoveCertificate(Authority.Repository)));
        Assert.Equal((SignatureVerdict.Invalid, "the repository's signature: it does not carry the certificate that made it"), Said(without.Read()));
        using var other = TestPackage.Repository(Signer with { Named = Authority.Author });
        Assert.Equal((SignatureVerdict.Invalid, "the repository's signature: it was not made with the certificate that it carries"), Said(other.Read()));
    }

    [Fact]
    public void Two_repositories_cannot_both_have_signed()
    {
        using var package = TestPackage.Of(bytes => Signer.SignAsAuthorAndRepository(bytes, countersignatures: 2));
        Assert.Equal((SignatureVerdict.Invalid, "two repositories claim to have signed it"), Said(package.Read()));
        using var both = TestPackage.Of(bytes => Signer.Countersign(Signer.SignAsRepository(bytes)));
        Assert.Equal((SignatureVerdict.Invalid, "two repositories claim to have signed it"), Said(both.Read()));
    }

    [Fact]
    public void A_repository_that_nobody_knows_proves_no_owner()
    {
        using var package = TestPackage.Repository(Signer);
        var read = package.Read(Authority.Trust(TestAuthority.Known(Authority.Author)));
        Assert.Equal((SignatureVerdict.Unknown, "signed by a repository whose certificate is not known: Feed Repository"), Said(read));
        Assert.Empty(read.Owners);
        Assert.Equal(SignatureVerdict.Unknown, read.Repository!.Verdict);
    }

    [Theory]
    [InlineData("https://feed.example/v3/index.json", SignatureVerdict.Verified)]
    [InlineData(".example", SignatureVerdict.Verified)]
    [InlineData(".other", SignatureVerdict.Unknown)]
    [InlineData("https://feed.example/v3/other.json", SignatureVerdict.Unknown)]
    public void A_known_certificate_signs_for_its_own_feed(string serviceIndex, SignatureVerdict expected)
    {
        using var package = TestPackage.Repository(Signer);
        var read = package.Read(Authority.Trust(TestAuthority.Known(Authority.Repository, serviceIndex)));
        Assert.Equal((expected, expected is SignatureVerdict.Verified ? null : "signed with the certificate of feed for another feed"), Said(read));
    }

    [Fact]
    public void A_genuine_package_under_another_name_proves_nothing_of_it()
    {
        using var package = TestPackage.Repository(Signer);
        var reader = new PackageSignatureReader(Authority.Trust());
        const string Reason = "the .nupkg is another package than its name says";
        File.Copy(Path.Combine(package.Folder, TestPackage.FileName), Path.Combine(package.Folder, "evil.package.1.2.3-beta.nupkg"));
        File.Copy(Path.Combine(package.Folder, TestPackage.FileName), Path.Combine(package.Folder, "test.package.1.2.4.nupkg"));
        Assert.Equal((SignatureVerdict.Invalid, Reason), Said(reader.Read(package.Folder, "Evil.Package", TestPackage.Version)));
        Assert.Equal((SignatureVerdict.Invalid, Reason), Said(reader.Read(package.Folder, TestPackage.Id, "1.2.4")));
        Assert.Empty(reader.Read(package.Folder, "Evil.Package", TestPackage.Version).Owners);
        Assert.Equal(SignatureVerdict.Verified, reader.Read(package.Folder, "TEST.package", "1.2.3-BETA").Verdict);
    }

    [Fact]
    public void The_nuspec_in_the_folder_is_the_signed_one()
    {
        using var package = TestPackage.Repository(Signer);
        var path = Path.Combine(package.Folder, "test.package.nuspec");
        File.WriteAllBytes(path, TestPackage.Nuspec);
        Assert.Equal(SignatureVerdict.Verified, package.Read().Verdict);
        File.WriteAllBytes(path, [.. TestPackage.Nuspec, (byte)' ']);
        Assert.Equal((SignatureVerdict.Invalid, "the nuspec in the folder is not the one that the .nupkg carries"), Said(package.Read()));
    }

    [Fact]
    public void A_folder_of_packages_config_spells_the_file_as_its_author_did()
    {
        using var folder = new TempFolder();
        var place = Directory.CreateDirectory(folder[$"{TestPackage.Id}.{TestPackage.Version}"]).FullName;
        var bare = TestPackage.Bare();
        var nupkg = TestPackage.WithSignature(bare, Signer.SignAsRepository(bare));
        File.WriteAllBytes(Path.Combine(place, $"{TestPackage.Id}.{TestPackage.Version}.nupkg"), nupkg);
        Assert.Equal((SignatureVerdict.Verified, null), Said(new PackageSignatureReader(Authority.Trust()).Read(place, TestPackage.Id, TestPackage.Version)));
    }

    [Theory]
    [InlineData("", "it names an owner that is no account")]
    [InlineData(" ", "it names an owner that is no account")]
    [InlineData("ann, bob", "it names an owner that is no account")]
    [InlineData("ann\u001b[31m", "it names an owner that is no account")]
    [InlineData("ann\n", "it names an owner that is no account")]
    [InlineData("\u202Enna", "it names an owner that is no account")]
    public void Owners_that_are_no_accounts_spoil_the_signature(string owner, string flaw)
    {
        using var package = TestPackage.Repository(Signer with { Owners = ["zoe", owner] });
        Assert.Equal((SignatureVerdict.Invalid, "the repository's signature: " + flaw), Said(package.Read()));
    }

    [Fact]
    public void Owners_count_once_and_are_not_without_number()
    {
        using var twice = TestPackage.Repository(Signer with { Owners = ["ann", "bob", "Bob", "ann"] });
        Assert.Equal(["ann", "bob"], twice.Read().Owners.AsEnumerable());
        Assert.Equal(["ann at feed.example", "bob at feed.example"], twice.Read().Accounts);
        using var many = TestPackage.Repository(Signer with { Owners = [.. Enumerable.Range(0, 1001).Select(i => $"a{i}")] });
        Assert.Equal((SignatureVerdict.Invalid, "the repository's signature: it names more than 1000 owners"), Said(many.Read()));
        using var longest = TestPackage.Repository(Signer with { Owners = [new string('a', 257)] });
        Assert.Equal((SignatureVerdict.Invalid, "the repository's signature: it names an owner that is no account"), Said(longest.Read()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("v3/index.json")]
    [InlineData("http://feed.example/v3/index.json")]
    [InlineData("file:///feed.example/v3/index.json")]
    public void A_repository_that_names_no_feed_has_no_accounts(string serviceIndex)
    {
        using var package = TestPackage.Repository(Signer with { ServiceIndex = serviceIndex });
        Assert.Equal((SignatureVerdict.Invalid, "the repository's signature: it names no feed by an https address"), Said(package.Read()));
    }

    [Fact]
    public void Without_roots_or_with_others_nothing_is_verified()
    {
        using var package = TestPackage.Repository(Signer);
        var known = TestAuthority.Known(Authority.Repository);
        var none = package.Read(new SignatureTrust(TrustedRoots.None, [known]));
        Assert.Equal((SignatureVerdict.Unknown, "its timestamp is not verified: there are no trusted roots to verify its certificate with"), Said(none));
        Assert.Empty(none.Owners);
        var other = new TestAuthority("Other").Roots();
        Assert.Equal((SignatureVerdict.Unknown, "its timestamp is not verified: its certificate leads to no trusted root"), Said(package.Read(new SignatureTrust(other, [known]))));
        var noCode = package.Read(new SignatureTrust(new TrustedRoots(RootBundle.Empty, Authority.Roots().Timestamping), [known]));
        Assert.Equal((SignatureVerdict.Unknown, "there are no trusted roots to verify its certificate with"), Said(noCode));
    }

    private static (SignatureVerdict Verdict, string? Reason) Said(PackageSignature signature) => (signature.Verdict, signature.Reason);
}
