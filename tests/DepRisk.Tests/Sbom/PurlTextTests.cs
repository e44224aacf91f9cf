using DepRisk.Sbom;

namespace DepRisk.Tests.Sbom;

public class PurlTextTests
{
    [Theory]
    [InlineData("pkg:nuget/Newtonsoft.Json@13.0.3", "nuget", "Newtonsoft.Json", "13.0.3")]
    [InlineData("pkg:npm/%40angular/core@17.0.0", "npm", "@angular/core", "17.0.0")]
    [InlineData("pkg:npm/@angular/core@17.0.0", "npm", "@angular/core", "17.0.0")]
    [InlineData("pkg:npm/@angular/core", "npm", "@angular/core", null)]
    [InlineData("pkg:maven/org.slf4j/slf4j-api@2.0.9?type=jar&classifier=a@b#sub/path", "maven", "org.slf4j/slf4j-api", "2.0.9")]
    [InlineData("pkg:golang/github.com/gorilla/mux@v1.8.1", "golang", "github.com/gorilla/mux", "v1.8.1")]
    [InlineData("PKG://NuGet/A@1.0.0%2Bmeta", "nuget", "A", "1.0.0+meta")]
    [InlineData("pkg:generic/a@", "generic", "a", null)]
    public void Reads_what_generators_write(string text, string type, string id, string? version)
    {
        Assert.True(PurlText.TryRead(text, out var purl));
        Assert.Equal(new PurlText(type, id, version), purl);
    }

    [Theory]
    [InlineData("")]
    [InlineData("pkg:")]
    [InlineData("pkg:nuget")]
    [InlineData("pkg:nuget/")]
    [InlineData("pkg:/a@1")]
    [InlineData("pkg:nu get/a@1")]
    [InlineData("nuget/a@1")]
    public void Refuses_what_is_none(string text) => Assert.False(PurlText.TryRead(text, out _));
}
