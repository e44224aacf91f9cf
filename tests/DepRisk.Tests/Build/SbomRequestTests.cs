using System.Text;
using DepRisk.Build;
using DepRisk.Sbom;

namespace DepRisk.Tests.Build;

public sealed class SbomRequestTests
{
    private static readonly string Root = Path.GetPathRoot(AppContext.BaseDirectory)!;

    [Fact]
    public void Reads_what_the_targets_write()
    {
        var request = Read(
            "Assembly=" + Root + "a.dll", "Framework=net10.0", "RuntimeIdentifier=", "SelfContained=False", "Manufacturer=a=b; c", "Sha256=True", "Published=true",
            "NotPublished=One", "NotPublished=Two", "env:HOME=" + Root, "env:DEPRISK_CACHE=", "Commit=1", "Input=x");
        Assert.Equal((Path.Combine(Root, "obj", "a.cdx.json"), SpecVersion.V1_6, false), (request.DocumentPath, request.SpecVersion, request.IsXml));
        Assert.Equal((Root + "a.dll", "net10.0", null, "a=b; c"), (request.AssemblyPath, request.Framework, request.RuntimeIdentifier, request.Manufacturer));
        Assert.Equal((false, true, true), (request.IsSelfContained, request.HasSha256, request.IsPublished));
        Assert.Equal(["One", "Two"], request.NotPublished.ToArray());
        Assert.Equal([("HOME", Root)], request.Environment.Select(variable => (variable.Key, variable.Value)));
        Assert.True(Read("File=a.XML").IsXml);
        Assert.Null(Read().IsSelfContained);
    }

    [Theory]
    [InlineData("File=../a.json", "DepRiskSbomFile")]
    [InlineData("File=a.txt", "DepRiskSbomFile")]
    [InlineData("SpecVersion=1.3", "DepRiskSbomVersion")]
    [InlineData("SpecVersion=", "DepRiskSbomVersion")]
    [InlineData("ManufacturerUrl=ftp://shop.example", "DepRiskSbomManufacturerUrl")]
    [InlineData("Folder=obj", "is no request of the build")]
    [InlineData("Project=", "is no request of the build")]
    public void Refuses_what_nobody_can_write_and_names_the_property(string line, string named)
    {
        Assert.False(SbomRequest.Parse("request", Text(line)).Succeeded(out _, out var error));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.Equal("DR9006", error.CodeText);
    }

    private static SbomRequest Read(params string[] lines)
    {
        Assert.True(SbomRequest.Parse("request", Text(lines)).Succeeded(out var request, out var error), error?.Message);
        return request;
    }

    // A line of a test takes the place of the default of its name; the byte order mark is MSBuild's.
    private static byte[] Text(params string[] lines)
    {
        string[] defaults = ["Project=" + Path.Combine(Root, "a.csproj"), "Folder=" + Path.Combine(Root, "obj"), "File=a.cdx.json", "SpecVersion=1.6"];
        var kept = defaults.Where(line => !Array.Exists(lines, given => given.Split('=')[0].Equals(line.Split('=')[0], StringComparison.Ordinal)));
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(string.Join("\r\n", kept.Concat(lines)))];
    }
}
