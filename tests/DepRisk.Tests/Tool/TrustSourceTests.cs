using DepRisk.Packages.Signatures;
using DepRisk.Tool.Commands;

namespace DepRisk.Tests.Tool;

public sealed class TrustSourceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Configurations_up_to_the_root_of_the_repository_add_repositories_and_no_more()
    {
        Write("nuget.config", "above", "https://above.example/index.json", '1');
        _folder.Write("repository/.git/HEAD", "");
        Write("repository/NuGet.Config", "feed", "https://feed.example/index.json", '2');
        Write("repository/src/nuget.config", "nuget.org", $"https://api{RepositoryCertificates.Official[0].ServiceIndex}/v3/index.json", '3');
        _folder.Write("repository/src/app/nuget.config", "<configuration>");
        var trust = TrustSource.Read(Path.Combine(_folder["repository"], "src", "app"));
        Assert.Equal([.. RepositoryCertificates.Official.Select(known => known.Fingerprint), new string('2', 64)], trust.Repositories.Select(known => known.Fingerprint));
    }

    private void Write(string path, string name, string serviceIndex, char digit) => _folder.Write(path, $"""
        <configuration><trustedSigners>
          <repository name="{name}" serviceIndex="{serviceIndex}"><certificate fingerprint="{new string(digit, 64)}" hashAlgorithm="SHA256" /></repository>
        </trustedSigners></configuration>
        """);
}
