using DepRisk.Packages;

namespace DepRisk.Tests.Packages;

public sealed class RepositoryIdTests
{
    [Theory]
    // The forms that stand in the nuspecs of some 280 widely used packages.
    [InlineData("https://github.com/dotnet/runtime", "github.com/dotnet/runtime")]
    [InlineData("https://github.com/serilog/serilog.git", "github.com/serilog/serilog")]
    [InlineData("https://github.com/seredis/StackExchange.Redis/", "github.com/seredis/stackexchange.redis")]
    [InlineData("git://github.com/dotnet/core-setup", "github.com/dotnet/core-setup")]
    [InlineData("https://github.com/AzureAD/azure-activedirectory-identitymodel-extensions-for-dotnet", "github.com/azuread/azure-activedirectory-identitymodel-extensions-for-dotnet")]
    [InlineData("https://github.com/ericsink/SQLitePCL.raw", "github.com/ericsink/sqlitepcl.raw")]
    // The same repository as people write it elsewhere.
    [InlineData("git@github.com:Owner/Name.git", "github.com/owner/name")]
    [InlineData("ssh://git@github.com/Owner/Name.git", "github.com/owner/name")]
    [InlineData("ssh://git@github.com:22/Owner/Name", "github.com/owner/name")]
    [InlineData("git+https://github.com/owner/name.git", "github.com/owner/name")]
    [InlineData("scm:git://github.com/owner/name.git", "github.com/owner/name")]
    [InlineData("http://www.github.com/owner/name/", "github.com/owner/name")]
    [InlineData("HTTPS://GitHub.COM/owner/name#readme", "github.com/owner/name")]
    [InlineData("https://user:token@github.com/owner/name", "github.com/owner/name")]
    [InlineData("https://github.com/owner/name/tree/main/src/Part", "github.com/owner/name")]
    [InlineData("https://github.com/owner/name/blob/main/README.md?raw=true", "github.com/owner/name")]
    [InlineData("https://raw.githubusercontent.com/owner/name/main/LICENSE", "github.com/owner/name")]
    [InlineData("https://api.github.com/repos/owner/name", "github.com/owner/name")]
    [InlineData("github.com/owner/name", "github.com/owner/name")]
    [InlineData("  https://github.com/owner/name  ", "github.com/owner/name")]
    [InlineData("https://gitlab.com/Group/Sub/Deep/name.git", "gitlab.com/group/sub/deep/name")]
    [InlineData("https://gitlab.com/group/sub/name/-/tree/main/src", "gitlab.com/group/sub/name")]
    [InlineData("https://bitbucket.org/Owner/Name/src/master/", "bitbucket.org/owner/name")]
    [InlineData("https://codeberg.org/owner/name", "codeberg.org/owner/name")]
    [InlineData("https://dev.azure.com/Org/My%20Project/_git/Repo", "dev.azure.com/org/my project/repo")]
    [InlineData("https://org@dev.azure.com/org/project/_git/repo", "dev.azure.com/org/project/repo")]
    [InlineData("https://dev.azure.com/org/_git/repo", "dev.azure.com/org/repo/repo")]
    [InlineData("https://org.visualstudio.com/project/_git/repo", "dev.azure.com/org/project/repo")]
    [InlineData("https://devdiv.visualstudio.com/DefaultCollection/DevDiv/_git/VS", "dev.azure.com/devdiv/devdiv/vs")]
    [InlineData("git@ssh.dev.azure.com:v3/org/project/repo", "dev.azure.com/org/project/repo")]
    [InlineData("org@vs-ssh.visualstudio.com:v3/org/project/repo", "dev.azure.com/org/project/repo")]
    // A host of somebody's own: names keep their case, because nobody knows whether it matters there.
    [InlineData("https://git.company.example/Team/Name.git", "git.company.example/Team/Name")]
    [InlineData("https://git.sr.ht/~owner/Name", "git.sr.ht/~owner/Name")]
    public void Every_form_of_a_repository_gives_one_id(string url, string expected) => Assert.Equal(expected, RepositoryId.Parse(url)?.ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("git")]
    [InlineData("n/a")]
    [InlineData("https://github.com/")]
    [InlineData("https://github.com/owner")]
    [InlineData("https://github.com/sponsors/owner")]
    [InlineData("https://github.com/owner/.git")]
    [InlineData("https://www.newtonsoft.example/")]
    [InlineData("https://owner.github.io/name")]
    [InlineData("https://dev.azure.com/org/project")]
    [InlineData("file:///home/me/owner/name")]
    [InlineData("C:\\src\\owner\\name")]
    [InlineData("https://localhost/owner/name")]
    [InlineData("https://github.com/owner/%0aname")]
    [InlineData("https://github.com/%2e%2e/name")]
    [InlineData("javascript:alert(1)//github.com/owner/name")]
    public void What_names_no_repository_gives_none(string? url) => Assert.Null(RepositoryId.Parse(url)?.ToString());

    [Fact]
    public void A_text_without_end_gives_none() => Assert.Null(RepositoryId.Parse("https://github.com/owner/" + new string('a', 3000)));

    [MachinePackagesFact]
    public void Every_repository_that_a_package_of_this_machine_names_is_understood()
    {
        var known = 0;
        foreach (var nuspec in Directory.EnumerateDirectories(MachinePackages.Root!).SelectMany(Directory.EnumerateDirectories).SelectMany(version => Directory.EnumerateFiles(version, "*.nuspec")))
        {
            if (Nuspec.Parse("a.nuspec", File.ReadAllBytes(nuspec)).Value?.Repository?.Url is { Length: > 0 } url)
            {
                Assert.True(RepositoryId.Parse(url) is not null, url);
                known++;
            }
        }

        Assert.True(known > 0, "no package names a repository");
    }
}
