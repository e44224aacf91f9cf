using DepRisk.Graph;
using DepRisk.Sbom;

namespace DepRisk.Tests.Sbom;

public sealed class PackageUrlTests
{
    [Theory]
    [InlineData("nuget", "Newtonsoft.Json", "13.0.3", "pkg:nuget/Newtonsoft.Json@13.0.3")]
    [InlineData("nuget", "A.B", "1.0.0+sha.5", "pkg:nuget/A.B@1.0.0")]
    [InlineData("nuget", "A.B", "1.0.0-rc.1", "pkg:nuget/A.B@1.0.0-rc.1")]
    [InlineData("nuget", "A.B", null, "pkg:nuget/A.B")]
    [InlineData("npm", "@scope/name", "1", "pkg:npm/%40scope/name@1")]
    [InlineData("npm", "name", "1", "pkg:npm/name@1")]
    [InlineData("golang", "github.com/gorilla/mux", "v1.8.0+incompatible", "pkg:golang/github.com/gorilla/mux@v1.8.0%2Bincompatible")]
    [InlineData("pypi", "Typing_Extensions", "4.0", "pkg:pypi/typing-extensions@4.0")]
    [InlineData("maven", "org.apache/Commons", "1", "pkg:maven/org.apache/Commons@1")]
    [InlineData("github", "Owner/Repo", "a", "pkg:github/owner/repo@a")]
    [InlineData("generic", "Ünïcode name", "1", "pkg:generic/%C3%9Cn%C3%AFcode%20name@1")]
    public void Names_a_package(string ecosystem, string id, string? version, string expected)
    {
        var component = new ComponentTable().Intern(ComponentType.Package, ecosystem, id, version);
        var url = PackageUrl.Of(component);
        Assert.Equal(expected, url!.ToString());
        Assert.True(PackageUrl.TryParse(expected, out var parsed));
        Assert.Equal(url, parsed);
    }

    [Fact]
    public void Names_no_project_and_no_loose_file()
    {
        var table = new ComponentTable();
        Assert.Null(PackageUrl.Of(table.Project("A", "1.0.0", "A/A.csproj")));
        Assert.Null(PackageUrl.Of(table.Intern(ComponentType.File, "nuget", "A.dll", null, "lib/A.dll")));
        Assert.Null(PackageUrl.Of(table.Intern(ComponentType.Framework, "", "Microsoft.NETCore.App", null)));
    }

    [Theory]
    [InlineData("pkg:npm/@scope/name@1.0", "@scope/name", "1.0", "pkg:npm/%40scope/name@1.0")]
    [InlineData("pkg:generic/x@1/2", "x", "1/2", "pkg:generic/x@1%2F2")]
    [InlineData("pkg://nuget/A.B@1.0", "A.B", "1.0", "pkg:nuget/A.B@1.0")]
    [InlineData("PKG:NuGet/A.B@1.0?b=2&a=1#/x/../y/", "A.B", "1.0", "pkg:nuget/A.B@1.0?a=1&b=2#x/y")]
    [InlineData("pkg:maven/g/a@1?classifier=&type=zip", "g/a", "1", "pkg:maven/g/a@1?type=zip")]
    [InlineData("pkg:docker/img@sha256%3Aab?repository_url=gcr.io", "img", "sha256:ab", "pkg:docker/img@sha256:ab?repository_url=gcr.io")]
    [InlineData("pkg:deb/Debian/curl@7", "debian/curl", "7", "pkg:deb/debian/curl@7")]
    public void Reads_what_others_write(string text, string id, string version, string canonical)
    {
        Assert.True(PackageUrl.TryParse(text, out var url));
        Assert.Equal((id, version, canonical), (url!.Id, url.Version, url.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nuget/A@1")]
    [InlineData("pkg:")]
    [InlineData("pkg:nuget")]
    [InlineData("pkg:nuget/")]
    [InlineData("pkg:/A@1")]
    [InlineData("pkg:1nuget/A")]
    [InlineData("pkg:nu get/A")]
    [InlineData("pkg:nuget/A@1?=x")]
    [InlineData("pkg:nuget/A@1?a=1&A=2")]
    [InlineData("pkg:EnterpriseLibrary.Common@6.0.1304")]
    public void Refuses_what_is_no_package_url(string text) => Assert.False(PackageUrl.TryParse(text, out _));

    [Theory]
    [InlineData("pkg:npm/@angular/core@17.0.0", "npm", "@angular/core", "17.0.0")]
    [InlineData("pkg:npm/@angular/core", "npm", "@angular/core", null)]
    [InlineData("pkg:maven/org.slf4j/slf4j-api@2.0.9?type=jar&classifier=a@b#sub/path", "maven", "org.slf4j/slf4j-api", "2.0.9")]
    [InlineData("PKG://NuGet/A@1.0.0%2Bmeta", "nuget", "A", "1.0.0")]
    [InlineData("pkg:generic/a@", "generic", "a", null)]
    public void Reads_what_generators_write(string text, string type, string id, string? version)
    {
        Assert.True(PackageUrl.TryParse(text, out var url));
        Assert.Equal((type, id, version), (url.Type, url.Id, url.Version));
    }

    [Theory]
    [InlineData("")]
    [InlineData("pkg:")]
    [InlineData("pkg:nuget")]
    [InlineData("pkg:nuget/")]
    [InlineData("pkg:/a@1")]
    [InlineData("pkg:nu get/a@1")]
    [InlineData("nuget/a@1")]
    public void Refuses_what_is_none(string text) => Assert.False(PackageUrl.TryParse(text, out _));
}
