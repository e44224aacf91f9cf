using DepRisk.Input;
using DepRisk.Packages;
using DepRisk.Packages.Signatures;

namespace DepRisk.Tests.Packages.Signatures;

public sealed class TrustedSignersTests : IDisposable
{
    private const string Hash = "0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789abcdef";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Reads_the_repositories_and_leaves_the_authors()
    {
        var signers = Read($"""
            <configuration>
              <packageSources><repository name="no"><certificate fingerprint="{Hash}" hashAlgorithm="SHA256" /></repository></packageSources>
              <trustedSigners>
                <author name="ann"><certificate fingerprint="{Hash}" hashAlgorithm="SHA256" allowUntrustedRoot="false" /></author>
                <repository name="Feed" serviceIndex="https://feed.example/v3/index.json">
                  <certificate fingerprint="{Hash}" hashAlgorithm="sha256" allowUntrustedRoot="true" />
                  <certificate fingerprint="00" hashAlgorithm="SHA512" allowUntrustedRoot="false" />
                  <owners>ann;bob</owners>
                </repository>
                <repository name="Bare"><certificate fingerprint="{Hash}" hashAlgorithm="SHA256" /></repository>
                <repository name="Other" serviceIndex="https://other.example/index.json"><certificate fingerprint="{new string('0', 64)}" hashAlgorithm="SHA256" /></repository>
              </trustedSigners>
            </configuration>
            """).Value!;
        Assert.Equal(
            [
                new RepositoryCertificate("Feed", "https://feed.example/v3/index.json", Hash.ToLowerInvariant(), "trustedSigners of a nuget.config"),
                new RepositoryCertificate("Other", "https://other.example/index.json", new string('0', 64), "trustedSigners of a nuget.config"),
            ],
            signers.Repositories.AsEnumerable());
        Assert.Equal(["Feed: a fingerprint by SHA512; only SHA256 is compared", "Bare: its serviceIndex is no https address"], signers.Ignored.AsEnumerable());
    }

    [Theory]
    [InlineData("https://api[official]/v3/index.json")]
    [InlineData("https://api[official]./v3/index.json")]
    [InlineData("https://[bare]/v3/index.json")]
    [InlineData("https://user@www[official]:8443/v3/index.json")]
    [InlineData("https://api\uFF0E[bare]/v3/index.json")]
    [InlineData(" https://api[official]/v3/index.json ")]
    [InlineData("[official]")]
    [InlineData(".example")]
    [InlineData("http://feed.example/v3/index.json")]
    [InlineData("feed.example")]
    [InlineData("")]
    public void A_configuration_speaks_for_no_official_repository_and_for_no_host_as_a_whole(string serviceIndex)
    {
        var suffix = RepositoryCertificates.Official[0].ServiceIndex;
        var address = serviceIndex.Replace("[official]", suffix.ToUpperInvariant(), StringComparison.Ordinal).Replace("[bare]", suffix[1..], StringComparison.Ordinal);
        var signers = Read($"""
            <configuration><trustedSigners>
              <repository name="nuget.org" serviceIndex="{address}"><certificate fingerprint="{Hash}" hashAlgorithm="SHA256" /></repository>
            </trustedSigners></configuration>
            """).Value!;
        Assert.Empty(signers.Repositories);
        Assert.StartsWith("nuget.org: ", Assert.Single(signers.Ignored), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<packages />", InputErrorCode.Unexpected)]
    [InlineData("<configuration>", InputErrorCode.Malformed)]
    [InlineData("<!DOCTYPE configuration SYSTEM 'x'><configuration />", InputErrorCode.Malformed)]
    [InlineData("<configuration><trustedSigners><repository name='a' serviceIndex='https://feed.example'><certificate fingerprint='12' hashAlgorithm='SHA256' /></repository></trustedSigners></configuration>", InputErrorCode.Unexpected)]
    [InlineData("<configuration><trustedSigners><repository name='a' serviceIndex='https://feed.example'><certificate hashAlgorithm='SHA256' /></repository></trustedSigners></configuration>", InputErrorCode.Unexpected)]
    public void Says_what_it_cannot_read(string text, InputErrorCode code) => Assert.Equal(code, Read(text).Error!.Code);

    [Fact]
    public void No_trusted_signers_are_none() => Assert.Empty(Read("<configuration />").Value!.Repositories);

    private Result<TrustedSigners> Read(string text) => TrustedSigners.Read(_folder.Write("nuget.config", text));
}
