using System.Runtime.InteropServices;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using DepRisk.Evidence;
using DepRisk.Input;
using DepRisk.Packages;
using DepRisk.Packages.Signatures;

namespace DepRisk.Tests.Packages.Signatures;

public sealed class TrustedRootsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The framework's own loader reads the same files, a hundred times slower.</summary>
    [Fact]
    public void Reads_every_certificate_of_the_SDK()
    {
        var folder = SdkRoots.Find(RuntimeEnvironment.GetRuntimeDirectory(), Environment.GetEnvironmentVariable);
        Assert.NotNull(folder);
        Assert.True(TrustedRoots.Read(folder).Succeeded(out var roots, out var error), error?.Message);
        foreach (var (file, bundle) in new[] { (TrustedRoots.CodeSigningFile, roots.CodeSigning), (TrustedRoots.TimestampingFile, roots.Timestamping) })
        {
            X509Certificate2Collection expected = [];
            expected.ImportFromPemFile(Path.Combine(folder, file));
            Assert.True(expected.Count > 100);
            Assert.Equal(expected.Count, bundle.Count);
            Assert.All(expected, certificate =>
            {
                var named = new List<X509Certificate2>();
                bundle.AppendNamed(certificate.SubjectName.RawData, named);
                Assert.Contains(certificate, named);
            });
        }
    }

    [Fact]
    public void Says_what_is_wrong_and_where()
    {
        var pem = TestAuthority.Default.Root.ExportCertificatePem();
        Assert.Equal(InputErrorCode.Unreadable, TrustedRoots.Read(_folder["none"]).Error!.Code);
        _folder.Write(TrustedRoots.CodeSigningFile, "# a comment\n" + pem);
        Assert.Equal(_folder[TrustedRoots.TimestampingFile], TrustedRoots.Read(_folder.Root).Error!.Path);
        _folder.Write(TrustedRoots.TimestampingFile, pem + "\n");
        Assert.True(TrustedRoots.Read(_folder.Root).Succeeded(out var roots, out _));
        Assert.Equal((1, 1), (roots.CodeSigning.Count, roots.Timestamping.Count));

        Fails("", InputErrorCode.Unexpected, "holds no certificate in PEM", 0);
        Fails(pem + "\n-----BEGIN CERTIFICATE-----\n", InputErrorCode.Malformed, "has a block that is no certificate", pem.Count(c => c is '\n') + 2);
        Fails("-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----", InputErrorCode.Malformed, "has a block that is no certificate", 1);
        Fails("-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----", InputErrorCode.Malformed, "has a block that is no certificate", 1);
    }

    [Fact]
    public void Another_root_or_repository_is_another_trust()
    {
        var (one, two) = (TestAuthority.Default.Trust(), new TestAuthority("Other").Trust());
        Assert.Equal(one.Digest, TestAuthority.Default.Trust().Digest);
        string[] digests = [one.Digest, two.Digest, (new SignatureTrust(one.Roots, [])).Digest, new SignatureTrust(one.Roots with { Timestamping = RootBundle.Empty }, one.Repositories).Digest, new SignatureTrust(TrustedRoots.None, []).Digest];
        Assert.Equal(digests.Length, digests.Distinct(StringComparer.Ordinal).Count());
    }

    private static void Fails(string pem, InputErrorCode code, string message, int line)
    {
        var error = RootBundle.Parse("roots.pem", Encoding.ASCII.GetBytes(pem)).Error;
        Assert.Equal((code, message, line), (error!.Code, error.Message, error.Line));
    }
}
