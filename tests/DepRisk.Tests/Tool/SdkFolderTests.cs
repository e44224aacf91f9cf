using DepRisk.Tool;

namespace DepRisk.Tests.Tool;

public sealed class SdkFolderTests
{
    [Theory]
    [InlineData("10.0.401", "10.0.100", "10.0.401", "9.0.300")]
    [InlineData("10.0.401", "10.0.401", "10.0.99")]
    [InlineData("10.0.401", "10.0.401", "11.0.100")]
    [InlineData("10.0.100", "10.0.200-preview.1", "10.0.100")]
    [InlineData("10.0.200-preview.1", "10.0.200-preview.1")]
    [InlineData(null, "9.0.300", "11.0.100", "NuGetFallbackFolder")]
    public void Takes_the_highest_stable_version_that_this_runtime_can_load(string? expected, params string[] versions)
    {
        using var temp = new TempFolder();
        foreach (var version in versions)
        {
            temp.Write($"sdk/{version}/NuGet.Protocol.dll", "");
        }

        temp.Write("sdk/10.0.999/dotnet.dll", "");
        Assert.Equal(expected, Path.GetFileName(SdkFolder.Find([temp["nowhere"], temp.Root], runtimeMajor: 10)));
    }

    [Fact]
    public void The_first_host_that_has_one_wins()
    {
        using var temp = new TempFolder();
        temp.Write("a/sdk/10.0.100/NuGet.Protocol.dll", "");
        temp.Write("b/sdk/10.0.400/NuGet.Protocol.dll", "");
        Assert.Equal(temp["a/sdk/10.0.100"], SdkFolder.Find([temp["a"], temp["b"]], runtimeMajor: 10));
    }

    /// <summary>These tests are built by an SDK, which stands beside the runtime that runs them.</summary>
    [Fact]
    public void Finds_the_one_here() => Assert.True(File.Exists(Path.Combine(SdkFolder.Find()!, "NuGet.Protocol.dll")));
}
