using System.Text;
using DepRisk.Input;
using DepRisk.Packages;

namespace DepRisk.Tests.Packages;

public sealed class NuspecTests
{
    [Fact]
    public void Reads_every_field()
    {
        var nuspec = Parse("""
            <id> A.B </id><version>1.0.0</version><authors>Ann, Bob</authors><owners>Mallory</owners>
            <license type="expression">MIT OR (Apache-2.0 AND BSD-3-Clause)</license>
            <licenseUrl>https://example.test/ignored</licenseUrl>
            <projectUrl>https://example.test/</projectUrl><copyright>© Ann</copyright>
            <repository type="git" url="https://example.test/r.git" commit="abc" />
            <developmentDependency>true</developmentDependency><requireLicenseAcceptance>true</requireLicenseAcceptance>
            <packageTypes><packageType name="DotnetTool" /><packageType name="Template" version="1.0" /></packageTypes>
            <dependencies><group targetFramework="net10.0"><dependency id="id" version="1" exclude="Build,Analyzers"><x><id>wrong</id></x></dependency></group></dependencies>
            """);
        Assert.Equal(("A.B", "1.0.0", "Ann, Bob", "https://example.test/", "© Ann"), (nuspec.Id, nuspec.Version, nuspec.Authors, nuspec.ProjectUrl, nuspec.Copyright));
        Assert.Equal(new NuspecLicense(NuspecLicenseType.Expression, "MIT OR (Apache-2.0 AND BSD-3-Clause)"), nuspec.License);
        Assert.Equal(new NuspecRepository("git", "https://example.test/r.git", "abc"), nuspec.Repository);
        Assert.True(nuspec.IsDevelopmentDependency);
        Assert.True(nuspec.RequiresLicenseAcceptance);
        Assert.Equal([new NuspecPackageType("DotnetTool", null), new NuspecPackageType("Template", "1.0")], nuspec.PackageTypes.AsEnumerable());
        var group = Assert.Single(nuspec.DependencyGroups);
        Assert.Equal("net10.0", group.TargetFramework);
        Assert.Equal([new NuspecDependency("id", "1", null, "Build,Analyzers")], group.Dependencies.AsEnumerable());
    }

    [Fact]
    public void Reads_a_licence_file() =>
        Assert.Equal(
            new NuspecLicense(NuspecLicenseType.File, "LICENSE.md"),
            Parse("""<license type="file">LICENSE.md</license><licenseUrl>https://aka.example/deprecateLicenseUrl</licenseUrl>""").License);

    [Theory]
    [InlineData("https://licenses.nuget.org/MIT", NuspecLicenseType.Expression, "MIT")]
    [InlineData("https://licenses.nuget.org/(MIT%20OR%20Apache-2.0)", NuspecLicenseType.Expression, "(MIT OR Apache-2.0)")]
    [InlineData("https://licenses.nuget.org.evil.test/MIT", NuspecLicenseType.Url, "https://licenses.nuget.org.evil.test/MIT")]
    [InlineData("https://example.test/LICENSE", NuspecLicenseType.Url, "https://example.test/LICENSE")]
    public void Tells_an_expression_from_a_link(string url, NuspecLicenseType type, string text) =>
        Assert.Equal(new NuspecLicense(type, text), Parse($"<licenseUrl>{url}</licenseUrl>").License);

    [Fact]
    public void Knows_nothing_of_an_empty_nuspec()
    {
        var nuspec = Nuspec.Parse("a.nuspec", "<package><metadata /></package>"u8.ToArray()).Value!;
        Assert.Equal((null, null, null, null), (nuspec.Authors, nuspec.License, nuspec.Repository, nuspec.Copyright));
    }

    [Theory]
    [InlineData("<packages />", InputErrorCode.Unexpected)]
    [InlineData("", InputErrorCode.Malformed)]
    [InlineData("<!DOCTYPE package [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><package><metadata><authors>&e;</authors></metadata></package>", InputErrorCode.Malformed)]
    [InlineData("<package><metadata><id>a</id>", InputErrorCode.Malformed)]
    public void Says_what_is_wrong(string xml, InputErrorCode code) =>
        Assert.Equal(code, Nuspec.Parse("a.nuspec", Encoding.UTF8.GetBytes(xml)).Error!.Code);

    private static Nuspec Parse(string metadata)
    {
        var xml = $"""<?xml version="1.0"?><package xmlns="http://schemas.example/nuspec.xsd"><metadata>{metadata}</metadata></package>""";
        var result = Nuspec.Parse("a.nuspec", Encoding.UTF8.GetBytes(xml));
        Assert.Null(result.Error);
        return result.Value!;
    }
}
