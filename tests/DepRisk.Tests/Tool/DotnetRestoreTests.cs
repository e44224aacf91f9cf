using DepRisk.Tool.Commands;

namespace DepRisk.Tests.Tool;

public class DotnetRestoreTests
{
    [Fact]
    public void It_is_announced_once_however_many_restores_there_are()
    {
        var root = Path.GetTempPath();
        Assert.Equal("a/A.csproj is not restored: running dotnet restore", DotnetRestore.Announcement([Path.Combine(root, "a", "A.csproj")], root));
        Assert.Equal("2 projects are not restored: running dotnet restore", DotnetRestore.Announcement([Path.Combine(root, "A.csproj"), Path.Combine(root, "B.csproj")], root));
    }

    [Theory]
    [InlineData("NU1301: The local source '/home/ann/feed' doesn't exist. [/src/shop/Web/Web.csproj]", "NU1301: The local source '.../ann/feed' doesn't exist. [Web/Web.csproj]")]
    [InlineData("NU1301: Unable to load the service index for source https://ann:secret@feed.example/v3/index.json?token=t.", "NU1301: Unable to load the service index for source https://feed.example/v3/index.json.")]
    [InlineData("NU1101: Unable to find package Gone. No packages exist with this id in source(s): x", "NU1101: Unable to find package Gone. No packages exist with this id in source(s): x")]
    public void Its_reason_names_no_password_and_no_folder_above_the_scope(string reason, string shown)
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(shown, DotnetRestore.Printable(reason, "/src/shop"));
        }
    }
}
