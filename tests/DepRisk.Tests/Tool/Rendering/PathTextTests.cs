using DepRisk.Tool.Rendering;

namespace DepRisk.Tests.Tool.Rendering;

public class PathTextTests
{
    [Theory]
    [InlineData("src/A.csproj", "src/A.csproj")]
    [InlineData("src\\A.csproj", "src/A.csproj")]
    [InlineData("{root}/src/A.csproj", "src/A.csproj")]
    [InlineData("{root}", "scope")]
    [InlineData("{root}/../../home/ann/.nuget/packages/x/1.0.0/x.nuspec", ".../1.0.0/x.nuspec")]
    public void Never_shows_the_folders_above_the_scope(string path, string expected)
    {
        var root = Path.Combine(Path.GetTempPath(), "deep", "scope");
        Assert.Equal(expected, PathText.Of(path.Replace("{root}", root, StringComparison.Ordinal), root));
    }
}
