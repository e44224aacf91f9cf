using DepRisk.Evidence;
using DepRisk.Input;
using DepRisk.Packages.Signatures;
using DepRisk.Tests.Tool;

namespace DepRisk.Tests.Evidence;

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
        var problems = new List<InputError>();
        var trust = TrustSource.Read(Path.Combine(_folder["repository"], "src", "app"), null, problems);
        Assert.Equal([.. RepositoryCertificates.Official.Select(known => known.Fingerprint), new string('2', 64)], trust.Repositories.Select(known => known.Fingerprint));
        // The broken file, and the one that would speak for the public repository.
        Assert.Equal([InputErrorCode.Malformed, InputErrorCode.Unexpected], problems.Select(problem => problem.Code));
        Assert.All(problems, problem => Assert.False(problem.IsPartial));
    }

    [Fact]
    public async Task What_is_not_trusted_is_said_on_standard_error()
    {
        using var run = new ToolRun { ReadEvidence = _ => ScopeEvidence.None with { Problems = [new InputError(InputErrorCode.Malformed, "nuget.config", "is not valid XML") { IsPartial = false }] } };
        run.With("Shop.slnx", TestScope.Shop().Build());
        Assert.Equal(0, await run.RunAsync("power", "Shop.slnx"));
        Assert.Contains("nuget.config: warning DR9005: is not valid XML\n", run.Error, StringComparison.Ordinal);
    }

    private void Write(string path, string name, string serviceIndex, char digit) => _folder.Write(path, $"""
        <configuration><trustedSigners>
          <repository name="{name}" serviceIndex="{serviceIndex}"><certificate fingerprint="{new string(digit, 64)}" hashAlgorithm="SHA256" /></repository>
        </trustedSigners></configuration>
        """);
}
